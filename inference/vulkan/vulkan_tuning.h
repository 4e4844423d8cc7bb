#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "inference/stage_tuning.h"
#include "inference/vulkan/kernel_tuning.h"
#include "inference/vulkan/vulkan_stage.h"

namespace inference::vulkan {

/// Tries the kernels of a stage in all sizes that promise something, group by group: what is best of one group stays
/// for the next. A token is decoded behind a prompt of some hundred tokens, and a prompt of as many is read.
class VulkanTuning final : public StageTuning {
public:
    static Result<std::unique_ptr<StageTuning>> begin(std::shared_ptr<VulkanStage> stage);

    Result<std::optional<TuningTrial>> advance() override;
    Result<std::vector<TuningGain>> confirm() override;
    std::string found() const override {
        return difference(best_, KernelTuning::for_device(stage_->device().capabilities()));
    }
    Result<void> keep() override { return stage_->device().keep_tuning(best_); }

private:
    using Kernels = std::shared_ptr<const VulkanStage::Kernels>;
    struct Choice {
        std::uint32_t KernelTuning::* member;
        std::vector<std::uint32_t> values;
    };
    /// Ways to be compared with one another, by the time of one pass: all combinations of what there is to choose.
    struct Group {
        Pass pass;
        std::uint32_t tokens;
        std::vector<Choice> choices;
        std::deque<KernelTuning> ways(const KernelTuning& best) const;
    };
    struct Run {
        double seconds = 0.0;
        std::vector<float> numbers;  ///< the last token's logits, or all activations of a stage without a head
    };

    explicit VulkanTuning(std::shared_ptr<VulkanStage> stage)
        : stage_(std::move(stage)), before_(stage_->device().tuning()), best_(before_) {}
    Result<void> fill();
    Result<Run> run(StageState& state, const Group& group, Output output) const;
    Result<Kernels> made(const KernelTuning& tuning, Pass pass) const;
    Result<Run> time(const Kernels& kernels, const Group& group) const;
    bool agrees(const std::vector<float>& numbers) const;
    Result<bool> is_faster(double seconds, const Group& group);
    void give_back(const Group& group);

    std::shared_ptr<VulkanStage> stage_;
    KernelTuning before_, best_;
    Kernels kernels_;                  // of the best
    std::uint32_t positions_ = 0;      // of the cache
    std::uint32_t prompt_tokens_ = 0;  // positions that are filled
    std::vector<Token> tokens_;
    std::vector<float> activations_;             // of a stage that gets no tokens
    std::vector<std::vector<std::byte>> cache_;  // what the prompt leaves, a part each
    std::deque<Group> groups_;                   // the front one is under way
    std::deque<KernelTuning> ways_;              // still to be tried of it
    bool begun_ = false;                         // with it
    std::vector<float> expected_;                // in it
    double best_seconds_ = 0.0;                  // in it
};

}  // namespace inference::vulkan
