#pragma once
#include <algorithm>
#include <ctime>
#include <limits>
#include <string>

#include "inference/tokenizer/tokenizer.h"

namespace test_support {

/// The least processor time (other programs run too) of three encodings of `unit`, repeated to `bytes`; -1 where the
/// tokens don't give the text back.
inline std::clock_t encoding_ticks(const inference::Tokenizer& tokenizer, const std::string& unit, std::size_t bytes) {
    std::string text;
    text.reserve(bytes + unit.size());
    while (text.size() < bytes) text += unit;
    std::clock_t least = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 3; ++i) {
        const std::clock_t start = std::clock();
        const auto tokens = tokenizer.encode(text).value();
        least = std::min(least, std::clock() - start);
        std::string back;
        for (const inference::Token token : tokens) back += tokenizer.bytes_of(token);
        if (back != (tokenizer.adds_space_prefix() ? " " : "") + text) return -1;
    }
    return least;
}

}  // namespace test_support
