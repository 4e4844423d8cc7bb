// The device layout of weight matrices against its own description, element by element, and what it refuses.
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

#include "inference/vulkan/kernels/repack.h"
#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/test_matrix.h"

namespace {

using namespace kernel_test;
using inference::vulkan::MatrixLayout;

/// A row of repacked bytes, read element by element as repack.h and weight_format.h describe them.
class RepackedRow {
public:
    RepackedRow(const MatrixLayout& layout, const std::vector<std::byte>& quants, const std::vector<std::byte>& scales,
                std::uint32_t group, std::uint32_t row)
        : layout_(layout), quants_(quants), scales_(scales), group_(group), row_(row) {}

    double weight(std::uint32_t column) const {
        const std::uint32_t unit = column / 64;
        const std::uint32_t i = column % 64;                // in the unit
        const std::uint32_t sixteenth = column % 256 / 16;  // of a super-block
        const double scale = half(scales_word(unit, 0) >> (i / 32 * 16));
        switch (layout_.type()) {
            case TensorType::F32: return std::bit_cast<float>(quants_word(unit, i));
            case TensorType::F16: return half(quants_word(unit, i / 2) >> (i % 2 * 16));
            case TensorType::BF16: return std::bit_cast<float>(quants_word(unit, i / 2) >> (i % 2 * 16) << 16);
            case TensorType::Q4_0: return scale * (nibble(unit, i) - 8);
            case TensorType::Q4_1: return half_sum(scales_word(unit, i / 32), nibble(unit, i));
            case TensorType::Q5_0:
                return scale * (nibble(unit, i) + 16 * single_bit(scales_word(unit, 1 + i / 32), i) - 16);
            case TensorType::Q5_1:
                return half_sum(scales_word(unit, i / 32),
                                nibble(unit, i) + 16 * single_bit(scales_word(unit, 2 + i / 32), i));
            case TensorType::Q8_0: return scale * static_cast<std::int8_t>(quants_word(unit, i / 4) >> (i % 4 * 8));
            case TensorType::Q2_K: {
                const std::uint32_t numbers = scales_word(unit, unit % 4) >> (i / 16 * 8);
                const std::uint32_t both = scales_word(unit, 4);
                return half(both) * (numbers & 15) * pair(unit, 0, i) - half(both >> 16) * (numbers >> 4 & 15);
            }
            case TensorType::Q3_K:
                return double{std::bit_cast<float>(shared_bits(unit))} * (six_bits(unit, i / 16) - 32) *
                       (pair(unit, 0, i) + 4 * single_bit(super_bits(unit, i), i) - 4);
            case TensorType::Q4_K: return with_minimum(unit, i, nibble(unit, i));
            case TensorType::Q5_K:
                return with_minimum(unit, i, nibble(unit, i) + 16 * single_bit(super_bits(unit, i), i));
            case TensorType::Q6_K:
                return double{std::bit_cast<float>(scales_word(unit, 4))} *
                       static_cast<std::int8_t>(scales_word(unit, sixteenth / 4) >> (i / 16 * 8)) *
                       (nibble(unit, i) + 16 * pair(unit, 2, i) - 32);
            case TensorType::IQ4_NL: return scale * levels[nibble(unit, i)];
            case TensorType::IQ4_XS: {
                const std::uint32_t eighth = sixteenth / 2;
                const int number = static_cast<int>((scales_word(unit, 1) >> (4 * eighth) & 15) |
                                                    (scales_word(unit, 0) >> (16 + 2 * eighth) & 3) << 4);
                return half(scales_word(unit, 0)) * (number - 32) * levels[nibble(unit, i)];
            }
        }
        return NAN;
    }

private:
    static constexpr int levels[] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    static double half(std::uint32_t bits) { return float_of_half(static_cast<std::uint16_t>(bits)); }
    static double half_sum(std::uint32_t both, int quant) { return half(both) * quant + half(both >> 16); }

