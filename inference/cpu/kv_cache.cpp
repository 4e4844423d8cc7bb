#include "inference/cpu/kv_cache.h"

#include <cstring>

#include "inference/cpu/cache_quantiser.h"
#include "inference/gguf/types/float16.h"

namespace inference::cpu {

Result<KvCache> KvCache::create(const CacheLayout& layout, std::uint32_t layer_count) {
    KvCache cache(layout);
    for (std::uint32_t layer = 0; layer < layer_count; ++layer) {
        auto keys = Memory::allocate(layout.key_bytes());
        if (!keys) return std::unexpected(std::move(keys.error()));
        auto values = Memory::allocate(layout.value_bytes());
        if (!values) return std::unexpected(std::move(values.error()));
        cache.layers_.push_back({std::move(*keys), std::move(*values)});
    }
    return cache;
}

std::uint64_t KvCache::key_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t element) const {
    constexpr std::uint32_t lanes = CacheLayout::lanes;
    return kv_head * layout_.key_head_bytes() + position / lanes * layout_.key_strip_bytes() +
           (std::uint64_t{element} * lanes + position % lanes) * layout_.element_bytes();
}

std::uint64_t KvCache::key_scale_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t block) const {
    constexpr std::uint32_t lanes = CacheLayout::lanes;
    return kv_head * layout_.key_head_bytes() + position / lanes * layout_.key_strip_bytes() + layout_.key_scales_at() +
           (std::uint64_t{block} * lanes + position % lanes) * CacheLayout::scale_bytes;
}

std::uint64_t KvCache::value_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t element) const {
    constexpr std::uint32_t lanes = CacheLayout::lanes;
    return kv_head * layout_.value_head_bytes() + element / lanes * layout_.value_strip_bytes() +
           (std::uint64_t{position} * lanes + element % lanes) * layout_.element_bytes();
}

std::uint64_t KvCache::value_scale_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t block) const {
    return kv_head * layout_.value_head_bytes() + layout_.value_scales_at() +
           (std::uint64_t{block} * CacheLayout::padded(layout_.positions) + position) * CacheLayout::scale_bytes;
}

namespace {

/// One head's row of elements: place_of(element) is where an element goes, scale_place_of(block) a scale of 32.
template <typename PlaceOf, typename ScalePlaceOf>
void store(CacheType type, std::uint32_t head_size, const float* row, PlaceOf place_of, ScalePlaceOf scale_place_of) {
    const auto put = [](std::byte* to, const auto& number) { std::memcpy(to, &number, sizeof number); };
    switch (type) {
        case CacheType::F16:
            for (std::uint32_t i = 0; i < head_size; ++i) put(place_of(i), gguf::half_of_float(row[i]));
            break;
        case CacheType::F32:
            for (std::uint32_t i = 0; i < head_size; ++i) put(place_of(i), row[i]);
            break;
        case CacheType::Q8_0:
            for (std::uint32_t first = 0; first < head_size; first += cache_block_elements) {
                const CacheBlock block = quantise_cache_block(row + first);
                for (std::uint32_t i = 0; i < cache_block_elements; ++i) put(place_of(first + i), block.quants[i]);
                put(scale_place_of(first / cache_block_elements), block.scale);
            }
            break;
    }
}

}  // namespace

void KvCache::store_key(std::uint32_t layer, std::uint32_t kv_head, std::uint32_t position, const float* key) {
    std::byte* const keys = layers_[layer].keys.data();
    store(
        layout_.type, layout_.head_size, key,
        [&](std::uint32_t element) { return keys + key_at(kv_head, position, element); },
        [&](std::uint32_t block) { return keys + key_scale_at(kv_head, position, block); });
}

void KvCache::store_value(std::uint32_t layer, std::uint32_t kv_head, std::uint32_t position, const float* value) {
    std::byte* const values = layers_[layer].values.data();
    store(
        layout_.type, layout_.head_size, value,
        [&](std::uint32_t element) { return values + value_at(kv_head, position, element); },
        [&](std::uint32_t block) { return values + value_scale_at(kv_head, position, block); });
}

std::uint64_t KvCache::part_bytes(std::uint32_t positions) const {
    return std::uint64_t{positions} * layout_.kv_head_count * cache_bytes(layout_.type, layout_.head_size);
}

/// [kv_head][position]{ [element], [element / 32] of scales }: no padding, and nothing of positions behind, which may
/// be of what was taken back.
template <typename Copy>
void KvCache::each_of_part(std::uint32_t part, std::uint32_t positions, Copy copy) const {
    const bool keys = part % 2 == 0;
    for (std::uint32_t head = 0; head < layout_.kv_head_count; ++head)
        for (std::uint32_t position = 0; position < positions; ++position) {
            for (std::uint32_t element = 0; element < layout_.head_size; ++element)
                copy(keys ? key_at(head, position, element) : value_at(head, position, element),
                     layout_.element_bytes());
            for (std::uint32_t block = 0; block < layout_.scales(); ++block)
                copy(keys ? key_scale_at(head, position, block) : value_scale_at(head, position, block),
                     CacheLayout::scale_bytes);
        }
}

void KvCache::read_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) const {
    const Memory& memory = part % 2 == 0 ? layers_[part / 2].keys : layers_[part / 2].values;
    std::byte* to = out.data();
    each_of_part(part, positions, [&](std::uint64_t at, std::uint64_t bytes) {
        std::memcpy(to, memory.data() + at, bytes);
        to += bytes;
    });
}

void KvCache::write_part(std::uint32_t part, std::uint32_t positions, std::span<const std::byte> in) {
    Memory& memory = part % 2 == 0 ? layers_[part / 2].keys : layers_[part / 2].values;
    const std::byte* from = in.data();
    each_of_part(part, positions, [&](std::uint64_t at, std::uint64_t bytes) {
        std::memcpy(memory.data() + at, from, bytes);
        from += bytes;
    });
}

}  // namespace inference::cpu
