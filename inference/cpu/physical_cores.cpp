#include <sched.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "inference/cpu/thread_team.h"

namespace inference::cpu {
namespace {

/// A number in a processor's folder of Linux' sysfs (Documentation/admin-guide/cputopology.rst); -1 if it is not there.
int topology(int processor, const char* name) {
    std::ifstream file("/sys/devices/system/cpu/cpu" + std::to_string(processor) + "/topology/" + name);
    int number = -1;
    return file >> number ? number : -1;
}

}  // namespace

unsigned physical_cores() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return std::max(1U, std::thread::hardware_concurrency());
    std::set<std::pair<int, int>> cores;  // (package, core)
    unsigned unknown = 0;
    for (int processor = 0; processor < CPU_SETSIZE; ++processor) {
        if (!CPU_ISSET(processor, &allowed)) continue;
        const std::pair place(topology(processor, "physical_package_id"), topology(processor, "core_id"));
        if (place.second < 0)
            ++unknown;
        else
            cores.insert(place);
    }
    return std::max(1U, static_cast<unsigned>(cores.size()) + unknown);
}

}  // namespace inference::cpu
