#pragma once
#include <cstddef>
#include <limits>
#include <optional>
#include <queue>
#include <string_view>
#include <vector>

#include "inference/token.h"

namespace inference {

/// A stretch of a text that is, or may become, one token.
struct Symbol {
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    std::size_t start, length;           // in bytes; length 0 once it was joined to its left neighbour
    std::optional<Token> token;          // what stands for it, if anything does
    std::size_t previous = 0, next = 0;  // its neighbours, or none

    std::string_view of(std::string_view text) const { return text.substr(start, length); }
};

/// What two neighbours would become, and how soon.
struct Joining {
    double priority;  // holds scores (float) and ranks (below 2^32) exactly
    Token token;
};

/// Joins, again and again, the two neighbours of the highest priority, the leftmost of equals, until no two can be
/// joined. `symbols` cover a text without a gap; those that were joined to another have the length 0 in the end.
/// `joining_of(left, right)` says what two neighbours become: std::optional<Joining>. O(n log n) calls of it.
template <typename JoiningOf>
void join_symbols(std::vector<Symbol>& symbols, JoiningOf joining_of) {
    struct Proposal {
        double priority;
        Token token;
        std::size_t left, right;
        std::size_t length;  // of both, when it was proposed: void if one of them has grown since
        bool operator<(const Proposal& other) const {
            return priority != other.priority ? priority < other.priority
                                              : left > other.left;  // the top is the largest
        }
    };
    std::priority_queue<Proposal> proposals;
    const auto propose = [&](std::size_t left, std::size_t right) {
        if (left == Symbol::none || right == Symbol::none) return;
        const Symbol &first = symbols[left], &second = symbols[right];
        if (const std::optional<Joining> joining = joining_of(first, second))
            proposals.push({joining->priority, joining->token, left, right, first.length + second.length});
    };
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        symbols[i].previous = i == 0 ? Symbol::none : i - 1;
        symbols[i].next = i + 1 == symbols.size() ? Symbol::none : i + 1;
    }
    for (std::size_t i = 1; i < symbols.size(); ++i) propose(i - 1, i);
    while (!proposals.empty()) {
        const Proposal best = proposals.top();
        proposals.pop();
        Symbol &left = symbols[best.left], &right = symbols[best.right];
        if (left.length == 0 || right.length == 0 || left.next != best.right ||
            left.length + right.length != best.length)
            continue;
        left.length = best.length;
        left.token = best.token;
        left.next = right.next;
        right.length = 0;
        if (left.next != Symbol::none) symbols[left.next].previous = best.left;
        propose(left.previous, best.left);
        propose(best.left, left.next);
    }
}

}  // namespace inference
