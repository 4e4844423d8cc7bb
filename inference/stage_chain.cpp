#include "inference/stage_chain.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace inference {

namespace {

using Clock = std::chrono::steady_clock;

/// With several stages at work each is looked at in turn. A device waits so long at most, for each of the others, until
/// it is given its next submission, of 8 to 50 ms.
constexpr std::chrono::nanoseconds look = std::chrono::microseconds(200);

std::unexpected<Error> of_stage(std::size_t stage, Error error) {
    error.stage = stage;
    return std::unexpected(std::move(error));
}

}  // namespace

Result<StageChain> StageChain::open(const std::vector<std::shared_ptr<Stage>>& stages, std::uint32_t cache_length,
                                    CacheType type) {
    StageChain chain;
    for (const auto& stage : stages) {
        auto state = stage->open(cache_length, type);
        if (!state) return of_stage(chain.states_.size(), std::move(state.error()));
        chain.states_.push_back(std::move(*state));
    }
    chain.given_.resize(stages.size());
    chain.under_way_.reserve(stages.size());
    return chain;
}

std::uint32_t StageChain::prompt_tokens_limit() const {
    std::uint32_t limit = std::numeric_limits<std::uint32_t>::max();
    for (const auto& state : states_) limit = std::min(limit, state->prompt_tokens_limit());
    return limit;
}

std::uint64_t StageChain::memory_bytes() const {
    std::uint64_t sum = 0;
    for (const auto& state : states_) sum += state->memory_bytes();
    return sum;
}

std::unexpected<Error> StageChain::failed(std::size_t stage, Error error) {
    std::erase_if(under_way_, [&](const UnderWay& batch) { return batch.stage == stage; });
    static_cast<void>(abandon());  // the first error is the one to tell
    return of_stage(stage, std::move(error));
}

Result<void> StageChain::submit(const Batch& batch) {
    if (!ready()) return fail(ErrorKind::InvalidArgument, "the first stage works on 1 batch", "Advance it first.");
    under_way_.push_back({.batch = batch, .tokens = static_cast<std::uint32_t>(batch.tokens.size())});
    return enter_stage(under_way_.back());
}

Result<void> StageChain::enter_stage(UnderWay& entering) try {
    Batch batch = entering.batch;
    if (entering.stage > 0) {
        batch.tokens = {};
        batch.activations = given_[entering.stage - 1].activations;
    }
    auto ticket = states_[entering.stage]->submit(batch);
    if (!ticket) return failed(entering.stage, std::move(ticket.error()));
    entering.ticket = *ticket;
    entering.done = false;
    entering.fraction = 0.0F;
    return {};
} catch (const std::bad_alloc&) {
    return failed(entering.stage, out_of_memory().error());
}

/// True if a submission of it has ended.
Result<bool> StageChain::wait(UnderWay& batch, std::chrono::nanoseconds deadline) {
    if (batch.done) return false;
    const auto progress = states_[batch.stage]->wait(batch.ticket, deadline);
    if (!progress) return failed(batch.stage, progress.error());
    const bool moved = progress->done || progress->fraction != batch.fraction;
    batch.done = progress->done;
    batch.fraction = progress->fraction;
    return moved;
}

Result<const BatchResult*> StageChain::advance(std::chrono::nanoseconds deadline) {
    const auto end = Clock::now() + deadline;
    bool moved = false;
    do {
        const auto rest = std::max<std::chrono::nanoseconds>(end - Clock::now(), std::chrono::nanoseconds(0));
        // The furthest first: when it has left its stage, the next one may enter.
        for (std::size_t i = 0; i < under_way_.size(); ++i) {
            UnderWay& batch = under_way_[i];
            const auto one = moved ? std::chrono::nanoseconds(0) : std::min(rest, look);
            const auto ended = wait(batch, under_way_.size() == 1 ? rest : one);
            if (!ended) return std::unexpected(ended.error());
            moved |= *ended;
            if (!batch.done) continue;
            const bool last = batch.stage + 1 == states_.size();
            const bool next_is_free = i == 0 || under_way_[i - 1].stage > batch.stage + 1;
            if (!last && !next_is_free) continue;
            BatchResult& result = given_[batch.stage];
            if (auto taken = states_[batch.stage]->take(batch.ticket, result); !taken)
                return failed(batch.stage, std::move(taken.error()));
            if (last) {
                under_way_.erase(under_way_.begin());
                return &result;
            }
            ++batch.stage;
            if (auto entered = enter_stage(batch); !entered) return std::unexpected(std::move(entered.error()));
            moved = true;
        }
    } while (!moved && Clock::now() < end);
    return nullptr;
}

float StageChain::fraction() const {
    float done = 0.0F;
    float tokens = 0.0F;
    for (const UnderWay& batch : under_way_) {
        const auto count = static_cast<float>(batch.tokens);
        done += count * (static_cast<float>(batch.stage) + batch.fraction) / static_cast<float>(states_.size());
        tokens += count;
    }
    return tokens > 0.0F ? done / tokens : 0.0F;
}

Result<void> StageChain::abandon() {
    Result<void> outcome;
    for (const UnderWay& batch : under_way_) {
        auto idle = states_[batch.stage]->abandon(batch.ticket);
        if (!idle && outcome) outcome = of_stage(batch.stage, std::move(idle.error()));
    }
    under_way_.clear();
    for (std::size_t stage = 0; stage < states_.size(); ++stage) {
        auto idle = states_[stage]->abandon_guess();
        if (!idle && outcome) outcome = of_stage(stage, std::move(idle.error()));
    }
    return outcome;
}

}  // namespace inference
