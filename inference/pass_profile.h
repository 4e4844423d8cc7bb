#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace inference {

/// What the passes that were profiled spent in one kind of step.
struct StepProfile {
    std::string_view name;    ///< "attention"
    std::uint64_t count = 0;  ///< times that it ran
    double seconds = 0.0;     ///< by the device's own clock; on the processor by the leading thread's
    double bytes = 0.0;       ///< that it had to read: weights, or keys and values
    double multiply_adds = 0.0;
};

/// What a stage did while it was profiled. Steps in the order in which they first ran.
struct PassProfile {
    std::vector<StepProfile> steps;
    std::uint64_t passes = 0;
    std::uint64_t submissions = 0;
    std::uint64_t cuts = 0;        ///< times that a step was cut, so that a submission ended in time: a dispatch more
    std::uint64_t dispatches = 0;  ///< of a Vulkan device
    std::uint64_t barriers = 0;    ///< of a Vulkan device
    double seconds = 0.0;          ///< from the start of each pass to its end, by the clock on the wall
    bool timed = true;             ///< false: the device has no clock, so that no step has a time

    /// Adds a step, or what of it comes behind a cut.
    void add(std::string_view name, bool begins, double seconds_more, double bytes_more, double multiply_adds_more) {
        StepProfile* step = nullptr;
        for (StepProfile& one : steps)
            if (one.name == name) step = &one;
        if (step == nullptr) step = &steps.emplace_back(StepProfile{.name = name});
        ++(begins ? step->count : cuts);
        step->seconds += seconds_more;
        step->bytes += bytes_more;
        step->multiply_adds += multiply_adds_more;
    }
};

}  // namespace inference
