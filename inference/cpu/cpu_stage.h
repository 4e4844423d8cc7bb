#pragma once
#include <memory>

#include "inference/cpu/cpu_weights.h"
#include "inference/cpu/work_queue.h"
#include "inference/model/model_file.h"
#include "inference/stage.h"
#include "inference/stage_tuning.h"

namespace inference::cpu {

/// A range of a model's layers on the processor. The weights are freed with the last state and the last reference.
class CpuStage final : public Stage, public std::enable_shared_from_this<CpuStage> {
public:
    /// `queue` may be shared with other stages: their work is done in turns.
    static std::shared_ptr<CpuStage> create(std::shared_ptr<WorkQueue> queue, std::shared_ptr<const ModelFile> model,
                                            CpuWeights weights);

    StageKind kind() const override { return StageKind::Processor; }
    std::uint32_t first_layer() const override { return weights_.range.first; }
    std::uint32_t layer_count() const override { return weights_.range.count; }
    std::uint64_t weights_bytes() const override { return weights_.bytes; }
    Result<double> measure_plain_read() override;
    Result<std::unique_ptr<StageState>> open(std::uint32_t cache_length, CacheType type) override;
    Result<std::unique_ptr<StageTuning>> begin_tuning() override { return nullptr; }  // no sizes to choose

    WorkQueue& queue() const { return *queue_; }
    const ModelConfig& config() const { return model_->config; }
    const CpuWeights& weights() const { return weights_; }

private:
    CpuStage(std::shared_ptr<WorkQueue> queue, std::shared_ptr<const ModelFile> model, CpuWeights weights)
        : queue_(std::move(queue)), model_(std::move(model)), weights_(std::move(weights)) {}

    std::shared_ptr<WorkQueue> queue_;
    std::shared_ptr<const ModelFile> model_;  // whose tensors the matrices name
    CpuWeights weights_;
};

}  // namespace inference::cpu
