#pragma once
#include <cstdint>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"

namespace inference {

/// Rotary position embedding (Su et al. 2021, arXiv:2104.09864) as a file asks for it, from its llama.rope.* keys and
/// the tensor rope_freqs.weight. Pair i of a head's rotated values turns by `position * frequencies()[i]`; what is
/// rotated is also multiplied by magnitude().
struct Rope {
    enum class Scaling {
        None,
        Linear,  ///< all frequencies divided by the factor (Chen et al. 2023, arXiv:2306.15595)
        Yarn,    ///< low frequencies divided, high ones kept, a ramp between (Peng et al. 2023, arXiv:2309.00071)
    };

    std::uint32_t dimension_count = 0;  ///< leading values of a head that are rotated: even, at most head_size
    double base = 10000.0;
    Scaling scaling = Scaling::None;
    double factor = 1.0;           ///< by which the context is longer than the one trained first
    std::vector<double> divisors;  ///< (dimension_count / 2) of the frequencies, or empty: Llama 3.1's scaling

    // Of YaRN.
    std::uint32_t original_context_length = 0;
    double beta_fast = 32.0;        ///< turns within the original context: what turns more is kept
    double beta_slow = 1.0;         ///< what turns less is divided by the factor
    double attention_factor = 1.0;  ///< of the magnitude, whatever the scaling
    double log_multiplier =
        0.0;  ///< of the magnitude's logarithm that the values are divided by again; 0: they are not

    /// Fails on keys that make no sense, and on a scaling or a parameter of one that it doesn't know, naming it.
    static Result<Rope> read(const gguf::GgufFile& file, std::uint32_t head_size, std::uint32_t context_length);

    /// Radians per position, (dimension_count / 2).
    std::vector<double> frequencies() const;
    double magnitude() const;
};

}  // namespace inference
