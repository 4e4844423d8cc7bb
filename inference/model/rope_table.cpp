#include "inference/model/rope_table.h"

#include <cmath>

namespace inference {

std::vector<float> rope_table(std::uint32_t first_position, std::uint32_t positions, std::uint32_t head_size,
                              const Rope& rope) {
    const std::vector<double> frequencies = rope.frequencies();
    const double magnitude = rope.magnitude();
    std::vector<float> table;
    table.reserve(std::size_t{positions} * head_size);
    for (std::uint32_t p = 0; p < positions; ++p) {
        for (const double frequency : frequencies) {
            const double angle = (static_cast<double>(first_position) + p) * frequency;
            table.push_back(static_cast<float>(magnitude * std::cos(angle)));
            table.push_back(static_cast<float>(magnitude * std::sin(angle)));
        }
        for (std::size_t pair = frequencies.size(); pair < head_size / 2; ++pair) {
            table.push_back(1.0F);
            table.push_back(0.0F);
        }
    }
    return table;
}

}  // namespace inference
