// The processor's products: every type and instruction set, small shapes that are odd in every way. The models' own
// sizes are in processor_shapes_test.
#include <cmath>
#include <limits>

#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/processor_products.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::cpu;

/// Scales that are no numbers, in one row: it is computed with, and no other row hears of it.
std::string keeps_to_its_row(std::int64_t target, TensorType type, std::uint16_t scale, Precision precision) {
    use_processor_target(target);
    constexpr std::uint32_t rows = 19;
    constexpr std::uint32_t columns = 512;
    constexpr std::uint32_t bad_row = 5;
    const auto layout = *gguf::layout_of(type);
    TestMatrix weights(type, rows, columns, 3);
    for (std::size_t block = 0; block < columns / layout.block_weights; ++block)
        std::memcpy(const_cast<std::byte*>(weights.row(bad_row)) + block * layout.block_bytes +
                        test_support::BlockScales::of(type).scale_at,
                    &scale, sizeof scale);
    const auto file = std::make_shared<MatrixFile>(weights);
    const auto team = must(ThreadTeam::create(1));
    const Matrix matrix = must(Matrix::prepare(file, file->tensors()[0], precision, Storage::Repacked, *team));
    for (const std::uint32_t tokens : {1U, 9U}) {
        auto input = must(Activations::create(tokens, columns));
        for (std::uint32_t token = 0; token < tokens; ++token)
            for (std::uint32_t i = 0; i < columns; ++i) input.row(token)[i] = static_cast<float>(i % 7) - 2.5F;
        input.quantise(tokens, {});
        std::vector<float> out(std::size_t{tokens} * rows);
        must(matrix.multiply(input, tokens, out.data(), rows, {}));
        for (std::uint32_t i = 0; i < out.size(); ++i)
            if (std::isfinite(out[i]) == (i % rows == bad_row)) return fmt::format("row {} gives {}", i % rows, out[i]);
    }
    return {};
}

/// Activations that are no numbers, in one token.
std::string keeps_to_its_token(std::int64_t target, TensorType type, float bad) {
    use_processor_target(target);
    const auto file = std::make_shared<MatrixFile>(TestMatrix(type, 17, 256, 3));
    const auto team = must(ThreadTeam::create(1));
    const Matrix matrix = must(Matrix::prepare(file, file->tensors()[0], Precision::Fast, Storage::Repacked, *team));
    auto input = must(Activations::create(3, 256));
    for (std::uint32_t token = 0; token < 3; ++token)
        for (std::uint32_t i = 0; i < 256; ++i) input.row(token)[i] = static_cast<float>(i % 5) - 1.5F;
    input.row(1)[77] = bad;
    input.quantise(3, {});
    std::vector<float> out(3 * 17);
    must(matrix.multiply(input, 3, out.data(), 17, {}));
    for (std::uint32_t i = 0; i < out.size(); ++i)
        if (std::isfinite(out[i]) == (i / 17 == 1)) return fmt::format("token {} gives {}", i / 17, out[i]);
    return {};
}

std::string tells_of_a_cut_file() {
    const auto file = std::make_shared<MatrixFile>(TestMatrix(TensorType::Q4_0, 40, 64, 3));
    const auto team = must(ThreadTeam::create(2));
    const auto prepare = [&](Storage storage) {
        return Matrix::prepare(file, file->tensors()[0], Precision::Fast, storage, *team);
    };
    const Matrix mapped = must(prepare(Storage::Mapped));
    file->readable_bytes = 20 * 36;
    auto input = must(Activations::create(1, 64));
    std::vector<float> out(40);
    std::vector<float> row(64);
    const auto product = mapped.multiply(input, 1, out.data(), 40, {});
    if (product || product.error().kind != ErrorKind::Unreadable) return "a product from a cut file";
    if (!mapped.read_row(19, row)) return "a row that is there is not read";
    if (mapped.read_row(20, row)) return "a row that is not there is read";
    const auto repacked = prepare(Storage::Repacked);
    return !repacked && repacked.error().kind == ErrorKind::Unreadable ? "" : "a cut file is repacked";
}

