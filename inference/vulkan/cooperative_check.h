#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inference/vulkan/device.h"

namespace inference::vulkan {

// Products on cooperative matrices are summed by units that few other programs use, through a part of the driver that
// is young. What such a part gets wrong would be wrong answers, in silence. So a device's products are compared with
// numbers that are known, before the first model is read through them; where they are wrong, prompts go through the
// float32 kernels.

/// What products have to be: (tokens, rows).
struct KnownProducts {
    std::uint32_t rows = 0;
    std::vector<double> values;
    std::vector<double> magnitudes;  ///< sums of |weight * activation|, which the bound of error is stated in
};

/// Where as many products lie more than 2e-5 of their magnitude from what they have to be, or are no numbers:
/// the first place, in words; empty if nowhere.
std::string first_wrong_product(std::span<const float> found, const KnownProducts& known);

/// Computes two small products, with weights in Q4_0 and in F16, on the cooperative matrices of a device that has them,
/// and compares them. Some milliseconds of work, besides compiling the kernels. Fails with DeviceFailure where one is
/// wrong, and as the device does.
Result<void> compare_cooperative_products(Device& device);

/// Why a device's products on cooperative matrices are not to be used (problem_of), as it is kept beside the device's
/// pipelines or compared now.
std::string cooperative_problem(Device& device);

}  // namespace inference::vulkan
