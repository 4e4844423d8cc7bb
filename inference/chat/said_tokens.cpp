#include "inference/chat/said_tokens.h"

#include <algorithm>
#include <string>

#include "inference/tokenizer/detokenizer.h"

namespace inference {

namespace {

std::optional<Token> token_that_says(const Tokenizer& tokenizer, std::string_view text) {
    const auto size = static_cast<Token>(tokenizer.vocabulary_size());
    for (Token token = 0; token < size; ++token)
        if (!tokenizer.ends_turn(token) && tokenizer.bytes_of(token) == text) return token;
    return std::nullopt;
}

}  // namespace

std::optional<std::vector<Token>> said_tokens(std::span<const Token> session, std::span<const Token> question,
                                              std::string_view answer,
                                              const std::shared_ptr<const Tokenizer>& tokenizer, bool at_start) {
    if (session.size() <= question.size() || !std::ranges::equal(session.first(question.size()), question))
        return std::nullopt;
    Detokenizer detokenizer(tokenizer, at_start);
    std::vector<Token> said;
    for (const Token token : session.subspan(question.size())) {
        if (answer.empty()) break;
        const std::string text = detokenizer.push(token);
        if (!answer.starts_with(text)) return std::nullopt;
        answer.remove_prefix(text.size());
        said.push_back(token);
    }
    if (said.empty() || answer.empty()) return said.empty() ? std::nullopt : std::optional(said);
    const auto last = token_that_says(*tokenizer, answer);
    if (!last) return std::nullopt;
    said.push_back(*last);
    return said;
}

}  // namespace inference
