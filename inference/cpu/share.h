#pragma once
#include <cstdint>

namespace inference::cpu {

/// Which part of a piece of work is to be done: of `count` equal ones the `index`th, and those after it up to `span`.
struct Share {
    unsigned index = 0;
    unsigned count = 1;
    unsigned span = 1;

    struct Range {
        std::uint32_t begin;
        std::uint32_t end;
    };
    /// The consecutive items of `total` that are this part's; all parts together have each once.
    constexpr Range of(std::uint32_t total) const {
        const auto bound = [&](unsigned part) {
            return static_cast<std::uint32_t>(std::uint64_t{total} * part / count);
        };
        return {bound(index), bound(index + span)};
    }
};

}  // namespace inference::cpu
