#include "inference/tokenizer/special_tokens.h"

#include <algorithm>

namespace inference {

SpecialTokens::SpecialTokens(const Vocabulary& vocabulary) {
    for (Token token = 0; vocabulary.contains(token); ++token)
        if (vocabulary.is_special(token) && !vocabulary.text(token).empty())
            by_text_.push_back({vocabulary.text(token), token});
    std::ranges::sort(by_text_, [](const Special& a, const Special& b) {
        return a.text != b.text ? a.text < b.text : a.token < b.token;
    });
    const auto repeated = std::ranges::unique(by_text_, {}, &Special::text);
    by_text_.erase(repeated.begin(), repeated.end());
    for (const Special& special : by_text_) first_bytes_[static_cast<unsigned char>(special.text.front())] = true;
}

std::optional<SpecialTokens::Special> SpecialTokens::at_start(std::string_view text) const {
    std::optional<Special> longest;
    if (text.empty() || !first_bytes_[static_cast<unsigned char>(text.front())]) return longest;
    // What begins as the text does, byte by byte; the one that ends there comes first in the order.
    auto first = by_text_.begin(), last = by_text_.end();
    for (std::size_t length = 1; length <= text.size(); ++length) {
        const auto byte_of = [&](const Special& special) {
            return special.text.size() < length ? -1 : int(static_cast<unsigned char>(special.text[length - 1]));
        };
        const auto same =
            std::ranges::equal_range(first, last, int(static_cast<unsigned char>(text[length - 1])), {}, byte_of);
        first = same.begin();
        last = same.end();
        if (first == last) break;
        if (first->text.size() == length) longest = *first;
    }
    return longest;
}

std::optional<Token> SpecialTokens::find(std::string_view text) const {
    const auto found = std::ranges::lower_bound(by_text_, text, {}, &Special::text);
    return found != by_text_.end() && found->text == text ? std::optional(found->token) : std::nullopt;
}

}  // namespace inference
