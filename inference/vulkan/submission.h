#pragma once
#include <chrono>
#include <cstdint>

#include "inference/error.h"

namespace inference::vulkan {

class Device;

/// A command stream under way. A plain value: the device's timeline says when it is done.
class Submission {
public:
    Submission() = default;  ///< nothing under way: done
    /// True once it has ended, false when the deadline passed first. Fails with DeviceLost and the like.
    Result<bool> wait(std::chrono::nanoseconds deadline) const;

private:
    friend class Device;
    Submission(const Device* device, std::uint64_t value) : device_(device), value_(value) {}
    const Device* device_ = nullptr;
    std::uint64_t value_ = 0;
};

}  // namespace inference::vulkan
