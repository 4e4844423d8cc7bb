#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "inference/stage.h"

namespace inference {

/// One conversation's states on the stages of a model, in order, and the batch that is on its way through them: the
/// tokens enter the first, each stage's activations enter the next, the last one's result comes out. One thread.
class StageChain {
public:
    static Result<StageChain> open(const std::vector<std::shared_ptr<Stage>>& stages, std::uint32_t cache_length,
                                   CacheType type);

    std::uint32_t prompt_tokens_limit() const;  ///< the smallest of the stages'
    std::uint64_t memory_bytes() const;

    bool busy() const { return running_.has_value(); }

    /// Starts a batch in the first stage; its tokens must stay where they are until it has come out. One at a time.
    Result<void> submit(const Batch& batch);

    /// Waits for at most one submission, and no longer than `deadline`. The result once the last stage is done.
    Result<std::optional<BatchResult>> advance(std::chrono::nanoseconds deadline);

    /// Of the work of the batch under way, over all stages: 0 to 1.
    float fraction() const;

    /// The stages' states, to keep and bring back their caches. Nothing may be under way.
    const std::vector<std::unique_ptr<StageState>>& states() const { return states_; }

    /// Forgets the batch under way, if there is one. What it wrote to the caches is void; the devices are idle after.
    Result<void> abandon();

private:
    struct Running {
        Batch batch;
        std::size_t stage = 0;
        Ticket ticket;
        float stage_fraction = 0.0F;
        std::vector<float>
            activations;  // (tokens, embedding_length), what `stage` is computing from, unless it is first
    };
    StageChain() = default;
    Result<void> enter_stage();

    std::vector<std::unique_ptr<StageState>> states_;
    std::optional<Running> running_;
};

}  // namespace inference
