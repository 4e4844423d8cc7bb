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
    shorter_.resize(by_text_.size(), none);
    for (std::size_t i = 0; i < by_text_.size(); ++i) {
        const std::string_view text = by_text_[i].text;
        first_bytes_[static_cast<unsigned char>(text.front())] = true;
        // What it begins with stands before it in the order, and the one before it begins with that too.
        std::size_t shorter = i == 0 ? none : i - 1;
        while (shorter != none && !text.starts_with(by_text_[shorter].text)) shorter = shorter_[shorter];
        shorter_[i] = shorter;
    }
}

std::optional<SpecialTokens::Special> SpecialTokens::at_start(std::string_view text) const {
    if (text.empty() || !first_bytes_[static_cast<unsigned char>(text.front())]) return std::nullopt;
    const auto behind = std::ranges::upper_bound(by_text_, text, {}, &Special::text);
    if (behind == by_text_.begin()) return std::nullopt;
    // The last that is not behind the text begins with all that stand at its start.
    auto found = static_cast<std::size_t>(behind - by_text_.begin()) - 1;
    const std::string_view last = by_text_[found].text;
    const auto common = static_cast<std::size_t>(std::ranges::mismatch(last, text).in1 - last.begin());
    while (found != none && by_text_[found].text.size() > common) found = shorter_[found];
    return found == none ? std::nullopt : std::optional(by_text_[found]);
}

std::optional<Token> SpecialTokens::find(std::string_view text) const {
    const auto found = std::ranges::lower_bound(by_text_, text, {}, &Special::text);
    return found != by_text_.end() && found->text == text ? std::optional(found->token) : std::nullopt;
}

}  // namespace inference
