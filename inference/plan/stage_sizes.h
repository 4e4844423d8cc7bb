#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "inference/model/layer_range.h"
#include "inference/model/model_file.h"
#include "inference/model/weight_bytes.h"
#include "inference/stage.h"
#include "inference/vulkan/capabilities.h"

namespace inference {

/// The conversation that a plan makes room for.
struct ConversationSize {
    std::uint32_t context_length = 0;
    CacheType cache_type = CacheType::F16;
};

/// Memory that a stage takes of its device, in bytes.
struct StageBytes {
    std::uint64_t weights = 0;
    std::uint64_t cache = 0;    ///< keys and values of the conversation
    std::uint64_t scratch = 0;  ///< what else the conversation needs
    std::uint64_t total() const { return weights + cache + scratch; }
};

/// What any range of a model's layers takes on one device, exactly as the stage will take it, and what it has to do.
class StageSizes {
public:
    static StageSizes on_processor(std::shared_ptr<const ModelFile> model, unsigned threads,
                                   ConversationSize conversation);
    /// Fails where the device cannot hold a matrix (Unsupported).
    static Result<StageSizes> on_vulkan(std::shared_ptr<const ModelFile> model,
                                        const vulkan::Capabilities& capabilities, ConversationSize conversation);

    /// `mapped`: so many of the last layers are read from the file at each token; their weights take no memory.
    StageBytes bytes(LayerRange range, std::uint32_t mapped = 0) const;
    /// Weights that a token reads when it is decoded.
    std::uint64_t read_bytes(LayerRange range) const;
    /// Keys and values that it reads at a position.
    std::uint64_t cache_read_bytes(LayerRange range, std::uint32_t position) const;
    /// Multiply-adds of the products for one token of a prompt, whose logits nobody wants.
    double multiply_adds(LayerRange range) const;

private:
    StageSizes(std::shared_ptr<const ModelFile> model, ConversationSize conversation, WeightBytes weights,
               std::function<std::uint64_t(LayerRange)> conversation_bytes);

    std::shared_ptr<const ModelFile> model_;
    ConversationSize conversation_;
    WeightBytes weights_;
    std::function<std::uint64_t(LayerRange)> conversation_bytes_;  // cache and scratch
    std::vector<double> multiply_adds_;                            // (layer_count)
};

}  // namespace inference
