#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "inference/cpu/cpu_stage.h"
#include "inference/cpu/cpu_stage_attention.h"
#include "inference/cpu/cpu_stage_buffers.h"
#include "inference/cpu/cpu_stage_pass.h"
#include "inference/cpu/pass_runner.h"
#include "inference/model/rope_table.h"

namespace inference::cpu {

/// One conversation on a CpuStage: one batch at a time, cut into submissions of about 50 ms. The pass of a single token
/// is made once and run again for every token that sees the same splits of the context, and then allocates nothing.
class CpuStageState final : public StageState {
public:
    static Result<std::unique_ptr<StageState>> open(std::shared_ptr<CpuStage> stage, std::uint32_t cache_length,
                                                    CacheType type);
    /// What `open` will take.
    static std::uint64_t bytes_needed(const ModelConfig& config, LayerRange range, unsigned threads,
                                      std::uint32_t cache_length, CacheType type);
    ~CpuStageState() override;

    std::uint32_t cache_length() const override { return buffers_->cache.layout().positions; }
    std::uint32_t prompt_tokens_limit() const override { return prompt_tokens_limit_; }
    std::uint64_t memory_bytes() const override { return buffers_->bytes(); }

    Result<Ticket> submit(const Batch& batch) override;
    Result<BatchProgress> wait(Ticket ticket, std::chrono::nanoseconds deadline) override;
    Result<void> take(Ticket ticket, BatchResult& result) override;
    Result<void> abandon(Ticket ticket) override;

    std::uint32_t cache_parts() const override { return buffers_->cache.parts(); }
    std::uint64_t cache_part_bytes(std::uint32_t positions) const override {
        return buffers_->cache.part_bytes(positions);
    }
    void begin_profile() override { profile_ = PassProfile{}; }
    PassProfile take_profile() override { return std::exchange(profile_, std::nullopt).value_or(PassProfile{}); }

    Result<void> read_cache_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) override;
    Result<void> write_cache_part(std::uint32_t part, std::uint32_t positions,
                                  std::span<const std::byte> bytes) override;

    /// For tests: how many submissions were sent.
    std::uint64_t submissions() const { return submissions_; }

private:
    struct PreparedPass {  // its parts are pointed to by its steps
        PassShape shape;
        SplitRange splits;
        std::vector<Token> tokens;
        BatchResult result;
        std::unique_ptr<PassRunner> runner;
    };
    struct Running {
        PreparedPass* pass = nullptr;
        std::optional<std::uint64_t> sent;  // the submission under way, by its number in the queue
        std::chrono::steady_clock::time_point begun_at = std::chrono::steady_clock::now();
    };
    CpuStageState(std::shared_ptr<CpuStage> stage, std::unique_ptr<PassBuffers> buffers,
                  std::uint32_t prompt_tokens_limit);
    Result<std::uint32_t> tokens_of(const Batch& batch) const;
    PreparedPass* prepare(const Batch& batch, std::uint32_t tokens);
    void send_next();
    Result<void> check_part(std::uint32_t part, std::uint32_t positions, std::size_t bytes) const;

    std::shared_ptr<CpuStage> stage_;
    std::unique_ptr<PassBuffers> buffers_;
    std::uint32_t prompt_tokens_limit_;
    RopeAngles angles_;
    std::map<Output, std::unique_ptr<PreparedPass>> one_token_;  // decoding one token
    std::unique_ptr<PreparedPass> passing_;                      // any other pass
    std::optional<Running> running_;
    std::optional<PassProfile> profile_;  // where one was begun
    float fraction_ = 0.0F;               // of the batch under way, after its last submission
    std::uint64_t tickets_ = 0;
    std::uint64_t submissions_ = 0;
};

}  // namespace inference::cpu
