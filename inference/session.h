#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "inference/engine.h"
#include "inference/sampling/sampling_settings.h"
#include "inference/stage.h"

namespace inference {

/// One conversation's tokens and caches. Used by one thread.
class Session {
public:
    struct Options {
        std::uint32_t context_length = 0;  ///< 0: what the model was trained for, at most 4096
        std::uint32_t batch_tokens = 0;    ///< prompt tokens a batch; 0: the stage's own choice; 1: the decode kernels
        CacheType cache_type = CacheType::F16;
    };
    struct Step {
        std::uint32_t prompt_done = 0;
        std::uint32_t prompt_total = 0;
        std::vector<Token> tokens;  ///< new tokens, sampled in this step: none, one or several
        bool stopped = false;       ///< the stop token was seen; the device is idle
        bool context_full = false;  ///< the next token has no place; the tokens stay
    };

    static Result<std::unique_ptr<Session>> open(std::shared_ptr<const Model> model, Options options);
    virtual ~Session() = default;

    virtual const Model& model() const = 0;
    virtual std::uint32_t context_length() const = 0;
    virtual std::span<const Token> tokens() const = 0;  ///< prompt and answer so far
    virtual std::uint64_t memory_bytes() const = 0;

    /// Sets what comes next: `prompt` from the start of the context. The longest prefix already computed stays; the
    /// number of tokens kept is returned. At least the last token is computed again, for its logits.
    /// Fails with TooLong (both numbers) and InvalidArgument (a token outside the vocabulary, an empty prompt).
    virtual Result<std::uint32_t> start(std::span<const Token> prompt, const SamplingSettings& sampling) = 0;

    /// At most one submission's work: a piece of the prompt, or of the next token. After a stop it can be called again
    /// and goes on where it was; what had been computed stays.
    virtual Result<Step> advance(std::stop_token stop) = 0;

    /// Keeps the first `position` tokens.
    virtual Result<void> rewind(std::uint32_t position) = 0;

    /// Logits of every position of `tokens`, from an empty cache: (tokens, vocabulary_size) float32. For research.
    /// Empty if the stop token was set before the end.
    virtual Result<std::vector<float>> logits(std::span<const Token> tokens, std::stop_token stop) = 0;
};

}  // namespace inference