    /// 32 bits of a unit's words, counted through all of them.
    std::uint32_t quants_word(std::uint32_t unit, std::uint32_t index) const {
        const std::size_t words = layout_.format().words_per_unit;
        const std::size_t word = (std::size_t{group_} * layout_.units() + unit) * words + index / 4;
        return value(quants_, (word * 8 + row_) * 16 + index % 4 * 4);
    }
    /// 32 bits of the vectors of the unit's span, counted through all of them.
    std::uint32_t scales_word(std::uint32_t unit, std::uint32_t index) const {
        const auto& format = layout_.format();
        if (format.scale_vectors == 0) return 0;
        const std::size_t span = (std::size_t{group_} * layout_.units() + unit) / format.span_units;
        const std::size_t vector = span * format.scale_vectors + index / format.scale_words;
        return value(scales_, ((vector * 8 + row_) * format.scale_words + index % format.scale_words) * 4);
    }
    static std::uint32_t value(const std::vector<std::byte>& bytes, std::size_t at) {
        std::uint32_t word = 0;
        std::memcpy(&word, bytes.data() + at, 4);
        return word;
    }

    int nibble(std::uint32_t unit, std::uint32_t i) const {
        const std::uint32_t word = quants_word(unit, i / 32 * 4 + i % 16 / 4);
        return static_cast<int>(word >> (i % 4 * 8 + (i % 32 < 16 ? 0 : 4)) & 15);
    }
    int pair(std::uint32_t unit, std::uint32_t word, std::uint32_t i) const {
        return static_cast<int>(quants_word(unit, word * 4 + i / 16) >> (i % 4 * 8 + i % 16 / 4 * 2) & 3);
    }
    static int single_bit(std::uint32_t bits, std::uint32_t i) {
        return static_cast<int>(bits >> (i % 4 * 8 + i % 32 / 4) & 1);
    }
    std::uint32_t super_bits(std::uint32_t unit, std::uint32_t i) const {
        return scales_word(unit, 4 + unit % 4 * 2 + i / 32);
    }
    int six_bits(std::uint32_t unit, std::uint32_t index) const {
        return static_cast<int>(scales_word(unit, unit % 4) >> (6 * index) & 63);
    }
    std::uint32_t shared_bits(std::uint32_t unit) const {
        std::uint32_t bits = 0;
        for (std::uint32_t i = 0; i < 4; ++i) bits |= scales_word(unit, i) >> 24 << (8 * i);
        return bits;
    }
    double with_minimum(std::uint32_t unit, std::uint32_t i, int quant) const {
        const std::uint32_t both = shared_bits(unit);
        return half(both) * six_bits(unit, i / 32 * 2) * quant - half(both >> 16) * six_bits(unit, i / 32 * 2 + 1);
    }

