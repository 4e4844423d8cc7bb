#pragma once
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <vector>

namespace kernel_test {

/// The shapes that the tests and the bench go over: all model sizes, and some that are odd in every way.
struct ModelShape {
    const char* name;
    std::uint32_t embedding_length;
    std::uint32_t head_count;
    std::uint32_t kv_head_count;
    std::uint32_t head_size;
    std::uint32_t feed_forward_length;
    std::uint32_t vocabulary_size;

    std::uint32_t query_length() const { return head_count * head_size; }
    std::uint32_t kv_length() const { return kv_head_count * head_size; }
};

inline constexpr ModelShape model_shapes[] = {
    {"odd", 60, 5, 5, 12, 172, 511},         // nothing is a multiple of 8: F16 and F32 alone
    {"odd blocks", 96, 3, 1, 32, 224, 259},  // columns are half a unit too many
    {"260K", 64, 8, 4, 8, 172, 512},          {"mini", 256, 4, 2, 64, 768, 512},
    {"15M", 512, 8, 8, 64, 1536, 32000},      {"1B", 2048, 32, 4, 64, 5632, 32000},
    {"7B", 4096, 32, 32, 128, 11008, 32000},  {"8B", 4096, 32, 8, 128, 14336, 128256},
    {"13B", 5120, 40, 40, 128, 13824, 32000}, {"33B", 6656, 52, 52, 128, 17920, 32000},
    {"65B", 8192, 64, 64, 128, 22016, 32000}, {"70B", 8192, 64, 8, 128, 28672, 32000},
};

/// All of them; where features are masked, which changes kernels but no sizes, those up to 1B.
inline std::vector<ModelShape> shapes_to_try() {
    constexpr std::size_t up_to_1b = 6;
    const std::size_t count = std::getenv("ALTIPLANO_VULKAN_MASK") != nullptr ? up_to_1b : std::size(model_shapes);
    return {std::begin(model_shapes), std::begin(model_shapes) + count};
}

/// The matrices of a shape, as the pass multiplies with them.
struct ProductShape {
    const char* name;
    std::uint32_t rows;
    std::uint32_t columns;
};

inline std::vector<ProductShape> products_of(const ModelShape& shape) {
    return {{"query, key, value", shape.query_length() + 2 * shape.kv_length(), shape.embedding_length},
            {"attention output", shape.embedding_length, shape.query_length()},
            {"gate, up", 2 * shape.feed_forward_length, shape.embedding_length},
            {"down", shape.embedding_length, shape.feed_forward_length},
            {"head", shape.vocabulary_size, shape.embedding_length}};
}

}  // namespace kernel_test
