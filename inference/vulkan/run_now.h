#pragma once
#include <fmt/format.h>

#include <chrono>

#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"

namespace inference::vulkan {

inline constexpr auto longest_run_now = std::chrono::seconds(60);  // the software driver writes 1 GB/s

/// Sends what `record(stream)` records and waits for it. `what` names it in the error where that takes too long.
template <typename Record>
Result<void> run_now(Device& device, const char* what, const Record& record,
                     std::chrono::seconds longest = longest_run_now) {
    auto stream = CommandStream::create(device);
    if (!stream) return std::unexpected(stream.error());
    (*stream)->begin();
    record(**stream);
    if (auto ended = (*stream)->end(); !ended) return ended;
    const auto submission = device.submit(**stream);
    if (!submission) return std::unexpected(submission.error());
    const auto done = submission->wait(longest);
    if (!done) return std::unexpected(done.error());
    if (!*done)
        return fail(ErrorKind::DeviceLost, fmt::format("{} has not ended after {} s", what, longest.count()),
                    "Restart the program; if it happens again, update the graphics driver.");
    return {};
}

}  // namespace inference::vulkan
