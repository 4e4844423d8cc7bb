// The processor's cache of keys and values: what it keeps, of Q8_0 each element within half a step, and its parts as a
// session's file has them.
#include <cmath>
#include <cstring>
#include <limits>

#include "inference/cpu/kv_cache.h"
#include "inference/gguf/types/float16.h"
#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/processor_matrix.h"
#include "tests/kernels/support/quantised_cache.h"
#include "tests/kernels/support/random.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::cpu;

using Value = std::function<float(std::uint32_t)>;  // of an element, counted over all heads and positions

/// One layer's keys and values, and what they were. Values are the keys' negatives, turned round.
class Scene {
public:
    Scene(const CacheLayout& layout, const Value& value)
        : layout_(layout),
          cache_(must(KvCache::create(layout, 1))),
          keys_(std::size_t{layout.kv_head_count} * layout.positions * layout.head_size) {
        for (std::uint32_t i = 0; i < keys_.size(); ++i) keys_[i] = value(i);
        for (auto key = keys_.rbegin(); key != keys_.rend(); ++key) values_.push_back(-*key);
        for (std::uint32_t position = 0; position < layout.positions; ++position) store(position);
    }

    KvCache& cache() { return cache_; }
    void store(std::uint32_t position) {
        for (std::uint32_t head = 0; head < layout_.kv_head_count; ++head) {
            cache_.store_key(0, head, position, &keys_[at(head, position)]);
            cache_.store_value(0, head, position, &values_[at(head, position)]);
        }
    }

    std::vector<std::byte> part(std::uint32_t part) const {
        std::vector<std::byte> bytes(cache_.part_bytes(layout_.positions));
        cache_.read_part(part, layout_.positions, bytes);
        return bytes;
    }

    /// Every block of a part of Q8_0, in the order that kv_cache.cpp writes down.
    std::string compare(std::uint32_t which) const {
        const std::vector<std::byte> bytes = part(which);
        const std::vector<float>& from = which == 0 ? keys_ : values_;
        const std::size_t row_bytes = cache_bytes(CacheType::Q8_0, layout_.head_size);
        for (std::uint32_t head = 0; head < layout_.kv_head_count; ++head)
            for (std::uint32_t position = 0; position < layout_.positions; ++position) {
                const std::byte* row = &bytes[(std::size_t{head} * layout_.positions + position) * row_bytes];
                for (std::uint32_t block = 0; block < layout_.head_size / 32; ++block) {
                    std::uint16_t half = 0;
                    std::memcpy(&half, row + layout_.head_size + std::size_t{block} * 2, 2);
                    const double scale = static_cast<double>(gguf::float_of_half(half));
                    const auto problem = wrong_in_block(
                        &from[at(head, position) + block * 32], scale,
                        [&](std::uint32_t i) { return scale * static_cast<std::int8_t>(row[block * 32 + i]); });
                    if (!problem.empty())
                        return fmt::format("part {} head {} position {} block {}: {}", which, head, position, block,
                                           problem);
                }
            }
        return {};
    }

private:
    std::size_t at(std::uint32_t head, std::uint32_t position) const {
        return (std::size_t{head} * layout_.positions + position) * layout_.head_size;
    }

    CacheLayout layout_;
    KvCache cache_;
    std::vector<float> keys_, values_;
};

Value random_values() {
    auto random = std::make_shared<Random>(3);
    return [random](std::uint32_t) { return 3.0F * random->number(); };
}

std::string quantises(const CacheLayout& layout, const Value& value) {
    Scene scene(layout, value);
    if (const auto problem = scene.compare(0); !problem.empty()) return problem;
    return scene.compare(1);
}

/// Whatever is no number makes its 32 none, and leaves the others alone.
std::string poisons(float number) {
    const CacheLayout layout{.type = CacheType::Q8_0, .kv_head_count = 1, .head_size = 64, .positions = 1};
    Scene scene(layout, [&](std::uint32_t i) { return i == 40 ? number : 1.0F; });
    const auto keys = scene.part(0);
    std::uint16_t scales[2];
    std::memcpy(scales, &keys[64], sizeof scales);
    if (!std::isnan(gguf::float_of_half(scales[1]))) return fmt::format("scale {:#x} for {}", scales[1], number);
    return std::isfinite(gguf::float_of_half(scales[0])) ? "" : "the block before is none either";
}

std::string leaves_the_others(const CacheLayout& layout) {
    Scene scene(layout, random_values());
    const auto keys = scene.part(0), values = scene.part(1);
    for (std::uint32_t position = 0; position < layout.positions; ++position) scene.store(position);
    return scene.part(0) == keys && scene.part(1) == values ? "" : "positions written twice differ";
}

std::string goes_into_another(const CacheLayout& layout) {
    CacheLayout longer = layout;
    longer.positions += 23;
    Scene scene(layout, random_values());
    KvCache other = must(KvCache::create(longer, 1));
    for (const std::uint32_t part : {0U, 1U}) {
        const auto bytes = scene.part(part);
        other.write_part(part, layout.positions, bytes);
        std::vector<std::byte> back(other.part_bytes(layout.positions));
        other.read_part(part, layout.positions, back);
        if (back != bytes) return fmt::format("part {} came back otherwise", part);
        if (std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; })) return "it is empty";
    }
    return {};
}

std::string takes_half_of_float16() {
    const auto bytes = [](CacheType type) {
        return KvCache::bytes_needed({.type = type, .kv_head_count = 8, .head_size = 128, .positions = 4096}, 32);
    };
    const double part = static_cast<double>(bytes(CacheType::Q8_0)) / static_cast<double>(bytes(CacheType::F16));
    return part == 34.0 / 64.0 ? "" : fmt::format("{} of float16's bytes", part);
}

}  // namespace

int main(int argument_count, char** arguments) {
    std::vector<Case> cases;
    const auto add = [&](CacheType type, const char* name, std::uint32_t heads, std::uint32_t size,
                         std::uint32_t positions) {
        const CacheLayout layout{.type = type, .kv_head_count = heads, .head_size = size, .positions = positions};
        const auto what = fmt::format("{} {} heads of {}, {} positions", name, heads, size, positions);
        cases.push_back({what + ", written twice", [=] { return leaves_the_others(layout); }});
        cases.push_back({what + ", another capacity", [=] { return goes_into_another(layout); }});
        if (type == CacheType::Q8_0)
            cases.push_back({what + ", quantised", [=] { return quantises(layout, random_values()); }});
    };
    for (const std::uint32_t positions : {1U, 15U, 16U, 37U}) {
        add(CacheType::F16, "f16", 3, 20, positions);
        add(CacheType::F32, "f32", 3, 20, positions);
        for (const std::uint32_t size : {32U, 64U, 96U, 128U, 256U}) add(CacheType::Q8_0, "q8_0", 3, size, positions);
    }
    const CacheLayout some{.type = CacheType::Q8_0, .kv_head_count = 2, .head_size = 64, .positions = 9};
    for (const auto& [name, value] : hard_elements())
        cases.push_back({name, [some, value] { return quantises(some, value); }});
    cases.push_back({"not a number", [] { return poisons(std::numeric_limits<float>::quiet_NaN()); }});
    cases.push_back({"infinity", [] { return poisons(-std::numeric_limits<float>::infinity()); }});
    cases.push_back({"half of float16", takes_half_of_float16});
    return run_cases(cases, argument_count, arguments);
}
