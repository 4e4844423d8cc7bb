#include "inference/cpu/group_memory.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>
#include <string_view>

namespace inference::cpu {

namespace {

constexpr std::size_t most_bytes = 1 << 16;  // of a file; the kernel's have a few thousand
constexpr int most_levels = 64;              // of groups in groups

/// The names that the two versions have for the same.
struct Names {
    const char* limits[2];
    const char* usage;
    const char* cached[2];  // in memory.stat
};
constexpr Names version_1 = {
    {"memory.limit_in_bytes", nullptr}, "memory.usage_in_bytes", {"total_inactive_file", "total_active_file"}};
constexpr Names version_2 = {{"memory.max", "memory.high"}, "memory.current", {"inactive_file", "active_file"}};

/// Its first bytes; nothing of what cannot be read.
std::string text_of(const std::string& path) {
    std::string text(most_bytes, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

/// Cuts the first line off.
std::string_view next_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

/// "max" is none.
std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<std::uint64_t> number_of(const std::string& path) {
    const std::string text = text_of(path);
    std::string_view rest = text;
    return number_in(next_line(rest));
}

/// Of the file cache: a line is "name number".
std::uint64_t cached_bytes(const std::string& folder, const Names& names) {
    const std::string text = text_of(folder + "/memory.stat");
    std::uint64_t sum = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = next_line(rest);
        const std::string_view name = line.substr(0, line.find(' '));
        if (name.size() == line.size() || std::ranges::find(names.cached, name) == std::end(names.cached)) continue;
        sum += number_in(line.substr(name.size() + 1)).value_or(0);
    }
    return sum;
}

/// Of one group.
std::optional<GroupMemory> memory_of(const std::string& folder, const Names& names) {
    std::optional<std::uint64_t> limit;
    for (const char* name : names.limits) {
        const auto one = name == nullptr ? std::nullopt : number_of(folder + "/" + name);
        if (one) limit = std::min(*one, limit.value_or(*one));
    }
    if (!limit) return std::nullopt;
    const std::uint64_t usage = number_of(folder + "/" + names.usage).value_or(0);
    const std::uint64_t taken = usage - std::min(usage, cached_bytes(folder, names));
    return GroupMemory{.limit_bytes = *limit, .available_bytes = *limit - std::min(*limit, taken)};
}

/// A group and those above it. In a container without groups of its own its path is one of the host's, of which only
/// the topmost folder is there.
void tighten(std::optional<GroupMemory>& tightest, const std::string& root, std::string_view group,
             const Names& names) {
    if (!group.starts_with('/') || (std::string(group) + '/').find("/../") != std::string::npos)
        group = {};  // outside of what is mounted
    for (int level = 0; level < most_levels; ++level) {
        if (const auto memory = memory_of(root + std::string(group), names)) {
            if (!tightest) tightest = *memory;
            tightest->limit_bytes = std::min(tightest->limit_bytes, memory->limit_bytes);
            tightest->available_bytes = std::min(tightest->available_bytes, memory->available_bytes);
        }
        if (group.empty()) return;
        group = group.substr(0, group.rfind('/'));
    }
}

bool has_memory(std::string_view controllers) {
    for (std::size_t begin = 0; begin <= controllers.size();) {
        const std::size_t end = std::min(controllers.find(',', begin), controllers.size());
        if (controllers.substr(begin, end - begin) == "memory") return true;
        begin = end + 1;
    }
    return false;
}

}  // namespace

std::optional<GroupMemory> group_memory(const std::string& membership, const std::string& mount) {
    const std::string text = text_of(membership);
    std::optional<GroupMemory> tightest;
    for (std::string_view rest = text; !rest.empty();) {  // "4:memory:/docker/1f2e", "0::/user.slice"
        const std::string_view line = next_line(rest);
        const std::size_t first = line.find(':');
        const std::size_t second = first == line.npos ? first : line.find(':', first + 1);
        if (second == line.npos) continue;
        const std::string_view controllers = line.substr(first + 1, second - first - 1);
        std::string_view group = line.substr(second + 1);
        while (group.ends_with('/')) group.remove_suffix(1);
        if (controllers.empty()) tighten(tightest, mount, group, version_2);
        if (has_memory(controllers)) tighten(tightest, mount + "/memory", group, version_1);
    }
    return tightest;
}

}  // namespace inference::cpu
