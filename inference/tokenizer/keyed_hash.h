#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace inference {

/// A hash with a key that is drawn when the program starts: seven bytes at a time are the coefficients of a polynomial
/// modulo 2^61 - 1, of which the key is the argument (Carter and Wegman 1979, universal classes of hash functions). Who
/// makes a file does not know it, and cannot fill a vocabulary with texts that collide; by std::hash that is easy, and
/// a table of a million of them takes half an hour.
struct KeyedHash {
    std::size_t operator()(std::string_view text) const;
    std::size_t operator()(std::uint64_t number) const;
};

}  // namespace inference
