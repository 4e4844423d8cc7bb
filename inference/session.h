#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "inference/engine.h"
#include "inference/sampling/sampling_settings.h"
#include "inference/sampling/token_details.h"
#include "inference/stage.h"

namespace inference {

/// A session's caches on their way to a file or back, one layer's keys or values a step, so that the thread stays free
/// for a stop. Until it is done or dropped the session is not to be used, nor to end. Dropping it half way leaves no
/// file, or an empty session.
class CacheTransfer {
public:
    virtual ~CacheTransfer() = default;
    /// True once all of it is done; then, and after an error, not to be called again.
    virtual Result<bool> advance() = 0;
    virtual const std::string& note() const = 0;  ///< the one in the file
};

/// One conversation's tokens and caches. Used by one thread.
class Session {
public:
    struct Options {
        std::uint32_t context_length = 0;  ///< 0: what the model was trained for, at most 4096
        std::uint32_t batch_tokens = 0;    ///< prompt tokens a batch; 0: the stage's own choice; 1: the decode kernels
        CacheType cache_type = CacheType::F16;
        /// So many tokens are drafted from what stands before and verified in one pass, 7 at most; 0: none; nothing: as
        /// many as pay. Changes no token: each is chosen from the same bits as if it had been decoded alone.
        std::optional<std::uint32_t> draft_tokens = std::nullopt;
        /// Whether a stage may begin a token's pass by its own guess of the token (Batch::guess); nothing: where it
        /// gains by it. Changes no token either: a wrong guess is abandoned.
        std::optional<bool> goes_ahead = std::nullopt;
    };
    struct Step {
        std::uint32_t prompt_done = 0;
        std::uint32_t prompt_total = 0;
        /// New tokens, sampled in this step, and what was asked for of each. Both stay until the session is used again.
        std::span<const Token> tokens;
        std::span<const TokenDetails> details;
        bool stopped = false;       ///< the stop token was seen; the device is idle
        bool context_full = false;  ///< the next token has no place; the tokens stay
    };

    struct StartOptions {
        /// So many of the likeliest tokens are told with each new one; 0 tells no details at all.
        std::uint32_t alternatives = 0;
        /// Of what is already computed, only what the prompt kernels did stays: an answer that became part of the
        /// prompt is read anew, so that the same conversation gives the same bits however it came about.
        bool reproducible = false;
        /// What the model is made to say, whatever it would have chosen: for timing it on a known text. Behind its end
        /// the model chooses again.
        std::vector<Token> replay{};
    };

    static Result<std::unique_ptr<Session>> open(std::shared_ptr<const Model> model, Options options);
    virtual ~Session() = default;

    virtual const Model& model() const = 0;
    virtual std::uint32_t context_length() const = 0;
    virtual CacheType cache_type() const = 0;
    virtual std::span<const Token> tokens() const = 0;  ///< prompt and answer so far
    virtual std::uint64_t memory_bytes() const = 0;

    /// Of the answer so far: tokens that were drafted and verified, and of these the right ones.
    struct Speculation {
        std::uint64_t drafted = 0;
        std::uint64_t right = 0;
    };
    virtual Speculation speculation() const = 0;
    virtual AheadCounts ahead_counts() const = 0;  ///< since the session was opened

    /// Sets what comes next: `prompt` from the start of the context. The longest prefix already computed stays; the
    /// number of tokens kept is returned. At least the last token is computed again, for its logits.
    /// Fails with TooLong (both numbers) and InvalidArgument (a token outside the vocabulary, an empty prompt).
    virtual Result<std::uint32_t> start(std::span<const Token> prompt, const SamplingSettings& sampling,
                                        StartOptions options) = 0;
    Result<std::uint32_t> start(std::span<const Token> prompt, const SamplingSettings& sampling) {
        return start(prompt, sampling, StartOptions());
    }

    /// At most one submission's work: a piece of the prompt, or of the next token. After a stop it can be called again
    /// and goes on where it was; what had been computed stays. Nothing is allocated for a token that is decoded as the
    /// one before was, unless alternatives are told.
    virtual Result<Step> advance(std::stop_token stop) = 0;

    /// Keeps the first `position` tokens.
    virtual Result<void> rewind(std::uint32_t position) = 0;

    /// From now on every step of every pass is timed, until take_profile() tells of it, for each of the model's stages.
    virtual void begin_profile() = 0;
    virtual std::vector<PassProfile> take_profile() = 0;

    /// Writes what is computed to a file (session_file.h), to be gone on with later without computing it again.
    /// `model_identity` tells the model from others; `note` is kept with it.
    virtual Result<std::unique_ptr<CacheTransfer>> begin_save(const std::filesystem::path& path,
                                                              std::string_view model_identity,
                                                              std::string_view note) = 0;
    virtual std::uint64_t save_bytes() const = 0;  ///< what the caches take in a file now
    /// Takes up what such a file holds. Fails, and leaves the session empty, if the file is damaged, of another model,
    /// another cache type or precision, or other layers (InvalidFile, with both), or longer than the context (TooLong,
    /// with both numbers). SessionFileReader::beginning_of may have its note even then.
    virtual Result<std::unique_ptr<CacheTransfer>> begin_restore(const std::filesystem::path& path,
                                                                 std::string_view model_identity) = 0;
    /// The same at once; `restore` returns the file's note.
    Result<void> save(const std::filesystem::path& path, std::string_view model_identity, std::string_view note);
    Result<std::string> restore(const std::filesystem::path& path, std::string_view model_identity);

    /// A row of logits, (vocabulary_size) float32, and the position of the token that it follows.
    using RowReader = std::function<void(std::uint32_t position, std::span<const float> row)>;

    /// Computes `tokens` from an empty cache and reads the logits from position `first` on, in order. False if the stop
    /// token was set before the end. For research.
    virtual Result<bool> read_logits(std::span<const Token> tokens, std::uint32_t first, const RowReader& read,
                                     std::stop_token stop) = 0;
    /// All of them: (tokens, vocabulary_size) float32, or nothing if the stop token was set before the end.
    Result<std::vector<float>> logits(std::span<const Token> tokens, std::stop_token stop);
};

}  // namespace inference
