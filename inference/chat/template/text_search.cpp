#include "inference/chat/template/text_search.h"

namespace inference::chat_template {

TextSearch::TextSearch(std::string_view text, std::string_view wanted, From from, Budget& budget)
    : text_(text), wanted_(wanted), from_(from), ended_(wanted.size() > text.size()) {
    budget.search(text.size());
    if (ended_) return;
    budget.make(wanted.size(), sizeof(std::size_t));
    borders_.assign(wanted.size(), 0);
    for (std::size_t i = 1; i < wanted.size(); ++i) borders_[i] = extended(borders_[i - 1], byte(wanted, i));
}

std::size_t TextSearch::extended(std::size_t matched, char next) const {
    while (matched > 0 && byte(wanted_, matched) != next) matched = borders_[matched - 1];
    return byte(wanted_, matched) == next ? matched + 1 : 0;
}

std::size_t TextSearch::next() {
    if (wanted_.empty() && !ended_) {
        ended_ = true;
        return from_ == From::Left ? 0 : text_.size();
    }
    std::size_t matched = 0;
    while (!ended_ && passed_ < text_.size()) {
        matched = extended(matched, byte(text_, passed_++));
        if (matched == wanted_.size()) return from_ == From::Left ? passed_ - matched : text_.size() - passed_;
    }
    ended_ = true;
    return std::string_view::npos;
}

}  // namespace inference::chat_template
