#include "inference/plan/stage_sizes.h"

#include <utility>

#include "inference/cpu/cpu_stage_state.h"
#include "inference/cpu/weight_loading.h"
#include "inference/vulkan/vulkan_stage_buffers.h"
#include "inference/vulkan/weight_bytes.h"

namespace inference {

StageSizes::StageSizes(std::shared_ptr<const ModelFile> model, ConversationSize conversation, WeightBytes weights,
                       ConversationBytes conversation_bytes)
    : model_(std::move(model)),
      conversation_(conversation),
      weights_(std::move(weights)),
      conversation_bytes_(std::move(conversation_bytes)) {
    for (const LayerWeights& layer : model_->weights.layers) {
        double sum = 0.0;
        for (const gguf::TensorInfo* tensor :
             {layer.query, layer.key, layer.value, layer.output, layer.gate, layer.up, layer.down})
            sum += static_cast<double>(tensor->shape[0]) * static_cast<double>(tensor->shape[1]);
        multiply_adds_.push_back(sum);
    }
}

StageSizes StageSizes::on_processor(std::shared_ptr<const ModelFile> model, unsigned threads,
                                    ConversationSize conversation) {
    auto weights = cpu::weight_bytes(*model);
    auto conversation_bytes = [model, threads](LayerRange range, ConversationSize conversation) {
        return cpu::CpuStageState::bytes_needed(model->config, range, threads, conversation.context_length,
                                                conversation.cache_type);
    };
    return {std::move(model), conversation, std::move(weights), std::move(conversation_bytes)};
}

Result<StageSizes> StageSizes::on_vulkan(std::shared_ptr<const ModelFile> model,
                                         const vulkan::Capabilities& capabilities, ConversationSize conversation) {
    auto weights = vulkan::weight_bytes(*model, capabilities);
    if (!weights) return std::unexpected(std::move(weights.error()));
    const auto sizes_of = [capabilities](ConversationSize conversation) {
        return vulkan::PassBuffers::Sizes::of(capabilities, conversation.context_length, conversation.cache_type);
    };
    const auto& config = model->config;
    if (auto possible =
            vulkan::PassBuffers::check(capabilities, config, LayerRange::all_of(config), sizes_of(conversation));
        !possible)
        return std::unexpected(std::move(possible.error()));
    auto conversation_bytes = [model, sizes_of](LayerRange range, ConversationSize conversation) {
        return vulkan::PassBuffers::bytes_needed(model->config, range, sizes_of(conversation));
    };
    return StageSizes(std::move(model), conversation, std::move(*weights), std::move(conversation_bytes));
}

StageSizes StageSizes::with(ConversationSize conversation) const {
    StageSizes other = *this;
    other.conversation_ = conversation;
    return other;
}

StageBytes StageSizes::bytes(LayerRange range, std::uint32_t mapped) const {
    const std::uint64_t conversation = conversation_bytes_(range, conversation_);
    const std::uint64_t cache = cache_read_bytes(range, conversation_.context_length);
    return {.weights = weights_.of(range, mapped), .cache = cache, .scratch = conversation - cache};
}

std::uint64_t StageSizes::read_bytes(LayerRange range) const {
    const std::uint64_t all = weights_.of(range);
    const bool reads_row = range.has_embedding() && !(range.has_head(model_->config) && weights_.shared);
    return reads_row ? all - weights_.embedding : all;
}

std::uint64_t StageSizes::cache_read_bytes(LayerRange range, std::uint32_t position) const {
    return std::uint64_t{2} * range.count * position *
           cache_bytes(conversation_.cache_type, model_->config.kv_length());
}

double StageSizes::multiply_adds(LayerRange range) const {
    double sum = 0.0;
    for (std::uint32_t l = 0; l < range.count; ++l) sum += multiply_adds_[range.first + l];
    return sum;
}

}  // namespace inference
