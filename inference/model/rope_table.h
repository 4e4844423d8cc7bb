#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "inference/model/rope.h"

namespace inference {

/// cos and sin of the rotation angles of rotary position embedding, computed in double precision: pair i of a head
/// turns by position * rope.frequencies()[i], and its values are multiplied by rope.magnitude(). Pairs beyond
/// rope.dimension_count stay as they are. GGUF's llama rotates the neighbouring pair (2i, 2i + 1).
class RopeAngles {
public:
    RopeAngles(std::uint32_t head_size, const Rope& rope);
    /// (head_size / 2, 2) float32 of one position, cos then sin.
    void write(std::uint32_t position, std::span<float> out) const;

private:
    std::uint32_t head_size_;
    std::vector<double> frequencies_;
    double magnitude_;
};

/// (positions, head_size / 2, 2) float32 of [first_position, first_position + positions).
std::vector<float> rope_table(std::uint32_t first_position, std::uint32_t positions, std::uint32_t head_size,
                              const Rope& rope);

}  // namespace inference
