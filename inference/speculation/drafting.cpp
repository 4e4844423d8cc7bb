#include "inference/speculation/drafting.h"

#include <algorithm>

namespace inference {

void Drafting::begin(std::span<const Token> tokens, std::uint32_t kept) {
    reset(tokens, kept);
    drafted_ = right_ = 0;
}

void Drafting::forget() {
    guesses_.clear();
    trial_.clear();
    drafts_ = false;
}

std::span<const Token> Drafting::draft(std::span<const Token> tokens, std::uint32_t room, bool alone) {
    forget();
    trial_.assign(1, tokens.back());
    if (tokens_ == 0U) return trial_;
    const auto found = lookup_.guess(tokens, room);
    guesses_.assign(found.begin(), found.end());
    const auto guessed = static_cast<std::uint32_t>(guesses_.size());
    const std::uint32_t worth = tokens_ ? std::min(guessed, *tokens_) : length_.worth(guessed);
    drafts_ = worth > 0;
    if (alone) return trial_;
    trial_.insert(trial_.end(), guesses_.begin(), guesses_.begin() + worth);
    drafted_ += worth;
    return trial_;
}

bool Drafting::compare(std::uint32_t row, Token chosen) {
    if (row >= guesses_.size()) return false;
    const bool same = guesses_[row] == chosen;
    length_.compared(same);
    if (same && row + 1 < trial_.size()) ++right_;
    return same;
}

}  // namespace inference
