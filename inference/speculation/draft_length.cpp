#include "inference/speculation/draft_length.h"

#include <algorithm>
#include <utility>

namespace inference {

namespace {

constexpr double least_gain = 1.05;       // less is not worth the risk that the text turns
constexpr double trust_in_guesses = 0.1;  // in the newest one
constexpr double cost_of_a_token = 0.15;  // before it was measured: of a pass with one, for each more
/// A pass that was interrupted says nothing of the next: what took longer is believed slowly.
constexpr double trust_in_longer = 0.1;
constexpr double trust_in_shorter = 0.5;

}  // namespace

std::uint32_t DraftLength::worth(std::uint32_t guessed) const {
    if (seconds_[1] == 0.0) return 0;  // nothing to compare with
    std::uint32_t best = 0;
    double best_gain = least_gain;
    double tokens = 1.0;  // expected of a pass
    double right = 1.0;   // that all guesses so far are
    for (std::uint32_t length = 1; length <= std::min(guessed, most_tokens - 1); ++length) {
        right *= right_;
        tokens += right;
        const double gain = tokens / cost(length + 1);
        if (gain <= best_gain) continue;
        best_gain = gain;
        best = length;
    }
    return best;
}

void DraftLength::passed(std::uint32_t tokens, double seconds) {
    if (tokens == 0 || tokens > most_tokens || !std::exchange(ran_[tokens], true)) return;
    double& known = seconds_[tokens];
    if (known == 0.0)
        known = seconds;
    else
        known += (seconds - known) * (seconds < known ? trust_in_shorter : trust_in_longer);
}

void DraftLength::compared(bool same) { right_ += ((same ? 1.0 : 0.0) - right_) * trust_in_guesses; }

/// Of a pass with so many tokens, in passes with one.
double DraftLength::cost(std::uint32_t tokens) const {
    if (seconds_[tokens] > 0.0) return seconds_[tokens] / seconds_[1];
    return 1.0 + cost_of_a_token * (tokens - 1);
}

}  // namespace inference
