#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "inference/model/layer_range.h"
#include "inference/model/model_file.h"
#include "inference/model/weight_bytes.h"
#include "inference/plan/plan.h"
#include "inference/vulkan/capabilities.h"

namespace inference {

/// What any range of a model's layers takes on one device, exactly as the stage will take it, and what it has to do.
class StageSizes {
public:
    static StageSizes on_processor(std::shared_ptr<const ModelFile> model, unsigned threads,
                                   ConversationSize conversation);
    /// Fails where the device cannot hold a matrix (Unsupported) or what a conversation of this size needs
    /// (OutOfMemory).
    static Result<StageSizes> on_vulkan(std::shared_ptr<const ModelFile> model,
                                        const vulkan::Capabilities& capabilities, ConversationSize conversation);

    /// The same for another conversation.
    StageSizes with(ConversationSize conversation) const;

    /// `mapped`: so many of the last layers are read from the file at each token; their weights take no memory.
    StageBytes bytes(LayerRange range, std::uint32_t mapped = 0) const;
    /// Weights that a token reads when it is decoded.
    std::uint64_t read_bytes(LayerRange range) const;
    /// Keys and values that it reads at a position.
    std::uint64_t cache_read_bytes(LayerRange range, std::uint32_t position) const;
    /// Multiply-adds of the products for one token of a prompt, whose logits nobody wants.
    double multiply_adds(LayerRange range) const;

private:
    using ConversationBytes = std::function<std::uint64_t(LayerRange, ConversationSize)>;  ///< cache and scratch
    StageSizes(std::shared_ptr<const ModelFile> model, ConversationSize conversation, WeightBytes weights,
               ConversationBytes conversation_bytes);

    std::shared_ptr<const ModelFile> model_;
    ConversationSize conversation_;
    WeightBytes weights_;
    ConversationBytes conversation_bytes_;
    std::vector<double> multiply_adds_;  // (layer_count)
};

}  // namespace inference
