#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "inference/cache_type.h"
#include "inference/error.h"
#include "inference/pass_profile.h"
#include "inference/sampling/candidates.h"
#include "inference/sampling/choice_guess.h"
#include "inference/token.h"

namespace inference {

/// Kept in session files too.
enum class Precision : std::uint32_t {
    Fast,   ///< int8 activations against block-quantised weights, float16 cache
    Exact,  ///< float32 throughout, the reference path
};

/// What a stage runs on. Kept in session files, as caches of two kinds lie differently in memory.
enum class StageKind : std::uint32_t { Vulkan = 1, Processor = 2 };

/// Which kernels compute a batch. Results of the two differ in the last bits; each agrees with itself bit for bit
/// however the tokens are cut into batches, so a caller keeps to one kind for a prompt and to the other for an answer.
enum class Pass {
    Decode,  ///< 1 to 8 tokens
    Prompt,  ///< 1 to StageState::prompt_tokens_limit() tokens, as a matrix product
};

/// What the last stage returns of a batch.
enum class Output {
    None,            ///< nothing: the batch only fills the cache
    LastCandidates,  ///< the best candidates of the last token
    LastLogits,      ///< the last token's whole row, (1, vocabulary_size) float32
    AllCandidates,   ///< the best candidates of every token
    AllLogits,       ///< (tokens, vocabulary_size) float32
};

/// Work for one stage: `tokens` for the first stage, `activations` for the others.
struct Batch {
    std::uint32_t position = 0;  ///< of the first token; everything before it is in the cache
    Pass pass = Pass::Decode;
    std::span<const Token> tokens;       ///< (tokens), valid until the ticket is done
    std::span<const float> activations;  ///< (tokens, embedding_length)
    Output output = Output::LastCandidates;
    /// The caller will choose the next token so, and send it next: the stage may go on with what it guesses itself, and
    /// has then begun that batch when it is sent. Where the guess is another token, or the next batch another one, what
    /// was begun is abandoned: its position is written again, and nothing else of it was kept.
    std::optional<ChoiceGuess> guess = std::nullopt;
};

/// Passes that a stage began by its own guess of the token (Batch::guess).
struct AheadCounts {
    std::uint64_t taken_over = 0;  ///< the guess was right, and the pass the next token's
    std::uint64_t abandoned = 0;
};

/// Names a batch under way in one StageState.
struct Ticket {
    std::uint64_t number = 0;
};

/// What a finished batch gave. Only what its Batch::output asked for is filled; `activations` by stages that are not
/// last.
struct BatchResult {
    std::vector<Candidates> candidates;
    std::vector<float> logits;       // (1 or tokens, vocabulary_size)
    std::vector<float> activations;  // (tokens, embedding_length)
};

/// How far a ticket is.
struct BatchProgress {
    bool done = false;
    float fraction = 0.0F;  ///< of the batch's work, 0 to 1
};

/// One conversation's memory on one stage: KV cache, scratch, recorded segments. Owned by a Session, used by one
/// thread.
class StageState {
public:
    virtual ~StageState() = default;
    virtual std::uint32_t cache_length() const = 0;         ///< positions the cache holds
    virtual std::uint32_t prompt_tokens_limit() const = 0;  ///< most tokens a Pass::Prompt batch may have
    virtual std::uint64_t memory_bytes() const = 0;         ///< device memory of cache and scratch

    /// Starts a batch and returns at once. Positions may be computed again: the cache is overwritten from `position`.
    /// Fails with TooLong if position + tokens exceeds the cache.
    virtual Result<Ticket> submit(const Batch& batch) = 0;

    /// Waits until the submission under way has ended or the deadline has passed, then sends the batch's next
    /// submission, if there is one. A submission is 8 ms of work on a device that draws the desktop, 50 ms elsewhere
    /// and at most 500 ms on a software driver, so a caller that stops calling has stopped the device within one.
    virtual Result<BatchProgress> wait(Ticket ticket, std::chrono::nanoseconds deadline) = 0;

    /// The result of a done ticket, once, into `result`, whose memory is used again.
    virtual Result<void> take(Ticket ticket, BatchResult& result) = 0;

    /// The cache in parts, to be kept elsewhere and brought back: `cache_parts()` of them, `cache_part_bytes` each, in
    /// an order of the stage's own. What was read from one state may be written to any other of the same layers, kind
    /// of stage and type of cache that holds as many positions; positions behind them are then void. Nothing may be
    /// under way.
    virtual std::uint32_t cache_parts() const = 0;
    virtual std::uint64_t cache_part_bytes(std::uint32_t positions) const = 0;
    virtual Result<void> read_cache_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) = 0;
    virtual Result<void> write_cache_part(std::uint32_t part, std::uint32_t positions,
                                          std::span<const std::byte> bytes) = 0;

    /// From now on every step is timed, until take_profile() tells of it and ends it. Costs some of the speed.
    virtual void begin_profile() = 0;
    virtual PassProfile take_profile() = 0;  ///< empty where none was begun

    /// Forgets a ticket: waits for the submission under way and sends no more. What the batch wrote to the cache is
    /// void.
    virtual Result<void> abandon(Ticket ticket) = 0;

    /// Whether giving it Batch::guess makes tokens come faster. A stage that never goes ahead has nothing to say here.
    virtual bool gains_by_guesses() const { return false; }
    /// Whether the pass of this token at this position has begun by a guess. To be asked when the batch before was
    /// taken.
    virtual bool went_ahead_with(Token, std::uint32_t) const { return false; }
    /// Waits for what was begun by a guess, and forgets it.
    virtual Result<void> abandon_guess() { return {}; }
    virtual AheadCounts ahead_counts() const { return {}; }  ///< since the state was opened
};

class StageTuning;

/// A contiguous range of decoder layers of one model on one device: repacked weights and pipelines. Immutable, shared.
class Stage {
public:
    virtual ~Stage() = default;
    virtual StageKind kind() const = 0;
    virtual std::uint32_t first_layer() const = 0;
    virtual std::uint32_t layer_count() const = 0;
    virtual std::uint64_t weights_bytes() const = 0;  ///< device memory of the weights
    /// Bytes a second of a plain read of the memory that weights are in, the best of a few: what no product can
    /// surpass. Takes a second or so.
    virtual Result<double> measure_plain_read() = 0;
    /// Memory for one conversation of up to `cache_length` positions. Fails with OutOfMemory, naming both numbers.
    virtual Result<std::unique_ptr<StageState>> open(std::uint32_t cache_length, CacheType type) = 0;
    /// Whether a state with this type of cache opens at once: else a graphics driver compiles kernels for it first,
    /// which may take many seconds.
    virtual bool is_compiled_for(CacheType) const { return true; }
    /// A search for faster sizes of this stage's kernels (stage_tuning.h); nullptr where they have none to choose from.
    virtual Result<std::unique_ptr<StageTuning>> begin_tuning() = 0;
};

}  // namespace inference
