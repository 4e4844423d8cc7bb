#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "inference/cpu/memory.h"
#include "inference/error.h"
#include "inference/stage.h"

namespace inference::cpu {

/// How the keys and values of one layer lie in memory. Both are strips of 16 lanes, so that one kernel reads them:
///     keys    [kv_head][position / 16][element][position % 16]      the products of a query with 16 keys at once
///     values  [kv_head][element / 16][position][element % 16]       sums over positions of 16 elements at once
/// Of Q8_0 the elements are int8, and float16 scales of 32 of them follow:
///     keys    [kv_head][position / 16]{ [element][position % 16], [element / 32][position % 16] of scales }
///     values  [kv_head]{ [element / 16][position][element % 16], [element / 32][position] of scales }
struct CacheLayout {
    static constexpr std::uint32_t lanes = 16;  // two vectors of AVX2, one of AVX-512
    static constexpr std::uint64_t scale_bytes = 2;
    CacheType type = CacheType::F16;
    std::uint32_t kv_head_count = 0;
    std::uint32_t head_size = 0;
    std::uint32_t positions = 0;

    static constexpr std::uint32_t padded(std::uint32_t count) { return (count + lanes - 1) / lanes * lanes; }
    std::uint64_t element_bytes() const { return type == CacheType::Q8_0 ? 1 : type == CacheType::F16 ? 2 : 4; }
    /// Scales of a head at one position.
    std::uint32_t scales() const { return type == CacheType::Q8_0 ? head_size / cache_block_elements : 0; }

    std::uint64_t key_scales_at() const { return std::uint64_t{head_size} * lanes * element_bytes(); }  ///< in a strip
    std::uint64_t key_strip_bytes() const { return key_scales_at() + std::uint64_t{scales()} * lanes * scale_bytes; }
    std::uint64_t key_head_bytes() const { return padded(positions) / lanes * key_strip_bytes(); }
    std::uint64_t key_bytes() const { return kv_head_count * key_head_bytes(); }  ///< of a layer

    std::uint64_t value_strip_bytes() const { return std::uint64_t{padded(positions)} * lanes * element_bytes(); }
    std::uint64_t value_scales_at() const { return padded(head_size) / lanes * value_strip_bytes(); }  ///< in a head
    std::uint64_t value_head_bytes() const {
        return value_scales_at() + std::uint64_t{scales()} * padded(positions) * scale_bytes;
    }
    std::uint64_t value_bytes() const { return kv_head_count * value_head_bytes(); }
};

/// The cache of one conversation on one stage.
class KvCache {
public:
    /// The layout's type is one that its heads can be kept in. Fails with OutOfMemory.
    static Result<KvCache> create(const CacheLayout& layout, std::uint32_t layer_count);
    static std::uint64_t bytes_needed(const CacheLayout& layout, std::uint32_t layer_count) {
        return layer_count * (layout.key_bytes() + layout.value_bytes());
    }

    const CacheLayout& layout() const { return layout_; }
    std::uint32_t layer_count() const { return static_cast<std::uint32_t>(layers_.size()); }
    std::uint64_t bytes() const { return bytes_needed(layout_, layer_count()); }

    const std::byte* keys(std::uint32_t layer, std::uint32_t kv_head) const {
        return layers_[layer].keys.data() + kv_head * layout_.key_head_bytes();
    }
    const std::byte* values(std::uint32_t layer, std::uint32_t kv_head) const {
        return layers_[layer].values.data() + kv_head * layout_.value_head_bytes();
    }

    /// `key` and `value`: (head_size), one head's of one position. Threads may store different heads or positions.
    void store_key(std::uint32_t layer, std::uint32_t kv_head, std::uint32_t position, const float* key);
    void store_value(std::uint32_t layer, std::uint32_t kv_head, std::uint32_t position, const float* value);

    /// The first `positions` positions on their own: of each layer the keys, then the values.
    std::uint32_t parts() const { return 2 * layer_count(); }
    std::uint64_t part_bytes(std::uint32_t positions) const;
    void read_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) const;
    void write_part(std::uint32_t part, std::uint32_t positions, std::span<const std::byte> bytes);

private:
    struct Layer {
        Memory keys;
        Memory values;
    };
    explicit KvCache(const CacheLayout& layout) : layout_(layout) {}
    /// Where an element of one head's key or value lies, from the start of the layer's; or the scale of 32.
    std::uint64_t key_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t element) const;
    std::uint64_t key_scale_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t block) const;
    std::uint64_t value_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t element) const;
    std::uint64_t value_scale_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t block) const;
    /// What a part has of the first positions, in its order: copy(where it lies in the layer's, bytes).
    template <typename Copy>
    void each_of_part(std::uint32_t part, std::uint32_t positions, Copy copy) const;

    CacheLayout layout_;
    std::vector<Layer> layers_;
};

}  // namespace inference::cpu
