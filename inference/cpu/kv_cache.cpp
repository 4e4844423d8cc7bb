#include "inference/cpu/kv_cache.h"

#include <fmt/format.h>

#include <cstring>

#include "inference/gguf/types/float16.h"

namespace inference::cpu {

Result<KvCache> KvCache::create(const CacheLayout& layout, std::uint32_t layer_count) {
    if (layout.type != CacheType::F16 && layout.type != CacheType::F32)
        return fail(ErrorKind::Unsupported,
                    fmt::format("the processor keeps no cache of type {}", static_cast<int>(layout.type)),
                    "Choose f16 or f32 (--cache-type).");
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

std::uint64_t KvCache::value_at(std::uint32_t kv_head, std::uint32_t position, std::uint32_t element) const {
    constexpr std::uint32_t lanes = CacheLayout::lanes;
    return kv_head * layout_.value_head_bytes() + element / lanes * layout_.value_strip_bytes() +
           (std::uint64_t{position} * lanes + element % lanes) * layout_.element_bytes();
}

namespace {

void store(CacheType type, float value, std::byte* to) {
    if (type == CacheType::F32) {
        std::memcpy(to, &value, sizeof value);
    } else {
        const std::uint16_t half = gguf::half_of_float(value);
        std::memcpy(to, &half, sizeof half);
    }
}

}  // namespace

void KvCache::store_key(std::uint32_t layer, std::uint32_t kv_head, std::uint32_t position, const float* key) {
    for (std::uint32_t element = 0; element < layout_.head_size; ++element)
        store(layout_.type, key[element], layers_[layer].keys.data() + key_at(kv_head, position, element));
}

void KvCache::store_value(std::uint32_t layer, std::uint32_t kv_head, std::uint32_t position, const float* value) {
    for (std::uint32_t element = 0; element < layout_.head_size; ++element)
        store(layout_.type, value[element], layers_[layer].values.data() + value_at(kv_head, position, element));
}

std::uint64_t KvCache::part_bytes(std::uint32_t positions) const {
    return std::uint64_t{positions} * layout_.kv_head_count * layout_.head_size * layout_.element_bytes();
}

/// Kept as [kv_head][position][element]: no padding, and nothing of positions behind, which may be of what was taken
/// back.
void KvCache::read_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) const {
    const Layer& layer = layers_[part / 2];
    const std::uint64_t bytes = layout_.element_bytes();
    std::byte* to = out.data();
    for (std::uint32_t head = 0; head < layout_.kv_head_count; ++head)
        for (std::uint32_t position = 0; position < positions; ++position)
            for (std::uint32_t element = 0; element < layout_.head_size; ++element, to += bytes)
                std::memcpy(to,
                            part % 2 == 0 ? layer.keys.data() + key_at(head, position, element)
                                          : layer.values.data() + value_at(head, position, element),
                            bytes);
}

void KvCache::write_part(std::uint32_t part, std::uint32_t positions, std::span<const std::byte> in) {
    Layer& layer = layers_[part / 2];
    const std::uint64_t bytes = layout_.element_bytes();
    const std::byte* from = in.data();
    for (std::uint32_t head = 0; head < layout_.kv_head_count; ++head)
        for (std::uint32_t position = 0; position < positions; ++position)
            for (std::uint32_t element = 0; element < layout_.head_size; ++element, from += bytes)
                std::memcpy(part % 2 == 0 ? layer.keys.data() + key_at(head, position, element)
                                          : layer.values.data() + value_at(head, position, element),
                            from, bytes);
}

}  // namespace inference::cpu
