#pragma once
#include <deque>

#include "inference/vulkan/buffer.h"
#include "inference/vulkan/device.h"

namespace inference::vulkan {

/// Bytes a second that a kernel without any arithmetic reads, the best of three times: the roof over every kernel that
/// reads memory (S. Williams et al. 2009, "Roofline"). Of these buffers, as far as a gigabyte; less than the device's
/// caches hold says more about them than about memory.
Result<double> measure_plain_read(Device& device, const std::deque<Buffer>& buffers);

}  // namespace inference::vulkan