    const MatrixLayout& layout_;
    const std::vector<std::byte>& quants_;
    const std::vector<std::byte>& scales_;
    std::uint32_t group_;
    std::uint32_t row_;
};

/// Repacks in pieces of `step` groups, each into a fresh piece of memory of exactly its size, and compares all weights.
std::string round_trip(TensorType type, std::vector<std::uint32_t> rows, std::uint32_t columns,
                       MatrixLayout::Order order, std::uint32_t step) {
    std::vector<TestMatrix> matrices;
    for (std::size_t i = 0; i < rows.size(); ++i) matrices.emplace_back(type, rows[i], columns, 17 + i);
    const auto layout = MatrixLayout::create(type, columns, rows, order);
    if (!layout) return layout.error().what;
    std::vector<std::byte> quants;
    std::vector<std::byte> scales;
    for (std::uint32_t group = 0; group < layout->groups(); group += step) {
        const std::uint32_t groups = std::min(step, layout->groups() - group);
        std::vector<std::byte> piece(layout->quants_bytes(groups), std::byte{0xa5});
        std::vector<std::byte> piece_scales(layout->scales_bytes(groups), std::byte{0xa5});
        std::uint32_t covered = 0;
        for (const MatrixLayout::Run& run : layout->runs(group, groups)) {
            const std::byte* first = matrices[run.tensor].row(run.first_row);
            const auto done =
                layout->repack(run, {first, run.rows * layout->file_row_bytes()}, group, piece, piece_scales);
            if (!done) return done.error().what;
            covered += (run.rows + 7) / 8;
        }
        if (covered != groups) return fmt::format("runs cover {} of {} groups", covered, groups);
        quants.insert(quants.end(), piece.begin(), piece.end());
        scales.insert(scales.end(), piece_scales.begin(), piece_scales.end());
    }
    if (quants.size() + scales.size() != layout->total_bytes())
        return fmt::format("{} bytes, said to be {}", quants.size() + scales.size(), layout->total_bytes());
    for (std::size_t tensor = 0; tensor < rows.size(); ++tensor) {
        const std::uint32_t stride =
            order == MatrixLayout::Order::Interleaved ? static_cast<std::uint32_t>(rows.size()) : 1;
        const std::uint32_t first = layout->first_group_of(static_cast<std::uint32_t>(tensor));
        for (std::uint32_t row = 0; row < (rows[tensor] + 7) / 8 * 8; ++row) {
            const RepackedRow packed(*layout, quants, scales, first + row / 8 * stride, row % 8);
            for (std::uint32_t column = 0; column < layout->padded_columns(); ++column) {
                const double wanted =
                    row < rows[tensor] && column < columns ? matrices[tensor].weight(row, column) : 0.0;
                const double found = static_cast<float>(packed.weight(column));
                // Q4_0's padding is nibble 0, which means -8, times scale 0.
                if (found != wanted)
                    return fmt::format("tensor {} ({}, {}): expected {}, got {}", tensor, row, column, wanted, found);
            }
        }
    }
    return {};
}

std::string refuses(TensorType type, std::vector<std::uint32_t> rows, std::uint32_t columns,
                    MatrixLayout::Order order) {
    const auto layout = MatrixLayout::create(type, columns, rows, order);
    return layout ? "was accepted" : "";
}

std::string refuses_wrong_sizes() {
    const std::vector<std::uint32_t> rows = {20};
    const TestMatrix matrix(TensorType::Q4_0, 20, 64, 3);
    const auto layout = MatrixLayout::create(TensorType::Q4_0, 64, rows);
    const auto run = layout->runs(0, 3).at(0);
    std::vector<std::byte> quants(layout->quants_bytes(3));
    std::vector<std::byte> scales(layout->scales_bytes(3));
    const std::span<const std::byte> all(matrix.row(0), 20 * matrix.row_bytes());
    if (layout->repack(run, all.first(all.size() - 1), 0, quants, scales)) return "one byte too few of the file";
    if (layout->repack(run, all, 1, quants, scales)) return "a group before the first";
    if (layout->repack(run, all, 0, std::span(quants).first(quants.size() - 1), scales)) return "quants a byte short";
    if (layout->repack(run, all, 0, quants, std::span(scales).first(scales.size() - 1))) return "scales a byte short";
    if (!layout->repack(run, all, 0, quants, scales)) return "the right sizes were refused";
    return {};
}

std::string parts_cover(std::uint64_t binding_bytes, std::size_t expected) {
    const std::vector<std::uint32_t> rows = {32000};
    const auto layout = MatrixLayout::create(TensorType::Q8_0, 4096, rows);  // 7B's head: 131 MB of quants
    const auto parts = layout->parts(binding_bytes);
    if (!parts) return expected == 0 ? "" : parts.error().what;
    if (parts->size() != expected) return fmt::format("{} parts, expected {}", parts->size(), expected);
    std::uint32_t next = 0;
    for (const auto& part : *parts) {
        if (part.first_group != next || part.groups == 0) return fmt::format("a part starts at {}", part.first_group);
        if (layout->quants_bytes(part.groups) > binding_bytes) return "a part is too large";
        next += part.groups;
        if (next != layout->groups() && next % 8 != 0) return "a part ends within a tile";
    }
    return next == layout->groups() ? "" : "parts do not cover the matrix";
}

/// Device memory, and so what decoding reads, is at most 2 % more than the file.
std::string reads_little_more(TensorType type) {
    const std::vector<std::uint32_t> rows = {64};
    const auto layout = MatrixLayout::create(type, 4096, rows);
    const double file = 64.0 * static_cast<double>(layout->file_row_bytes());
    const double more = static_cast<double>(layout->total_bytes()) / file - 1.0;
    return more <= 0.02 ? "" : fmt::format("{:.1f} % more", 100.0 * more);
}

/// The comparison above must be able to fail: one bit changed is found.
std::string finds_a_wrong_bit() {
    const std::vector<std::uint32_t> rows = {8};
    const TestMatrix matrix(TensorType::Q4_0, 8, 32, 3);
    const auto layout = MatrixLayout::create(TensorType::Q4_0, 32, rows);
    std::vector<std::byte> quants(layout->quants_bytes(1));
    std::vector<std::byte> scales(layout->scales_bytes(1));
    const auto run = layout->runs(0, 1).at(0);
    if (!layout->repack(run, {matrix.row(0), 8 * matrix.row_bytes()}, 0, quants, scales)) return "repack failed";
    quants[0] ^= std::byte{1};
    return RepackedRow(*layout, quants, scales, 0, 0).weight(0) == matrix.weight(0, 0) ? "a wrong bit went unseen" : "";
}

}  // namespace

