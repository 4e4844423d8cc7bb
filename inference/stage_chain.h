#pragma once
#include <chrono>
#include <memory>
#include <vector>

#include "inference/stage.h"

namespace inference {

/// One conversation's states on the stages of a model, in order, and the batches that are on their way through them:
/// the tokens enter the first, each stage's activations enter the next, the last one's result comes out. Each stage
/// works on one batch at a time, so that a long prompt keeps all of them at work, one piece behind the other. An
/// error of a stage says which one. One thread.
class StageChain {
public:
    /// A prompt on several stages enters in so many pieces for each of them, unless these would be small.
    static constexpr std::uint32_t prompt_pieces_a_stage = 4;

    static Result<StageChain> open(const std::vector<std::shared_ptr<Stage>>& stages, std::uint32_t cache_length,
                                   CacheType type);

    std::uint32_t prompt_tokens_limit() const;  ///< the smallest of the stages'
    std::uint64_t memory_bytes() const;

    bool busy() const { return !under_way_.empty(); }
    /// The first stage is free: the next batch may enter.
    bool ready() const { return under_way_.empty() || under_way_.back().stage > 0; }

    /// Starts a batch in the first stage, which must be free; its tokens must stay where they are until it has come
    /// out.
    Result<void> submit(const Batch& batch);

    /// Waits until a submission of any stage has ended, and no longer than `deadline`, and sends what comes next. The
    /// result of the oldest batch once the last stage is done with it, else nullptr; it stays until the next call. A
    /// failure forgets all that is under way.
    Result<const BatchResult*> advance(std::chrono::nanoseconds deadline);

    /// Of the work of all batches under way: 0 to 1.
    float fraction() const;

    /// The stages' states, to keep and bring back their caches. Nothing may be under way.
    const std::vector<std::unique_ptr<StageState>>& states() const { return states_; }

    /// Of a single stage, as it says of itself; of several none goes ahead, as the first has no candidates.
    bool gains_by_guesses() const { return states_.size() == 1 && states_.front()->gains_by_guesses(); }
    bool went_ahead_with(Token token, std::uint32_t position) const {
        return states_.size() == 1 && states_.front()->went_ahead_with(token, position);
    }
    AheadCounts ahead_counts() const { return states_.front()->ahead_counts(); }

    /// Forgets the batches under way, and what a stage began by a guess. What they wrote to the caches is void; the
    /// devices are idle after.
    Result<void> abandon();

private:
    struct UnderWay {
        Batch batch;  // as it entered the chain
        std::uint32_t tokens = 0;
        std::size_t stage = 0;
        Ticket ticket{};
        bool done = false;      // by `stage`; it stays there until the next one is free
        float fraction = 0.0F;  // of this stage's work
    };
    StageChain() = default;
    Result<void> enter_stage(UnderWay& batch);
    Result<bool> wait(UnderWay& batch, std::chrono::nanoseconds deadline);
    std::unexpected<Error> failed(std::size_t stage, Error error);

    std::vector<std::unique_ptr<StageState>> states_;
    std::vector<UnderWay> under_way_;  // the oldest, which is furthest, first; each in a stage of its own
    std::vector<BatchResult> given_;   // by each stage, of the batch that it was done with last
};

}  // namespace inference
