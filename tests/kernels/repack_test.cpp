// The device layout of weight matrices against its own description, element by element, and what it refuses.
#include <numeric>

#include "inference/vulkan/kernels/repack.h"
#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/test_matrix.h"

namespace {

using namespace kernel_test;
using inference::vulkan::MatrixLayout;

/// Reads the weight at (group, row in the group, column) out of repacked bytes as repack.h describes them.
double weight_at(const MatrixLayout& layout, const std::vector<std::byte>& quants, const std::vector<std::byte>& scales,
                 std::uint32_t group, std::uint32_t row, std::uint32_t column) {
    const std::size_t unit = std::size_t{group} * layout.units() + column / 64;
    const auto word = [&](std::uint32_t index) {
        return quants.data() + ((unit * layout.words_per_unit() + index) * 8 + row) * 16;
    };
    const std::uint32_t in_unit = column % 64;
    std::uint16_t half = 0;
    switch (layout.type()) {
        case TensorType::F32: {
            float value = 0;
            std::memcpy(&value, word(in_unit / 4) + in_unit % 4 * 4, 4);
            return value;
        }
        case TensorType::F16: std::memcpy(&half, word(in_unit / 8) + in_unit % 8 * 2, 2); return float_of_half(half);
        case TensorType::Q4_0: {
            std::memcpy(&half, scales.data() + (unit * 8 + row) * 4 + in_unit / 32 * 2, 2);
            const auto byte = std::to_integer<unsigned>(word(in_unit / 32)[in_unit % 16]);
            const unsigned nibble = in_unit % 32 < 16 ? byte & 15U : byte >> 4;
            return double{float_of_half(half)} * (static_cast<int>(nibble) - 8);
        }
        case TensorType::Q8_0: {
            std::memcpy(&half, scales.data() + (unit * 8 + row) * 4 + in_unit / 32 * 2, 2);
            return double{float_of_half(half)} * static_cast<std::int8_t>(word(in_unit / 16)[in_unit % 16]);
        }
    }
    return 0;
}

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
        for (std::uint32_t row = 0; row < (rows[tensor] + 7) / 8 * 8; ++row)
            for (std::uint32_t column = 0; column < layout->padded_columns(); ++column) {
                const double wanted =
                    row < rows[tensor] && column < columns ? matrices[tensor].weight(row, column) : 0.0;
                const double found = weight_at(*layout, quants, scales, first + row / 8 * stride, row % 8, column);
                // Q4_0's padding is nibble 0, which means -8, times scale 0.
                if (found != wanted)
                    return fmt::format("tensor {} ({}, {}): expected {}, got {}", tensor, row, column, wanted, found);
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
    return weight_at(*layout, quants, scales, 0, 0, 0) == matrix.weight(0, 0) ? "a wrong bit went unseen" : "";
}

}  // namespace

int main(int argument_count, char** arguments) {
    using Order = MatrixLayout::Order;
    std::vector<Case> cases;
    for (const TensorType type : {TensorType::F32, TensorType::F16, TensorType::Q4_0, TensorType::Q8_0}) {
        const auto name = inference::gguf::layout_of(type)->name;
        const bool blocks = type == TensorType::Q4_0 || type == TensorType::Q8_0;
        for (const std::uint32_t columns : {32U, 64U, 96U, 256U, 172U, 1U, 63U}) {
            if (blocks && columns % 32 != 0) continue;
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
