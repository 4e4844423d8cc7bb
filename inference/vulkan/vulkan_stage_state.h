#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "inference/vulkan/cache_transfer.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/vulkan_stage_buffers.h"
#include "inference/vulkan/vulkan_stage_pass.h"

namespace inference::vulkan {

/// One conversation on a VulkanStage: one batch at a time, cut into submissions that keep the device's budget. A prompt
/// is recorded as it goes; the pass of a single token is recorded once and sent again for every token, as long as its
/// submissions still keep the budget, and then allocates nothing.
class VulkanStageState final : public StageState {
public:
    static Result<std::unique_ptr<StageState>> open(std::shared_ptr<VulkanStage> stage,
                                                    std::shared_ptr<const VulkanStage::Kernels> kernels,
                                                    std::uint32_t cache_length, CacheType type);
    ~VulkanStageState() override;

    std::uint32_t cache_length() const override { return buffers_->cache_layout.positions; }
    std::uint32_t prompt_tokens_limit() const override { return prompt_tokens_limit_; }
    std::uint64_t memory_bytes() const override { return buffers_->bytes(); }

    Result<Ticket> submit(const Batch& batch) override;
    Result<BatchProgress> wait(Ticket ticket, std::chrono::nanoseconds deadline) override;
    Result<void> take(Ticket ticket, BatchResult& result) override;
    Result<void> abandon(Ticket ticket) override;

    std::uint32_t cache_parts() const override { return 2 * static_cast<std::uint32_t>(buffers_->caches.size()); }
    std::uint64_t cache_part_bytes(std::uint32_t positions) const override {
        return transferred_bytes(buffers_->cache_layout, positions);
    }
    void begin_profile() override { profile_ = PassProfile{}; }
    PassProfile take_profile() override { return std::exchange(profile_, std::nullopt).value_or(PassProfile{}); }

    Result<void> read_cache_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) override;
    Result<void> write_cache_part(std::uint32_t part, std::uint32_t positions,
                                  std::span<const std::byte> bytes) override;

    /// For tests: how many submissions were sent.
    std::uint64_t submissions() const { return submissions_; }

private:
    using Clock = std::chrono::steady_clock;
    struct Recorded {
        std::vector<Portion> portions;
        std::unique_ptr<CommandStream> stream;
        bool profiled = false;  ///< a time stands behind every portion, not only behind the last
    };
    struct OneToken {
        std::vector<PassStep> steps;
        std::vector<Recorded> recordings;  ///< one a submission
    };
    struct Running {
        Pass pass = Pass::Decode;
        PassShape shape;
        const std::vector<PassStep>* steps = nullptr;
        const std::vector<Recorded>* recording = nullptr;  ///< nullptr: recorded as it goes
        std::size_t next_recorded = 0;
        PassCursor cursor;
        double seconds_total = 0.0;  ///< estimates
        double seconds_done = 0.0;
        const Recorded* sent = nullptr;  ///< under way
        Submission submission;
        Clock::time_point begun_at = Clock::now();
        Clock::time_point sent_at;
        bool done = false;
    };

    VulkanStageState(std::shared_ptr<VulkanStage> stage, std::shared_ptr<const VulkanStage::Kernels> kernels,
                     std::unique_ptr<PassBuffers> buffers, std::uint32_t prompt_tokens_limit);
    std::uint32_t batch_tokens(const Batch& batch) const;
    Result<void> check(const Batch& batch) const;
    Result<void> check_part(std::uint32_t part, std::uint32_t positions, std::size_t bytes) const;
    /// A layer's keys, then its values.
    const BufferView& cache_part(std::uint32_t part) const {
        const LayerCache& layer = buffers_->caches[part / 2];
        return part % 2 == 0 ? layer.keys : layer.values;
    }
    void write_inputs(const Batch& batch);
    Result<void> record(Recorded& recorded) const;
    void add_to_profile(std::span<const double> times);
    const std::vector<PassStep>* steps_of(const PassShape& shape, Pass pass, bool one_token);
    Result<const std::vector<Recorded>*> recording_of_one_token();
    Result<void> send_next();
    Result<void> measure();
    Result<bool> wait_for_submission(std::chrono::nanoseconds deadline);

    std::shared_ptr<VulkanStage> stage_;
    std::shared_ptr<const VulkanStage::Kernels> kernels_;
    std::unique_ptr<PassBuffers> buffers_;
    std::uint32_t prompt_tokens_limit_;
    SubmissionBudget budget_;
    std::map<Output, OneToken> one_token_;  // decoding one token
    std::vector<PassStep> passing_steps_;   // of any other pass
    Recorded passing_;                      // what is recorded as it goes
    std::optional<Running> running_;
    std::optional<PassProfile> profile_;  // where one was begun
    std::vector<Portion> portions_;       // room to plan
    std::vector<Work> works_;             // room to measure
    std::uint64_t tickets_ = 0;
    std::uint64_t submissions_ = 0;
};

}  // namespace inference::vulkan
