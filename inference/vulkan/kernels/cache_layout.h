#pragma once
#include <cstdint>

#include "inference/stage.h"

namespace inference::vulkan {

/// Key and value cache of one layer, one buffer each, the same order in both. Elements of a head stand in 16-byte words
/// (8 float16 or 4 float32), head size padded with zeros to a multiple of 8, positions to a multiple of 8:
///     [kv_head][position / 8][word][position % 8]
/// so that lanes that work on neighbouring positions read neighbouring words.
struct CacheLayout {
    CacheType type = CacheType::F16;
    std::uint32_t kv_head_count = 0;
    std::uint32_t head_size = 0;
    std::uint32_t positions = 0;  ///< capacity as asked for

    std::uint32_t padded_positions() const { return (positions + 7) / 8 * 8; }
    std::uint32_t padded_head_size() const { return (head_size + 7) / 8 * 8; }
    std::uint32_t words_per_position() const { return padded_head_size() / (type == CacheType::F16 ? 8 : 4); }
    std::uint64_t bytes() const {  ///< of the keys of one layer; the values take as much
        return std::uint64_t{kv_head_count} * padded_positions() * words_per_position() * 16;
    }
};

}  // namespace inference::vulkan
