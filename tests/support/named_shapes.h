#pragma once
#include <map>
#include <string>

#include "tests/support/generated_model.h"

namespace test_support {

/// With rows of 256, as super-blocks need them.
inline GeneratedShape shape_of_type(inference::gguf::TensorType type) {
    if (inference::gguf::layout_of(type)->block_weights <= 32) return {.type = type};
    return {.type = type, .embedding_length = 256, .feed_forward_length = 512, .head_size = 64};
}

/// Models that a stage must agree with the reference on, by name: every type of weights, mixtures of them, and shapes
/// that are odd in every way that a file may be.
inline std::map<std::string, GeneratedShape> named_shapes() {
    using inference::gguf::TensorType;
    std::map<std::string, GeneratedShape> shapes;
    for (const auto type : inference::gguf::supported_types())
        shapes[std::string(inference::gguf::layout_of(type)->name)] = shape_of_type(type);
    // Head size no multiple of 8, lengths no multiples of 32.
    shapes["odd"] = {.layer_count = 3,
                     .embedding_length = 60,
                     .feed_forward_length = 172,
                     .head_count = 5,
                     .kv_head_count = 5,
                     .head_size = 12,
                     .vocabulary_size = 511,
                     .tied_head = true};
    shapes["gate and up of two types"] = {.type = TensorType::F16, .types = {{"ffn_up", TensorType::Q5_1}}};

    // No two matrices of a layer, nor embedding and head, have a type in common.
    shapes["nine types"] = shape_of_type(TensorType::Q4_K);
    shapes["nine types"].types = {{"token_embd", TensorType::Q5_K}, {"attn_k", TensorType::Q6_K},
                                  {"attn_v", TensorType::Q5_1},     {"attn_output", TensorType::IQ4_XS},
                                  {"ffn_gate", TensorType::Q3_K},   {"ffn_up", TensorType::Q2_K},
                                  {"ffn_down", TensorType::Q8_0},   {"output", TensorType::Q4_0}};
    shapes["nine types, floats among them"] = shapes["nine types"];
    shapes["nine types, floats among them"].type = TensorType::F16;
    shapes["nine types, floats among them"].types = {
        {"token_embd", TensorType::BF16},  {"attn_k", TensorType::Q4_1},     {"attn_v", TensorType::Q8_0},
        {"attn_output", TensorType::Q4_K}, {"ffn_gate", TensorType::IQ4_NL}, {"ffn_up", TensorType::Q5_0},
        {"ffn_down", TensorType::Q6_K},    {"output", TensorType::F32}};

    // Query heads that share one of keys and values: groups of 3, 7 and 8, and all heads in one. One layer, as what a
    // value in the middle of two int8 does to a position then stays there.
    const auto grouped = [&](std::uint32_t heads, std::uint32_t kv_heads) {
        shapes[std::to_string(heads) + " heads for " + std::to_string(kv_heads)] = {
            .type = TensorType::Q8_0, .layer_count = 1, .head_count = heads, .kv_head_count = kv_heads};
    };
    grouped(6, 2);
    grouped(14, 2);
    grouped(16, 2);
    grouped(71, 1);
    return shapes;
}

}  // namespace test_support
