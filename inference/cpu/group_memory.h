#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace inference::cpu {

/// What the control groups of a process leave it of the system's memory (Linux, cgroups(7)): containers and services
/// have less than the machine.
struct GroupMemory {
    std::uint64_t limit_bytes = 0;
    std::uint64_t available_bytes = 0;  ///< up to it; what the groups' file cache holds would be given back
};

/// The tightest of the groups that `membership` (/proc/self/cgroup) names and of those above them, version 1 or 2,
/// below `mount` (/sys/fs/cgroup). Nothing where none has a limit, or where that cannot be read. Names are strings: GCC
/// 12's std::filesystem::path ends the program where there is no memory for one.
std::optional<GroupMemory> group_memory(const std::string& membership, const std::string& mount);

}  // namespace inference::cpu
