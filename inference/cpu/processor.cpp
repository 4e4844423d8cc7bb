#include "inference/cpu/processor.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string_view>

#include "inference/cpu/kernels/vector_targets.h"
#include "inference/cpu/system_memory.h"
#include "inference/cpu/thread_team.h"

// After what chooses among them:
#include <hwy/targets.h>

namespace inference::cpu {

namespace {

/// "AMD EPYC 7R13", by Linux' /proc/cpuinfo; ARM's lists have no such line.
std::string processor_name() {
    std::ifstream file("/proc/cpuinfo");
    std::array<char, 4096> read{};  // a stream keeps it to itself where a string's memory cannot be had
    while (file.getline(read.data(), read.size())) {
        const std::string_view line = read.data();
        if (!line.starts_with("model name")) continue;
        const std::size_t at = line.find_first_not_of(": \t", line.find(':'));
        if (at != std::string_view::npos) return std::string(line.substr(at));
    }
    return "processor";
}

/// Highway counts the best kind of vector code in the lowest bit.
std::string best_vector_code() {
    const std::int64_t supported = hwy::SupportedTargets() & HWY_TARGETS;
    return hwy::TargetName(supported & -supported);
}

}  // namespace

Result<DeviceDescription> describe_processor() {
    const auto memory = system_memory();
    if (!memory) return std::unexpected(memory.error());
    const unsigned cores = physical_cores();
    return DeviceDescription{.selector = "cpu",
                             .name = processor_name(),
                             .kind = "processor",
                             .driver = fmt::format("vector code for {}", best_vector_code()),
                             .vulkan_version = {},
                             .memory_bytes = memory->total_bytes,
                             .memory_free_bytes = memory->available_bytes,
                             .software = false,
                             .usable = true,
                             .unusable_reason = {},
                             .features = {fmt::format("{} {}", cores, cores == 1 ? "core" : "cores")}};
}

}  // namespace inference::cpu