int main(int argument_count, char** arguments) {
    using Order = MatrixLayout::Order;
    std::vector<Case> cases;
    for (const TensorType type : inference::gguf::supported_types()) {
        const auto name = inference::gguf::layout_of(type)->name;
        cases.push_back({fmt::format("{} reads what the file has", name), [=] { return reads_little_more(type); }});
        for (const std::uint32_t columns : {32U, 64U, 96U, 256U, 768U, 172U, 1U, 63U}) {
            if (columns % inference::gguf::layout_of(type)->block_weights != 0) continue;
            for (const std::uint32_t count : {1U, 7U, 8U, 9U, 64U})
                cases.push_back({fmt::format("{} {}x{}", name, count, columns),
                                 [=] { return round_trip(type, {count}, columns, Order::Concatenated, 3); }});
            cases.push_back({fmt::format("{} query key value {}", name, columns),
                             [=] { return round_trip(type, {64, 12, 20}, columns, Order::Concatenated, 5); }});
            for (const std::uint32_t step : {1U, 2U, 5U, 100U})
                cases.push_back({fmt::format("{} gate up {} step {}", name, columns, step),
                                 [=] { return round_trip(type, {44, 44}, columns, Order::Interleaved, step); }});
        }
    }
    cases.push_back({"refuses no tensor", [] { return refuses(TensorType::F32, {}, 32, Order::Concatenated); }});
    cases.push_back({"refuses no rows", [] { return refuses(TensorType::F32, {8, 0}, 32, Order::Concatenated); }});
    cases.push_back({"refuses no columns", [] { return refuses(TensorType::F32, {8}, 0, Order::Concatenated); }});
    cases.push_back(
        {"refuses half a super-block", [] { return refuses(TensorType::Q4_K, {8}, 384, Order::Concatenated); }});
    cases.push_back({"refuses half a block", [] { return refuses(TensorType::Q4_0, {8}, 48, Order::Concatenated); }});
    cases.push_back({"refuses uneven pairs", [] { return refuses(TensorType::F32, {8, 9}, 32, Order::Interleaved); }});
    cases.push_back({"refuses 2^32 rows",
                     [] { return refuses(TensorType::F32, {0xffffffffU, 0xffffffffU}, 32, Order::Concatenated); }});
    cases.push_back({"refuses 2^66 bytes",
                     [] { return refuses(TensorType::F32, {0xfffffff0U}, 0xffffffffU, Order::Concatenated); }});
    cases.push_back(
        {"refuses an unknown type", [] { return refuses(static_cast<TensorType>(77), {8}, 32, Order::Concatenated); }});
    cases.push_back({"refuses wrong sizes", refuses_wrong_sizes});
    cases.push_back({"parts of 4 GiB", [] { return parts_cover(std::uint64_t{4} << 30, 1); }});
    cases.push_back({"parts of 128 MiB", [] { return parts_cover(std::uint64_t{128} << 20, 1); }});
    cases.push_back({"parts of 100 MB", [] { return parts_cover(100'000'000, 2); }});
    cases.push_back({"parts too small for a tile", [] { return parts_cover(100'000, 0); }});
    cases.push_back({"finds a wrong bit", finds_a_wrong_bit});
    return run_cases(cases, argument_count, arguments);
}
