#pragma once
#include <cstdint>
#include <string>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"
#include "inference/model/rope.h"

namespace inference {

/// The hyper-parameters of a LLaMA decoder (Touvron et al. 2023, arXiv:2302.13971), read from llama.* keys and checked.
struct ModelConfig {
    std::string name;                   ///< general.name, or the file's without ".gguf" where that is absent or "llama"
    std::string quantisation;           ///< the type of most weights: "Q4_0"
    std::uint64_t parameter_count = 0;  ///< sum over the tensors
    std::uint32_t layer_count = 0;
    std::uint32_t embedding_length = 0;
    std::uint32_t feed_forward_length = 0;
    std::uint32_t head_count = 0;
    std::uint32_t kv_head_count = 0;  ///< divides head_count
    std::uint32_t head_size = 0;      ///< even
    std::uint32_t vocabulary_size = 0;
    std::uint32_t context_length = 0;  ///< what the model was trained for
    std::uint32_t sliding_window = 0;  ///< positions that a token attends to, itself included; 0: all before it
    float norm_epsilon = 0.0F;
    Rope rope;
    std::uint32_t kv_length() const { return kv_head_count * head_size; }
    std::uint32_t query_length() const { return head_count * head_size; }
    /// Of a conversation for which nobody asked another: a float16 cache of 7B then takes 2 GiB.
    std::uint32_t default_context_length() const { return context_length < 4096 ? context_length : 4096; }

    /// Fails on a missing key, zero or absurd numbers, an architecture other than llama (named), and anything that the
    /// forward pass would silently ignore (experts, soft caps, unknown RoPE scaling), naming it.
    static Result<ModelConfig> read(const gguf::GgufFile& file);
};

/// The four sizes of the release, by parameter count (billions): 7B 6.4-7.5, 13B 12-14, 33B 32-34.5, 65B 64-67.
enum class SizeClass { Other, B7, B13, B33, B65 };
SizeClass size_class_of(std::uint64_t parameter_count);

}  // namespace inference
