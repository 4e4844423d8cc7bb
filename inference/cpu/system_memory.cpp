#include "inference/cpu/system_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "inference/cpu/group_memory.h"
#include "inference/size_in_words.h"

namespace inference::cpu {

Result<SystemMemory> system_memory(const MemoryFiles& files) {
    std::ifstream file(files.meminfo);
    SystemMemory memory;
    std::string key, unit;
    for (std::uint64_t kibibytes = 0; file >> key >> kibibytes && std::getline(file, unit);) {
        if (key == "MemTotal:") memory.total_bytes = kibibytes * 1024;
        if (key == "MemAvailable:") {
            memory.available_bytes = kibibytes * 1024;
            if (const auto group = group_memory(files.membership, files.groups)) {
                memory.total_bytes = std::min(memory.total_bytes, group->limit_bytes);
                memory.available_bytes = std::min(memory.available_bytes, group->available_bytes);
            }
            return memory;
        }
    }
    return fail(ErrorKind::Unreadable, "/proc/meminfo does not say how much memory is available (no MemAvailable)",
                "Mount /proc; Linux 3.14 or newer is needed.");
}

Result<void> check_memory(std::uint64_t needed, const std::string& what, const std::string& hint) {
    const auto memory = system_memory();
    if (!memory) return std::unexpected(memory.error());
    if (needed <= memory->available_bytes) return {};
    return fail(ErrorKind::OutOfMemory,
                fmt::format("{} needs {} of memory, {} are available", what, size_in_words(needed),
                            size_in_words(memory->available_bytes)),
                hint);
}

}  // namespace inference::cpu
