#pragma once
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "app/cli/session_note.h"

namespace app::cli {

struct KeptWords {
    SessionNote note;
    bool ended = false;  // nothing was to follow
};

/// The words of a conversation that its session file does not hold yet. Its first line is a note (session_note.h) up to
/// the newest question, each line behind it a piece of the answer to it, sealed as the note is, and a last one says
/// that the answer has ended. The first line comes whole or not at all; a piece is with the system once it was added,
/// so that it outlives the program, however that ends. Only its owner can read it.
class TurnsFile {
public:
    explicit TurnsFile(std::filesystem::path path) : path_(std::move(path)) {}

    std::string name() const { return path_.string(); }
    /// Whether it can be made; it is not.
    Result<void> check() const;
    /// What is in it, with the answer's pieces in their turn; nothing if there is no such file. A last piece that was
    /// not written to its end is passed over; fails if anything else has changed.
    Result<std::optional<KeptWords>> read() const;

    /// Takes the place of what was there.
    Result<void> begin(const SessionNote& note);
    /// A piece of the answer; only after `begin`.
    Result<void> add(std::string_view text);
    /// Nothing is added any more; only after `begin`.
    Result<void> end();
    void remove();

private:
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
    std::filesystem::path partial() const;
    Result<File> openPartial() const;
    std::unexpected<Exit> failed() const;
    Result<void> putSealed(std::string_view json);

    std::filesystem::path path_;
    File file_{nullptr, &std::fclose};
};

}  // namespace app::cli