std::string reads_rows(TensorType type) {
    const auto file = std::make_shared<MatrixFile>(TestMatrix(type, 5, whole_blocks(type, 96), 3));
    const auto team = must(ThreadTeam::create(1));
    std::vector<float> row(file->matrix().columns());
    for (const Storage storage : {Storage::Repacked, Storage::Mapped}) {
        const Matrix matrix = must(Matrix::prepare(file, file->tensors()[0], Precision::Fast, storage, *team));
        for (std::uint32_t i = 0; i < 5; ++i) {
            must(matrix.read_row(i, row));
            if (row != file->matrix().row_weights(i)) return fmt::format("row {} differs", i);
        }
    }
    return {};
}

/// What decoding reads is at most 2 % more than the file.
std::string reads_little_more(TensorType type) {
    const auto file = std::make_shared<MatrixFile>(TestMatrix(type, 64, 2048, 3));
    const auto team = must(ThreadTeam::create(1));
    const Matrix matrix = must(Matrix::prepare(file, file->tensors()[0], Precision::Fast, Storage::Repacked, *team));
    const double more = static_cast<double>(matrix.read_bytes()) / static_cast<double>(file->size_bytes()) - 1.0;
    if (matrix.bytes() != matrix.read_bytes()) return "it holds other bytes than it reads";
    return more <= 0.02 ? "" : fmt::format("{:.1f} % more", 100.0 * more);
}

}  // namespace

int main(int argument_count, char** arguments) {
    std::vector<Case> cases;
    for (const std::int64_t target : processor_targets()) {
        const std::string target_name = processor_target_name(target);
        for (const TensorType type : gguf::supported_types()) {
            const bool blocks = gguf::is_block_quantised(type);
            const auto add = [&](const char* what, const ProcessorProduct& product,
                                 std::string (ProcessorProduct::*run)() const) {
                cases.push_back({fmt::format("{} {}", what, product.name()), [=] { return (product.*run)(); }});
            };
            for (const std::uint32_t columns : {32U, 96U, 160U, 224U, 256U, 320U, 768U, 1U, 63U, 172U}) {
                if (columns % gguf::layout_of(type)->block_weights != 0) continue;
                for (const std::uint32_t rows : {1U, 15U, 16U, 17U, 100U})
                    for (const std::uint32_t tokens : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 21U}) {
                        if (rows != 17 && tokens != 1 && tokens != 9) continue;
                        ProcessorProduct product{target, type, rows, columns, tokens};
                        add("close", product, &ProcessorProduct::is_close);
                        product.precision = Precision::Exact;
                        if (blocks) add("close", product, &ProcessorProduct::is_close);
                    }
            }
            const std::uint32_t columns = whole_blocks(type, 352);
            // Of more columns with scales of scales, sums need more than float32's 24 bits.
            const std::uint32_t exact_columns = columns == 352 ? 352 : 256;
            for (const std::uint32_t tokens : {1U, 5U, 8U, 67U})
                if (blocks) add("exact", {target, type, 33, exact_columns, tokens}, &ProcessorProduct::is_exact);
            for (const std::uint32_t tokens : {1U, 8U, 70U, 131U}) {
                ProcessorProduct product{target, type, 83, columns, tokens};
                add("same", product, &ProcessorProduct::is_the_same_however_cut);
                product.precision = Precision::Exact;
                if (tokens == 70) add("same", product, &ProcessorProduct::is_the_same_however_cut);
            }
            for (const float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()})
                cases.push_back({fmt::format("{} {} activation {}", target_name, gguf::layout_of(type)->name, bad),
                                 [=] { return keeps_to_its_token(target, type, bad); }});
            if (!blocks) continue;
            for (const std::uint16_t scale :
                 {std::uint16_t{0x7c00}, std::uint16_t{0xfc00}, std::uint16_t{0x7e00}, std::uint16_t{0x7fff}})
                for (const Precision precision : {Precision::Fast, Precision::Exact})
                    cases.push_back({fmt::format("{} {} scale {:x}{}", target_name, gguf::layout_of(type)->name, scale,
                                                 precision == Precision::Exact ? " exact" : ""),
                                     [=] { return keeps_to_its_row(target, type, scale, precision); }});
        }
    }
    for (const TensorType type : gguf::supported_types()) {
        cases.push_back({fmt::format("{} rows", gguf::layout_of(type)->name), [=] { return reads_rows(type); }});
        cases.push_back({fmt::format("{} reads what the file has", gguf::layout_of(type)->name),
                         [=] { return reads_little_more(type); }});
    }
    cases.push_back({"a cut file", tells_of_a_cut_file});
    return run_cases(cases, argument_count, arguments);
}
