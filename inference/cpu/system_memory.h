#pragma once
#include <cstdint>
#include <string>

#include "inference/error.h"

namespace inference::cpu {

/// As far as this process may have it (group_memory.h).
struct SystemMemory {
    std::uint64_t total_bytes = 0;
    /// What can be had without swapping, the file cache given back (Linux' MemAvailable, proc(5)).
    std::uint64_t available_bytes = 0;
};

/// Where Linux says it.
struct MemoryFiles {
    std::string meminfo = "/proc/meminfo";
    std::string membership = "/proc/self/cgroup";
    std::string groups = "/sys/fs/cgroup";
};

/// Of this moment. Fails with Unreadable where the system does not say.
Result<SystemMemory> system_memory(const MemoryFiles& files = {});

/// Compares `needed` bytes with what is available. Fails with OutOfMemory, naming both: "`what` needs 12.0 MB of
/// memory, 8.0 MB are available".
Result<void> check_memory(std::uint64_t needed, const std::string& what, const std::string& hint);

}  // namespace inference::cpu
