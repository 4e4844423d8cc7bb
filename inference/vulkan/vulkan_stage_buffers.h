#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "inference/model/layer_range.h"
#include "inference/model/model_config.h"
#include "inference/stage.h"
#include "inference/vulkan/buffer.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/activations.h"
#include "inference/vulkan/kernels/cache_layout.h"

namespace inference::vulkan {

/// Keys and values of one layer, both in the order of CacheLayout.
struct LayerCache {
    BufferView keys;
    BufferView values;
};

/// What a pass is told of its tokens, and where it leaves their candidates. Of two passes that are under way each has
/// its own.
struct TokenPlace {
    BufferView parameters;  // shader::BatchParameters
    BufferView tokens;      // of the first stage: (tokens) int32
    BufferView candidates;  // of the last stage: (tokens) as BestCandidates writes them, mapped
};

/// Where a pass reads and writes: one conversation's caches, and scratch for as many tokens as a batch may have. Both
/// kinds of pass use the same scratch. Views lead into the object itself, which is therefore never copied.
struct PassBuffers {
    struct Sizes {
        std::uint32_t cache_positions = 0;
        CacheType cache_type = CacheType::F16;
        std::uint32_t prompt_tokens = 0;  ///< most tokens of a batch
        bool float16_rows = false;        ///< of activations, for products on cooperative matrices

        /// As a state of a device takes them. What products on cooperative matrices need is there for the exact
        /// precision too, so that a plan need not know it.
        static Sizes of(const Capabilities& capabilities, std::uint32_t cache_positions, CacheType cache_type);
    };
    /// Allocates everything and fills it with zeros, which kernels rely on for all padding. Fails with OutOfMemory
    /// before anything is allocated if it cannot fit, naming what is needed and what is there; and as `check` does.
    static Result<std::unique_ptr<PassBuffers>> create(Device& device, const ModelConfig& config, LayerRange range,
                                                       const Sizes& sizes);

    /// Fails with OutOfMemory where one of the buffers is larger than what a kernel of the device can be given at once
    /// (maxStorageBufferRange; 2 GB and more on graphics cards, 128 MB in software): a cache of a long context.
    static Result<void> check(const Capabilities& capabilities, const ModelConfig& config, LayerRange range,
                              const Sizes& sizes);

    /// What `create` will take, the caches included.
    static std::uint64_t bytes_needed(const ModelConfig& config, LayerRange range, const Sizes& sizes);

    CacheLayout cache_layout;
    std::vector<LayerCache> caches;  // (layers of the stage)
    BufferView rope;                 // (cache positions, head_size / 2, 2) float32: cos, sin

    /// The first is the host's, mapped. The others have one token each and are written by the pass before, in turns;
    /// only a stage that is first and last has them.
    std::array<TokenPlace, 3> places;
    BufferView guess;              // of such a stage: shader::GuessParameters, mapped
    BufferView stage_input;        // of the others: (tokens, embedding_length) float32, mapped
    BufferView stage_output;       // of all but the last: (tokens, padded embedding_length) float32, mapped
    BufferView residual;           // (tokens, padded embedding_length) float32
    ActivationViews normalised;    // (tokens) of embedding_length
    BufferView query;              // (tokens, query_length) float32
    LayerCache unquantised;        // (tokens, kv_length) float32: what a Q8_0 cache is written from
    BufferView attention_scratch;  // of decode attention
    ActivationViews attended;      // (tokens) of query_length
    ActivationViews hidden;        // (tokens) of feed_forward_length
    BufferView halves;             // of all activations: (tokens) of the longest, as each is read once made
    BufferView exponents;          // (tokens)

    ChainViews chain;  // of chained dispatches, the outcome mapped

    // Of the last stage alone.
    std::uint32_t head_rows = 0;   // rows of logits that are computed at a time, at least 8
    ActivationViews head_input;    // (head_rows) of embedding_length
    BufferView logits;             // (head_rows, vocabulary_size) float32
    BufferView candidate_scratch;  // of BestCandidates, for head_rows
    BufferView logits_on_host;     // (rows asked for so far, vocabulary_size) float32, mapped

    /// Makes `logits_on_host` hold so many rows; true if it moved, which makes recordings void.
    Result<bool> reserve_logits_on_host(Device& device, std::uint32_t rows, std::uint32_t vocabulary_size);
    std::uint64_t bytes() const;  ///< of everything

private:
    std::deque<Buffer> buffers_;
    Buffer logits_on_host_;
};

}  // namespace inference::vulkan
