#include "inference/tokenizer/keyed_hash.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>

namespace inference {

namespace {

constexpr std::uint64_t modulus = (std::uint64_t{1} << 61U) - 1;
constexpr std::size_t block_bytes = 7;

static_assert(std::endian::native == std::endian::little);

std::uint64_t draw_key() {
    std::random_device random;
    return (std::uint64_t{random()} << 32U | random()) % (modulus - 1) + 1;
}

std::uint64_t key() {
    static const std::uint64_t drawn = draw_key();
    return drawn;
}

/// (hash + block) * key modulo 2^61 - 1: what is above bit 61 counts as if it stood at bit 0.
std::uint64_t with(std::uint64_t hash, std::uint64_t block, std::uint64_t key) {
    const auto product = static_cast<unsigned __int128>(hash + block) * key;
    std::uint64_t sum = (static_cast<std::uint64_t>(product) & modulus) + static_cast<std::uint64_t>(product >> 61U);
    sum = (sum & modulus) + (sum >> 61U);
    return sum == modulus ? 0 : sum;
}

}  // namespace

std::size_t KeyedHash::operator()(std::string_view text) const {
    const std::uint64_t own = key();
    std::uint64_t hash = with(0, text.size(), own);
    while (!text.empty()) {
        const std::size_t bytes = std::min(text.size(), block_bytes);
        std::uint64_t block = 0;
        std::memcpy(&block, text.data(), bytes);
        hash = with(hash, block, own);
        text.remove_prefix(bytes);
    }
    return hash;
}

std::size_t KeyedHash::operator()(std::uint64_t number) const {
    const std::uint64_t own = key();
    return with(with(0, number >> 32U, own), number & 0xFFFFFFFFU, own);
}

}  // namespace inference
