#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "inference/chat/chat_format.h"
#include "inference/sampling/sampling_settings.h"
#include "inference/session.h"

namespace inference {

enum class EndReason {
    EndOfTurn,  ///< the model ended its answer, or a stop text came
    Limit,      ///< `token_limit` was reached; "Continue" goes on
    Stopped,    ///< the stop token was set
};

/// One answer in a conversation: turns to tokens, prompt, tokens to text, and the context's overflow. The window's
/// worker and the command line both drive it, one `advance` a submission. Uses the Session's thread.
class Answer {
public:
    struct Request {
        std::vector<Turn> turns;  ///< an optional System turn first; ends with User, or with Assistant to continue it
        std::shared_ptr<const ChatFormat> format = named_format(ChatFormatName::Plain);
        SamplingSettings sampling;
        std::uint32_t token_limit = 2048;
        std::vector<std::string> stop_texts;  ///< the answer ends where one of these begins; not shown, not in part
        Session::StartOptions session = {};
    };
    struct Step {
        std::uint32_t prompt_done = 0;  ///< tokens of the prompt read so far, reused ones included
        std::uint32_t prompt_total = 0;
        std::string text;                   ///< whole UTF-8 characters that are new and no part of a stop text
        std::vector<Token> tokens;          ///< those that are new, held back as their text is
        std::vector<TokenDetails> details;  ///< of each of them, where alternatives were asked for
        std::uint32_t dropped_turns = 0;    ///< oldest turns that left the context in this step
        bool shortened_answer = false;      ///< the beginning of this very answer left the context in this step
        std::optional<EndReason> end;       ///< set on the last step
    };
    struct Statistics {
        std::uint32_t prompt_tokens = 0;  ///< what was read again after an overflow is counted again
        std::uint32_t reused_tokens = 0;  ///< of these, already in the cache
        std::uint32_t answer_tokens = 0;
        double prompt_seconds = 0.0;
        double answer_seconds = 0.0;
        std::uint64_t drafted_tokens = 0;  ///< verified with others in one pass
        std::uint32_t context_used = 0;
        std::uint32_t context_length = 0;
    };

    /// Fails with TooLong, giving both numbers, when system prompt and newest question alone do not fit. Older turns
    /// that do not fit leave whole, oldest first, until a quarter of the context is free; never the system prompt or
    /// the newest question. Nothing is computed yet.
    static Result<std::unique_ptr<Answer>> begin(Session& session, Request request);

    virtual ~Answer() = default;
    /// At most one submission's work. After `end` is set or an error, not to be called again.
    virtual Result<Step> advance(std::stop_token stop) = 0;
    virtual Statistics statistics() const = 0;

    /// The session is about to go, as its device failed. Until `resume` only statistics may be asked for.
    virtual void leave() = 0;
    virtual bool has_session() const = 0;  ///< false between the two
    /// Goes on in another session with the same model file: what was said so far is read there, and the next token is
    /// drawn as it would have been. Fails as `begin`.
    virtual Result<void> resume(Session& session) = 0;
};

}  // namespace inference
