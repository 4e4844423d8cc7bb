#include "inference/speculation/prompt_lookup.h"

#include <algorithm>
#include <array>
#include <bit>

namespace inference {

namespace {

constexpr std::array<std::uint32_t, 2> lengths = {3, 2};  // looked up in this order

/// Of two or three tokens; the bits are mixed as in splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t hash_of(std::span<const Token> tokens) {
    std::uint64_t hash = tokens.size();
    for (const Token token : tokens) {
        hash = (hash ^ static_cast<std::uint32_t>(token)) * 0xBF58476D1CE4E5B9U;
        hash ^= hash >> 29U;
    }
    return hash;
}

std::span<const Token> before(std::span<const Token> tokens, std::uint32_t position, std::uint32_t length) {
    return tokens.subspan(position - length, length);
}

}  // namespace

/// Where what follows the `length` tokens before `position` stands, or the free place for it.
std::size_t PromptLookup::place_of(std::span<const Token> tokens, std::uint32_t position, std::uint32_t length) const {
    const auto sought = before(tokens, position, length);
    std::size_t place = hash_of(sought) & (table_.size() - 1);
    for (;; place = (place + 1) & (table_.size() - 1)) {
        const Follower& there = table_[place];
        if (there.length == 0) return place;
        if (there.length == length && there.position <= tokens.size() &&
            std::ranges::equal(before(tokens, there.position, length), sought))
            return place;
    }
}

void PromptLookup::enter(std::span<const Token> tokens, std::uint32_t position) {
    for (const std::uint32_t length : lengths) {
        if (position < length) continue;
        Follower& place = table_[place_of(tokens, position, length)];
        if (place.length == 0) ++taken_;
        place = {position, length};
    }
}

/// Without what was entered of other tokens.
void PromptLookup::rebuild(std::span<const Token> tokens) {
    const std::size_t most = std::max<std::size_t>({most_, tokens.size(), 16});
    table_.assign(std::max(table_.size(), std::bit_ceil(2 * lengths.size() * most)), {});
    taken_ = 0;
    for (std::uint32_t position = 0; position < tokens.size(); ++position) enter(tokens, position);
    read_ = static_cast<std::uint32_t>(tokens.size());
}

void PromptLookup::reset(std::span<const Token> tokens, std::uint32_t kept) {
    // What was entered of other tokens behind `kept` stays, and is found to be wrong when it is looked up.
    read_ = std::min(read_, kept);
    while (read_ < tokens.size()) append(tokens.first(read_ + 1));
}

void PromptLookup::append(std::span<const Token> tokens) {
    if (2 * (taken_ + lengths.size()) > table_.size()) return rebuild(tokens);
    enter(tokens, static_cast<std::uint32_t>(tokens.size()) - 1);
    read_ = static_cast<std::uint32_t>(tokens.size());
}

std::span<const Token> PromptLookup::guess(std::span<const Token> tokens, std::uint32_t most) const {
    if (table_.empty()) return {};
    for (const std::uint32_t length : lengths) {
        if (tokens.size() <= length) continue;
        const auto end = static_cast<std::uint32_t>(tokens.size());
        const Follower& found = table_[place_of(tokens, end, length)];
        if (found.length == 0 || found.position >= end) continue;
        return tokens.subspan(found.position, std::min<std::size_t>(most, end - found.position));
    }
    return {};
}

}  // namespace inference
