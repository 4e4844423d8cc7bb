#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "inference/session.h"
#include "inference/session_file.h"

namespace inference {

using StageStates = std::vector<std::unique_ptr<StageState>>;

/// Which part of which stage's cache comes next.
class CacheParts {
public:
    explicit CacheParts(const StageStates& states) : states_(states) { skip_empty(); }
    bool done() const { return stage_ == states_.size(); }
    StageState& state() const { return *states_[stage_]; }
    std::uint32_t part() const { return part_; }
    void next() {
        ++part_;
        skip_empty();
    }

private:
    void skip_empty() {
        for (; !done() && part_ == state().cache_parts(); part_ = 0) ++stage_;
    }
    const StageStates& states_;
    std::size_t stage_ = 0;
    std::uint32_t part_ = 0;
};

/// Writes the first positions of all caches behind the header that `file` has already.
class CacheSaving final : public CacheTransfer {
public:
    CacheSaving(const StageStates& states, SessionFileWriter file, std::uint32_t positions, std::string note)
        : parts_(states), file_(std::move(file)), positions_(positions), note_(std::move(note)) {}
    Result<bool> advance() override;
    const std::string& note() const override { return note_; }

private:
    CacheParts parts_;
    SessionFileWriter file_;
    std::uint32_t positions_;
    std::string note_;
    std::vector<std::byte> bytes_;
};

/// Reads what CacheSaving wrote. `whole` is called once, when everything is there and proved to be as it was written.
class CacheRestoring final : public CacheTransfer {
public:
    CacheRestoring(const StageStates& states, SessionFileReader file,
                   std::function<void(const SessionFileHeader&)> whole)
        : parts_(states), file_(std::move(file)), whole_(std::move(whole)) {}
    Result<bool> advance() override;
    const std::string& note() const override { return file_.header().note; }

private:
    CacheParts parts_;
    SessionFileReader file_;
    std::function<void(const SessionFileHeader&)> whole_;
    std::vector<std::byte> bytes_;
};

}  // namespace inference
