// The processor's attention over the cache, on every instruction set: against double precision, and bit for bit
// whatever rows are computed together.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "inference/cpu/attention.h"
#include "inference/gguf/types/float16.h"
#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/processor_matrix.h"
#include "tests/kernels/support/random.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::cpu;

struct Seen {
    std::uint32_t begin;
    std::uint32_t end;
};

/// A cache of two heads, of which the second is read, and queries.
struct Attention {
    CacheType type;
    std::uint32_t head_size;
    std::uint32_t positions;
    std::vector<Seen> rows;

    static constexpr std::uint32_t head = 1;
    KvCache cache() const {
        auto made = must(
            KvCache::create({.type = type, .kv_head_count = 2, .head_size = head_size, .positions = positions}, 1));
        Random random(5);
        std::vector<float> key(head_size), value(head_size);
        for (std::uint32_t position = 0; position < positions; ++position) {
            for (float& number : key) number = random.number();
            for (float& number : value) number = random.number();
            made.store_key(0, head, position, key.data());
            made.store_value(0, head, position, value.data());
        }
        return made;
    }
    std::vector<float> queries() const {
        Random random(6);
        std::vector<float> queries(rows.size() * head_size);
        for (float& number : queries) number = 2.0F * random.number();
        return queries;
    }

    /// (rows, head_size): all splits of the rows [first, first + count), computed together and merged.
    std::vector<float> computed(const KvCache& cache, const std::vector<float>& queries, std::size_t first,
                                std::size_t count) const {
        const std::uint32_t padded = CacheLayout::padded(head_size);
        std::vector<float> own(count * padded), merged(count * padded);
        std::vector<float> scratch(attention_scratch_floats(static_cast<std::uint32_t>(count)), 77.0F);
        std::vector<AttentionPart> sums(count);
        std::vector<AttentionRow> together(count);
        for (std::size_t i = 0; i < count; ++i) {
            sums[i].values = &merged[i * padded];
            together[i] = {.query = &queries[(first + i) * head_size],
                           .begin = rows[first + i].begin,
                           .end = rows[first + i].end,
                           .part = {}};
        }
        for (std::uint32_t split = 0; split * split_positions < positions; ++split) {
            for (std::size_t i = 0; i < count; ++i) together[i].part.values = &own[i * padded];
            attend_split(cache.layout(), cache.keys(0, head), cache.values(0, head), split, together, scratch.data());
            for (std::size_t i = 0; i < count; ++i) {
                const Seen seen = rows[first + i];
                if (split < seen.begin / split_positions || split > (seen.end - 1) / split_positions) continue;
                if (split > seen.begin / split_positions) {
                    merge_parts(sums[i], together[i].part, padded);
                    continue;
                }
                std::copy_n(together[i].part.values, padded, sums[i].values);
                sums[i].maximum = together[i].part.maximum;
                sums[i].sum = together[i].part.sum;
            }
        }
        std::vector<float> out;
        for (const AttentionPart& sum : sums)
            for (std::uint32_t i = 0; i < head_size; ++i) out.push_back(sum.values[i] / sum.sum);
        return out;
    }

