#include "app/engine/cache_folder.h"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

#include "inference/checksum.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".cache";
constexpr std::string_view halfWritten = ".cache.part";  // as SessionFileWriter names it
constexpr std::size_t longestConversation = 64;
/// A file that is being written is touched more often than this, whatever the disk.
constexpr auto abandonedAfter = std::chrono::minutes(10);

bool isPlainWord(std::string_view text) {
    return !text.empty() && text.size() <= longestConversation && std::ranges::all_of(text, [](char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
               (character >= 'A' && character <= 'Z') || character == '-';
    });
}

/// An identity may be any text, and a file holds it whole to be compared.
std::uint64_t hashOf(std::string_view text) { return inference::checksum_of(std::as_bytes(std::span(text))); }

struct Kept {
    fs::path path;
    std::uint64_t bytes = 0;
    fs::file_time_type used;
};

/// Plain files of the folder whose names end so, the least recently used first. Not by directory_iterator, with which
/// GCC 12's library ends the program where it has no memory for a name.
std::vector<Kept> filesOf(const fs::path& folder, std::string_view nameEnd) {
    std::vector<Kept> files;
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(opendir(folder.c_str()), &closedir);
    for (const dirent* entry = nullptr; entries && (entry = readdir(entries.get())) != nullptr;) {
        if (!std::string_view(entry->d_name).ends_with(nameEnd)) continue;
        Kept kept{folder / entry->d_name, 0, {}};
        std::error_code unknown;
        if (!fs::is_regular_file(kept.path, unknown)) continue;
        kept.bytes = fs::file_size(kept.path, unknown);
        if (!unknown) kept.used = fs::last_write_time(kept.path, unknown);
        if (!unknown) files.push_back(std::move(kept));
    }
    std::ranges::sort(files, {}, &Kept::used);
    return files;
}

}  // namespace

std::optional<fs::path> CacheFolder::fileOf(std::string_view conversation, std::string_view modelIdentity) const {
    if (folder_.empty() || !isPlainWord(conversation)) return std::nullopt;
    return folder_ / fmt::format("{}.{:016x}{}", conversation, hashOf(modelIdentity), ending);
}

bool CacheFolder::makeRoom(std::uint64_t bytes, std::uint64_t budgetBytes, const fs::path& file) const {
    if (folder_.empty() || bytes > budgetBytes) return false;
    std::error_code failed;
    if (mkdir(folder_.c_str(), S_IRWXU) != 0 && !fs::is_directory(folder_, failed)) return false;
    // The old file stays until the new one is whole, but its place is free then.
    std::uint64_t taken = bytes;
    auto files = filesOf(folder_, ending);
    std::erase_if(files, [&](const Kept& kept) { return kept.path == file; });
    for (const Kept& kept : files) taken += kept.bytes;
    for (const Kept& kept : files) {
        if (taken <= budgetBytes) break;
        remove(kept.path);
        taken -= kept.bytes;
    }
    return true;
}

void CacheFolder::keepWithin(std::uint64_t budgetBytes) const {
    if (folder_.empty()) return;
    const auto files = filesOf(folder_, ending);
    std::uint64_t taken = 0;
    for (const Kept& kept : files) taken += kept.bytes;
    for (const Kept& kept : files) {
        if (taken <= budgetBytes) break;
        remove(kept.path);
        taken -= kept.bytes;
    }
    for (const Kept& part : filesOf(folder_, halfWritten))
        if (fs::file_time_type::clock::now() - part.used > abandonedAfter) remove(part.path);
}

void CacheFolder::touch(const fs::path& file) {
    std::error_code failed;
    fs::last_write_time(file, fs::file_time_type::clock::now(), failed);
}

void CacheFolder::remove(const fs::path& file) {
    std::error_code failed;
    fs::remove(file, failed);
}

void CacheFolder::forget(std::string_view conversation) const {
    if (folder_.empty() || !isPlainWord(conversation)) return;
    const std::string beginning = fmt::format("{}.", conversation);
    for (const std::string_view nameEnd : {ending, halfWritten})
        for (const Kept& kept : filesOf(folder_, nameEnd))
            if (kept.path.filename().string().starts_with(beginning)) remove(kept.path);
}

}  // namespace app
