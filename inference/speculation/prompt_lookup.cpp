#include "inference/speculation/prompt_lookup.h"

#include <algorithm>
#include <array>

namespace inference {

namespace {

constexpr std::array<std::uint32_t, 2> lengths = {3, 2};  // looked up in this order

/// Of two or three tokens, each below 2^21, as every vocabulary is.
std::uint64_t key_of(std::span<const Token> tokens) {
    std::uint64_t key = tokens.size() == 3 ? 1 : 0;
    for (const Token token : tokens) key = key << 21U | (static_cast<std::uint64_t>(token) & 0x1FFFFFU);
    return key;
}

}  // namespace

void PromptLookup::reset(std::span<const Token> tokens, std::uint32_t kept) {
    // What was entered of other tokens behind `kept` stays, and is found to be wrong when it is looked up.
    read_ = std::min(read_, kept);
    while (read_ < tokens.size()) append(tokens.first(read_ + 1));
}

void PromptLookup::append(std::span<const Token> tokens) {
    const auto position = static_cast<std::uint32_t>(tokens.size()) - 1;
    for (const std::uint32_t length : lengths)
        if (position >= length) followers_[key_of(tokens.subspan(position - length, length))] = position;
    read_ = position + 1;
}

std::vector<Token> PromptLookup::guess(std::span<const Token> tokens, std::uint32_t most) const {
    for (const std::uint32_t length : lengths) {
        if (tokens.size() <= length) continue;
        const auto newest = tokens.last(length);
        const auto found = followers_.find(key_of(newest));
        if (found == followers_.end()) continue;
        const std::uint32_t position = found->second;
        if (position < length || position >= tokens.size()) continue;
        if (!std::ranges::equal(newest, tokens.subspan(position - length, length))) continue;
        const auto following = tokens.subspan(position, std::min<std::size_t>(most, tokens.size() - position));
        return {following.begin(), following.end()};
    }
    return {};
}

}  // namespace inference
