#include "inference/tokenizer/sentencepiece.h"

#include <cstdint>
#include <limits>
#include <queue>

#include "inference/tokenizer/utf8.h"

namespace inference {

namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// A run of characters in a doubly linked list; `length` 0 once it was joined to its left neighbour.
struct Symbol {
    std::size_t start, length, previous, next;
};

struct Join {
    float score;
    std::size_t left, right;
    std::size_t length;  // of both, when it was proposed: a join whose symbols have grown since is void
    bool operator<(const Join& other) const {
        return score != other.score ? score < other.score : left > other.left;  // the queue's top is the largest
    }
};

}  // namespace

void encode_pieces(const Vocabulary& vocabulary, std::string_view text, std::vector<Token>& tokens) {
    std::vector<Symbol> symbols;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t length = next_character(text.substr(position)).length;
        const std::size_t index = symbols.size();
        symbols.push_back({position, length, index == 0 ? none : index - 1, none});
        if (index > 0) symbols[index - 1].next = index;
        position += length;
    }
    std::priority_queue<Join> joins;
    const auto propose = [&](std::size_t left, std::size_t right) {
        if (left == none || right == none) return;
        const std::size_t length = symbols[left].length + symbols[right].length;
        if (const auto piece = vocabulary.find_piece(text.substr(symbols[left].start, length)))
            joins.push({vocabulary.score(*piece), left, right, length});
    };
    for (std::size_t i = 1; i < symbols.size(); ++i) propose(i - 1, i);
    while (!joins.empty()) {
        const Join join = joins.top();
        joins.pop();
        Symbol& left = symbols[join.left];
        Symbol& right = symbols[join.right];
        if (left.length == 0 || right.length == 0 || left.length + right.length != join.length ||
            left.next != join.right)
            continue;
        left.length = join.length;
        left.next = right.next;
        right.length = 0;
        if (left.next != none) symbols[left.next].previous = join.left;
        propose(left.previous, join.left);
        propose(join.left, left.next);
    }
    for (std::size_t i = symbols.empty() ? none : 0; i != none; i = symbols[i].next) {
        const std::string_view piece = text.substr(symbols[i].start, symbols[i].length);
        if (const auto token = vocabulary.find_piece(piece)) {
            tokens.push_back(*token);
        } else {
            for (const char byte : piece) tokens.push_back(vocabulary.byte_token(static_cast<std::uint8_t>(byte)));
        }
    }
}

}  // namespace inference
