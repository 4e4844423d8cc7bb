#include "inference/model/rope_table.h"

#include <cmath>

namespace inference {

RopeAngles::RopeAngles(std::uint32_t head_size, const Rope& rope)
    : head_size_(head_size), frequencies_(rope.frequencies()), magnitude_(rope.magnitude()) {}

void RopeAngles::write(std::uint32_t position, std::span<float> out) const {
    for (std::size_t pair = 0; pair < head_size_ / 2; ++pair) {
        const bool turns = pair < frequencies_.size();
        const double angle = turns ? static_cast<double>(position) * frequencies_[pair] : 0.0;
        const double magnitude = turns ? magnitude_ : 1.0;
        out[2 * pair] = static_cast<float>(magnitude * std::cos(angle));
        out[2 * pair + 1] = static_cast<float>(magnitude * std::sin(angle));
    }
}

std::vector<float> rope_table(std::uint32_t first_position, std::uint32_t positions, std::uint32_t head_size,
                              const Rope& rope) {
    const RopeAngles angles(head_size, rope);
    std::vector<float> table(std::size_t{positions} * head_size);
    for (std::uint32_t p = 0; p < positions; ++p)
        angles.write(first_position + p, std::span(table).subspan(std::size_t{p} * head_size, head_size));
    return table;
}

}  // namespace inference
