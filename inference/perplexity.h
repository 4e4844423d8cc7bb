#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

#include "inference/session.h"

namespace inference {

/// How well a model predicts a text: exp of the mean over its tokens of -log p(token | those before it).
struct Perplexity {
    std::uint64_t tokens = 0;        ///< that were predicted
    double mean = 0.0;               ///< of -log p, natural logarithm
    double sum_of_squares = 0.0;     ///< of deviations from the mean
    std::uint64_t tokens_total = 0;  ///< of the text

    double value() const;
    /// By the delta method, as if tokens were independent: value * deviation / sqrt(tokens).
    double standard_error() const;
};

/// Windows of the session's context, `stride` tokens apart (Press et al. 2021, arXiv:2012.15832, section 2): each
/// begins with BOS, where the tokenizer adds one, and predicts the tokens that no window before it has, from all that
/// the window has before them. A stride of a whole window cuts the text into chunks, as most published figures do; a
/// shorter one gives every token but the first ones more of the text before it, and costs as many times more. Without
/// BOS, the first token of a text, and of each chunk, is not predicted.
///
/// Fails with InvalidArgument for a stride of 0 or longer than a window, and for a text of fewer than two tokens.
/// `progress` hears of every window; a set stop token ends the measurement with what there is.
Result<Perplexity> perplexity_of(Session& session, std::span<const Token> text, std::uint32_t stride,
                                 const std::function<void(const Perplexity&)>& progress, std::stop_token stop);

/// How many tokens of a text fit a window: the context, less BOS.
std::uint32_t window_tokens(const Session& session);

}  // namespace inference
