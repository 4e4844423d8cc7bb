#include "inference/perplexity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace inference {

namespace {

/// -log of softmax(row)[token], in double precision.
double surprise(std::span<const float> row, Token token) {
    const auto largest = static_cast<double>(*std::ranges::max_element(row));
    double sum = 0.0;
    for (const float logit : row) sum += std::exp(static_cast<double>(logit) - largest);
    return largest + std::log(sum) - static_cast<double>(row[static_cast<std::size_t>(token)]);
}

/// Welford's update: exact enough for any number of tokens.
void add(Perplexity& to, double value) {
    ++to.tokens;
    const double before = value - to.mean;
    to.mean += before / static_cast<double>(to.tokens);
    to.sum_of_squares += before * (value - to.mean);
}

}  // namespace

double Perplexity::value() const { return std::exp(mean); }

double Perplexity::standard_error() const {
    if (tokens < 2) return 0.0;
    const auto count = static_cast<double>(tokens);
    return value() * std::sqrt(sum_of_squares / (count - 1.0) / count);
}

std::uint32_t window_tokens(const Session& session) {
    const Tokenizer& tokenizer = *session.model().source->tokenizer;
    return session.context_length() - (tokenizer.adds_bos() && tokenizer.bos() ? 1U : 0U);
}

Result<Perplexity> perplexity_of(Session& session, std::span<const Token> text, std::uint32_t stride,
                                 const std::function<void(const Perplexity&)>& progress, std::stop_token stop) try {
    const std::uint32_t window = window_tokens(session);
    const bool with_bos = window < session.context_length();
    if (stride == 0 || stride > window)
        return fail(ErrorKind::InvalidArgument,
                    with_bos ? fmt::format("the stride is {}, a window has {} tokens beside the one that begins a text",
                                           stride, window)
                             : fmt::format("the stride is {}, a window has {} tokens", stride, window),
                    "Give a stride from 1 to the length of a window.");
    if (text.size() < 2)
        return fail(ErrorKind::InvalidArgument, fmt::format("the text has {} tokens", text.size()),
                    "Give a text of at least 2 tokens; of thousands, for a figure that means something.");
    Perplexity result{.tokens_total = text.size()};
    std::size_t predicted = 0;  // so many leading tokens have had their turn
    std::vector<Token> tokens;
    for (std::size_t start = 0; predicted < text.size(); start += stride) {
        const auto part = text.subspan(start, std::min<std::size_t>(window, text.size() - start));
        tokens.clear();
        if (with_bos) tokens.push_back(*session.model().source->tokenizer->bos());
        const std::size_t shift = tokens.size();  // of the text's tokens in the window
        tokens.insert(tokens.end(), part.begin(), part.end());
        // A row predicts the token behind it.
        const std::size_t first_target = std::max<std::size_t>(predicted - start + shift, 1);
        const auto first = static_cast<std::uint32_t>(first_target - 1);
        const auto read = [&](std::uint32_t position, std::span<const float> row) {
            if (position + 1 < tokens.size()) add(result, surprise(row, tokens[position + 1]));
        };
        if (first + 1 < tokens.size()) {
            const auto done = session.read_logits(tokens, first, read, stop);
            if (!done) return std::unexpected(done.error());
            if (!*done) break;
        }
        if (!std::isfinite(result.mean))
            return fail(
                ErrorKind::InvalidFile,
                fmt::format("the model's logits are no numbers within the first {} tokens", start + part.size()),
                "Its weights hold values that are none: get the file again.");
        predicted = start + part.size();
        progress(result);
    }
    return result;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
