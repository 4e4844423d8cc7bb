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
/// A stage with all layers goes ahead where it is told how the next token will be chosen: the pass of one token ends
/// with a guess and writes what the next one reads, which is sent behind it before the host has seen the first one's
/// candidates. Two at most are under way, each with a place and a recording of its own, and both together keep the
/// budget of one submission, so that a stop waits no longer; of a pass that takes more than half of it the
/// wait that is saved would be a small part. Not while a profile is made.
/// Where a token's dispatches are chained and a workgroup has given up waiting, the batch that is then waited for is
/// computed anew with barriers, as is everything after it.
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

    bool gains_by_guesses() const override;
    bool went_ahead_with(Token token, std::uint32_t position) const override;
    Result<void> abandon_guess() override;
    AheadCounts ahead_counts() const override { return ahead_counts_; }

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
    struct OneTokenKind {
        Output output;
        std::uint32_t place;
        bool guesses;
        auto operator<=>(const OneTokenKind&) const = default;
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
        bool taken_over = false;  ///< it was sent before
        bool done = false;
    };
    struct Ahead {
        Running running;
        std::optional<Token> token;  ///< once the pass that guessed it was taken
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
    Result<void> record(Recorded& recorded, const std::vector<PassStep>& steps) const;
    void add_to_profile(std::span<const double> times);
    Result<Running> prepare(const PassShape& shape, Pass pass, bool one_token);
    const std::vector<PassStep>* steps_of(const PassShape& shape, Pass pass, bool one_token);
    Result<const std::vector<Recorded>*> recording_of_one_token(const Running& running);
    Result<void> begin(const Batch& batch);
    Result<void> send(Running& running, const Recorded& recorded);
    Result<void> send_next();
    Result<void> measure();
    Result<bool> wait_for_submission(const Running& running, std::chrono::nanoseconds deadline) const;
    std::chrono::seconds longest_submission() const;

    // Going ahead: vulkan_stage_ahead.cpp
    bool guesses(const Batch& batch) const;
    bool takes_over(const Batch& batch) const;
    void take_over();
    void go_ahead();

    // Chained dispatches: vulkan_stage_chain.cpp
    void chain(CommandStream& stream) const;
    bool gave_up() const;
    Result<void> start_over();

    std::shared_ptr<VulkanStage> stage_;
    std::shared_ptr<const VulkanStage::Kernels> kernels_;
    std::unique_ptr<PassBuffers> buffers_;
    std::uint32_t prompt_tokens_limit_;
    SubmissionBudget budget_;
    std::map<OneTokenKind, OneToken> one_token_;  // decoding one token
    std::vector<PassStep> passing_steps_;         // of any other pass
    Recorded passing_;                            // what is recorded as it goes
    std::optional<Running> running_;
    std::optional<Ahead> ahead_;  // sent behind the one that is running, or that was taken last
    ChoiceGuess guess_;           // as it stands in the buffers
    AheadCounts ahead_counts_;
    std::optional<PassProfile> profile_;  // where one was begun
    std::vector<Portion> portions_;       // room to plan
    std::vector<Work> works_;             // room to measure
    std::uint64_t tickets_ = 0;
    std::uint64_t submissions_ = 0;
};

}  // namespace inference::vulkan
