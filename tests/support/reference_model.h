#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "inference/model/model_file.h"
#include "inference/token.h"

namespace test_support {

/// A LLaMA decoder in plain double precision on the processor, one loop a step: what the engine's numbers are compared
/// with. Weights are dequantised exactly (but for one rounding to float where a type adds a
/// minimum).
class ReferenceModel {
public:
    struct Matrix {
        std::vector<float> weights;  // row-major
        bool in_blocks = false;      // quantised, so that the fast path meets it with int8
    };
    struct Layer {
        std::vector<float> attention_norm;     // (embedding_length)
        Matrix query;                          // (query_length, embedding_length)
        Matrix key;                            // (kv_length, embedding_length)
        Matrix value;                          // (kv_length, embedding_length)
        Matrix output;                         // (embedding_length, query_length)
        std::vector<float> feed_forward_norm;  // (embedding_length)
        Matrix gate;                           // (feed_forward_length, embedding_length)
        Matrix up;                             // (feed_forward_length, embedding_length)
        Matrix down;                           // (embedding_length, feed_forward_length)
    };
    /// Keys and values of the positions computed so far, a pair of growing arrays a layer.
    struct Cache {
        struct Layer {
            std::vector<double> keys;    // (positions, kv_length), rotated
            std::vector<double> values;  // (positions, kv_length)
        };
        std::vector<Layer> layers;
        std::uint32_t positions = 0;
    };

    /// How gate and up of two types are kept: as they are, or both in float32, as the Vulkan stage has them in one
    /// matrix.
    enum class GateAndUp { Apart, Together };
    static inference::Result<ReferenceModel> load(const inference::ModelFile& file,
                                                  GateAndUp gate_and_up = GateAndUp::Apart);

    const inference::ModelConfig& config() const { return config_; }
    bool has_blocks() const;  ///< whether any matrix is quantised in blocks

    /// How matrix products see their input: as it is, or as int8 with a scale for 32 where the matrix is quantised in
    /// blocks, like the fast path of decoding.
    enum class Activations { Exact, Int8 };

    /// Logits (tokens, vocabulary_size) of `tokens`, which follow what the cache holds; the cache grows by them.
    std::vector<double> forward(std::span<const inference::Token> tokens, Cache& cache,
                                Activations activations = Activations::Exact) const;

private:
    std::vector<double> forward_one(inference::Token token, Cache& cache, Activations activations) const;

    inference::ModelConfig config_;
    std::vector<float> embedding_;  // (vocabulary_size, embedding_length)
    std::vector<Layer> layers_;
    std::vector<float> output_norm_;  // (embedding_length)
    Matrix head_;                     // (vocabulary_size, embedding_length)
};

/// sum (a - b)^2 / sum b^2, b the reference. Infinite if the lengths differ or anything is not finite.
double normalised_error(std::span<const float> a, std::span<const double> b);
double normalised_error(std::span<const float> a, std::span<const float> b);

}  // namespace test_support
