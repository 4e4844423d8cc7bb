#include "inference/cpu/system_memory.h"

#include <fmt/format.h>

#include <fstream>
#include <string>

namespace inference::cpu {

Result<SystemMemory> system_memory() {
    std::ifstream file("/proc/meminfo");
    SystemMemory memory;
    std::string key, unit;
    for (std::uint64_t kibibytes = 0; file >> key >> kibibytes && std::getline(file, unit);) {
        if (key == "MemTotal:") memory.total_bytes = kibibytes * 1024;
        if (key == "MemAvailable:") {
            memory.available_bytes = kibibytes * 1024;
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
                fmt::format("{} needs {:.1f} MB of memory, {:.1f} MB are available", what,
                            static_cast<double>(needed) / 1e6, static_cast<double>(memory->available_bytes) / 1e6),
                hint);
}

}  // namespace inference::cpu
