#pragma once
#include <cstdint>

#include "inference/stage.h"

namespace inference::vulkan {

/// Key and value cache of one layer, one buffer each, the same order in both. Elements of a head stand in 16-byte words
/// (8 float16, 4 float32 or 16 int8), head size padded with zeros to a multiple of 8, positions to a multiple of 8:
///     [kv_head][position / 8][word][position % 8]
/// so that lanes that work on neighbouring positions read neighbouring words. With int8, each eight positions are
/// followed by their scales, a word of eight float16 for every two words of a position:
///     [kv_head][position / 8]{ [word][position % 8], [word / 2] of scales }
struct CacheLayout {
    CacheType type = CacheType::F16;
    std::uint32_t kv_head_count = 0;
    std::uint32_t head_size = 0;
    std::uint32_t positions = 0;  ///< capacity as asked for

    std::uint32_t padded_positions() const { return (positions + 7) / 8 * 8; }
    std::uint32_t padded_head_size() const { return (head_size + 7) / 8 * 8; }
    std::uint32_t word_elements() const { return type == CacheType::F16 ? 8 : type == CacheType::F32 ? 4 : 16; }
    std::uint32_t words_per_position() const { return padded_head_size() / word_elements(); }
    /// Words of eight positions of a head, their scales included.
    std::uint32_t words_per_octet() const {
        return words_per_position() * 8 + (type == CacheType::Q8_0 ? words_per_position() / 2 : 0);
    }
    std::uint64_t head_bytes() const { return std::uint64_t{padded_positions() / 8} * words_per_octet() * 16; }
    std::uint64_t bytes() const {
        return kv_head_count * head_bytes();
    }  ///< of one layer's keys; its values take as much
};

}  // namespace inference::vulkan
