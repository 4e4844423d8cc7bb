#include "inference/vulkan/kernels/rope_table.h"

#include <cmath>

namespace inference::vulkan {

std::vector<float> rope_table(std::uint32_t first_position, std::uint32_t positions, std::uint32_t head_size,
                              double base) {
    const std::uint32_t pairs = head_size / 2;
    std::vector<double> frequencies(pairs);
    for (std::uint32_t i = 0; i < pairs; ++i) frequencies[i] = std::pow(base, -2.0 * i / head_size);
    std::vector<float> table;
    table.reserve(std::size_t{positions} * pairs * 2);
    for (std::uint32_t p = 0; p < positions; ++p) {
        for (std::uint32_t i = 0; i < pairs; ++i) {
            const double angle = (static_cast<double>(first_position) + p) * frequencies[i];
            table.push_back(static_cast<float>(std::cos(angle)));
            table.push_back(static_cast<float>(std::sin(angle)));
        }
    }
    return table;
}

}  // namespace inference::vulkan