    std::string agrees() const {
        const KvCache kept = cache();
        const auto asked = queries();
        const auto out = computed(kept, asked, 0, rows.size());
        const auto keys = part_of(kept, 0), values = part_of(kept, 1);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            std::vector<double> scores(positions);
            double largest = -1e300, sum = 0.0;
            for (std::uint32_t p = rows[row].begin; p < rows[row].end; ++p) {
                for (std::uint32_t i = 0; i < head_size; ++i)
                    scores[p] += static_cast<double>(asked[row * head_size + i]) * keys[p * head_size + i];
                largest = std::max(largest, scores[p]);
            }
            for (std::uint32_t p = rows[row].begin; p < rows[row].end; ++p)
                sum += scores[p] = std::exp(scores[p] - largest);
            for (std::uint32_t i = 0; i < head_size; ++i) {
                double expected = 0.0;
                for (std::uint32_t p = rows[row].begin; p < rows[row].end; ++p)
                    expected += scores[p] / sum * values[p * head_size + i];
                if (!(std::abs(static_cast<double>(out[row * head_size + i]) - expected) <= 1e-5))
                    return fmt::format("row {} element {} is {}, it should be {}", row, i, out[row * head_size + i],
                                       expected);
            }
        }
        return {};
    }

    std::string is_the_same_however_cut() const {
        const KvCache kept = cache();
        const auto asked = queries();
        const auto together = computed(kept, asked, 0, rows.size());
        for (const std::size_t length : {1U, 2U, 3U, 5U})
            for (std::size_t first = 0; first < rows.size(); first += length) {
                const std::size_t count = std::min<std::size_t>(length, rows.size() - first);
                if (!std::ranges::equal(computed(kept, asked, first, count),
                                        std::span(together).subspan(first * head_size, count * head_size)))
                    return fmt::format("{} rows from row {} differ", count, first);
            }
        return {};
    }

    /// (positions, head_size) as the cache keeps it, by way of the parts that a session's file has.
    std::vector<double> part_of(const KvCache& kept, std::uint32_t part) const {
        std::vector<std::byte> bytes(kept.part_bytes(positions));
        kept.read_part(part, positions, bytes);
        std::vector<double> out;
        const std::size_t row_bytes = cache_bytes(type, head_size);
        const auto number_at = [](const std::byte* from, auto number) {
            std::memcpy(&number, from, sizeof number);
            return number;
        };
        const auto half_at = [&](const std::byte* from) {
            return static_cast<double>(gguf::float_of_half(number_at(from, std::uint16_t{0})));
        };
        for (std::size_t at = bytes.size() / 2; at < bytes.size(); at += row_bytes)  // the second head
            for (std::size_t i = 0; i < head_size; ++i) {
                const std::byte* row = &bytes[at];
                if (type == CacheType::F16)
                    out.push_back(half_at(row + i * 2));
                else if (type == CacheType::F32)
                    out.push_back(static_cast<double>(number_at(row + i * 4, 0.0F)));
                else
                    out.push_back(half_at(row + head_size + i / 32 * 2) * number_at(row + i, std::int8_t{0}));
            }
        return out;
    }
};

std::vector<Seen> causal(std::uint32_t first_length, std::uint32_t count, std::uint32_t window = UINT32_MAX) {
    std::vector<Seen> rows;
    for (std::uint32_t end = first_length; end < first_length + count; ++end)
        rows.push_back({end - std::min(end, window), end});
    return rows;
}

}  // namespace

int main(int argument_count, char** arguments) {
    std::vector<Case> cases;
    for (const std::int64_t target : processor_targets())
        for (const auto& [type, type_name] :
             {std::pair{CacheType::F16, "f16"}, {CacheType::F32, "f32"}, {CacheType::Q8_0, "q8_0"}})
            for (const std::uint32_t head_size : {2U, 12U, 32U, 48U, 64U, 96U, 128U}) {
                if (!check_cache_type(type, head_size)) continue;
                const auto add = [&](const std::string& what, std::uint32_t positions, std::vector<Seen> rows) {
                    const Attention attention{type, head_size, positions, std::move(rows)};
                    const auto name =
                        fmt::format("{} {} head {} {}", processor_target_name(target), type_name, head_size, what);
                    cases.push_back({name, [=] {
                                         use_processor_target(target);
                                         return attention.agrees();
                                     }});
                    cases.push_back({name + " cut", [=] {
                                         use_processor_target(target);
                                         return attention.is_the_same_however_cut();
                                     }});
                };
                add("one position", 1, causal(1, 1));
                add("a prompt's start", 21, causal(1, 21));
                add("within a split", 250, causal(230, 9));
                add("over splits", 700, causal(505, 11));
                add("a window", 700, causal(505, 11, 40));
                add("a window over splits", 700, causal(601, 7, 300));
            }
    return run_cases(cases, argument_count, arguments);
}
