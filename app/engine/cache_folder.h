#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace app {

/// The files with what was computed of conversations: one for each conversation and model that it was held with, named
/// after both, readable by the owner alone. They can be computed again, so nothing here is an error: what cannot be
/// made, read or removed is as if it were not there.
class CacheFolder {
public:
    explicit CacheFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Where the cache of a conversation belongs; nothing for a name that is no plain word (ids are UUIDs).
    std::optional<std::filesystem::path> fileOf(std::string_view conversation, std::string_view modelIdentity) const;

    /// Makes the folder, if it is not there, and removes the least recently used files but `file` until another
    /// `bytes` fit into `budgetBytes`. False if they cannot.
    bool makeRoom(std::uint64_t bytes, std::uint64_t budgetBytes, const std::filesystem::path& file) const;
    /// Removes the least recently used until the rest takes no more than this, and what a killed process left half
    /// written.
    void keepWithin(std::uint64_t budgetBytes) const;
    static void touch(const std::filesystem::path& file);  ///< it was used now
    static void remove(const std::filesystem::path& file);
    void forget(std::string_view conversation) const;  ///< removes its files, of all models

private:
    std::filesystem::path folder_;
};

}  // namespace app
