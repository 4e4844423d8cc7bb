// Products of a weight matrix with a prompt's tokens, every type, over the shapes of all model sizes: against double
// precision, and bit for bit wherever the prompt is cut.
#include <array>
#include <cmath>
#include <map>

#include "inference/vulkan/kernels/matrix_pipelines.h"
#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/product_kernels.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

class PromptProducts {
public:
    PromptProducts(TestDevice& device, Precision precision) : device_(device), precision_(precision) {}

    /// (tokens, rows) products; a slice leaves the other rows unset.
    std::vector<float> run(const NamedTuning& tuning, const UploadedMatrix& matrix, const TestActivations& input,
                           Slice slice = {}) {
        const std::uint32_t rows = matrix.matrix.layout.rows_of(0);
        const auto activations = DeviceActivations::of(device_, input);
        const std::uint64_t output_bytes = std::uint64_t{input.tokens} * rows * 4;
        const Buffer output = device_.unset(output_bytes);
        shader::MatrixParameters parameters{};
        parameters.tokens = input.tokens;
        parameters.output_rows = parameters.output_stride = rows;
        const std::array wanted = {
            product_kernel(device_, Pass::Prompt, "logits", matrix.matrix.layout.type(), form())};
        device_.run(wanted, [&](CommandStream& stream) {
            const std::array bound = {BufferView(output)};
            pipelines(tuning, matrix.matrix.layout.type())
                .record(stream, matrix.matrix, 0, activations.views(), parameters, bound, slice);
        });
        return device_.download<float>(BufferView(output, 0, output_bytes));
    }

    const MatrixPipelines& pipelines(const NamedTuning& tuning, TensorType type) {
        const std::pair key(std::string(tuning.name), type);
        if (const auto found = pipelines_.find(key); found != pipelines_.end()) return found->second;
        const KernelOptions options{
            .pass = Pass::Prompt, .precision = precision_, .formats = {}, .tuning = tuning.tuning};
        auto made =
            need(MatrixPipelines::create(device_.device(), options, MatrixPipelines::After::Logits, std::array{type}));
        return pipelines_.emplace(key, std::move(made)).first->second;
    }

    TestDevice& device() { return device_; }
    Form form() const { return cooperative() ? Form::Halves : Form::Floats; }
    bool cooperative() const {
        return MatrixPipelines::are_cooperative(device_.capabilities(), Pass::Prompt, precision_);
    }

private:
    TestDevice& device_;
    Precision precision_;
    std::map<std::pair<std::string, TensorType>, MatrixPipelines> pipelines_;
};

std::string against_reference(PromptProducts& products, const NamedTuning& tuning, const TestMatrix& matrix,
                              std::uint32_t tokens, std::uint32_t part_groups = 0) {
    const auto uploaded = upload_matrix(products.device(), matrix, part_groups);
    if (part_groups > 0 && uploaded.matrix.parts.size() < 2) return "one part, where several were meant";
    const auto input = random_activations(tokens, matrix.columns(), 5);
    const auto found = products.run(tuning, uploaded, input);
    return compare_products(found, matrix, input, products.form());
}

/// A prompt in one batch and in two, cut after each of its tokens.
std::string wherever_it_is_cut(PromptProducts& products, const NamedTuning& tuning, TensorType type,
                               std::uint32_t columns) {
    constexpr std::uint32_t tokens = 35;
    const TestMatrix matrix(type, 75, columns, 21);
    const auto uploaded = upload_matrix(products.device(), matrix);
    const auto input = random_activations(tokens, columns, 22);
    const auto whole = products.run(tuning, uploaded, input);
    for (std::uint32_t cut = 1; cut < tokens; ++cut) {
        auto pieces = products.run(tuning, uploaded, input.part(0, cut));
        const auto rest = products.run(tuning, uploaded, input.part(cut, tokens - cut));
        pieces.insert(pieces.end(), rest.begin(), rest.end());
        if (std::memcmp(pieces.data(), whole.data(), whole.size() * 4) != 0)
            return fmt::format("a prompt of {} tokens cut at {} differs", tokens, cut);
    }
    return {};
}

/// Slices of the rows, as submissions take them, make up the whole and write nothing else.
std::string slice_by_slice(PromptProducts& products, const NamedTuning& tuning, TensorType type) {
    const TestMatrix matrix(type, 300, 256, 31);
    const auto uploaded = upload_matrix(products.device(), matrix, 16);
    const auto input = random_activations(5, 256, 32);
    const auto whole = products.run(tuning, uploaded, input);
    const std::uint32_t slices = products.pipelines(tuning, type).tiles(uploaded.matrix);
    std::size_t written = 0;
    for (std::uint32_t first = 0; first < slices; first += 3) {
        const auto part = products.run(tuning, uploaded, input, {first, 3});
        for (std::size_t i = 0; i < part.size(); ++i) {
            std::uint32_t bits = 0;
            std::memcpy(&bits, &part[i], 4);
            if (bits == TestDevice::unset_word) continue;
            ++written;
            if (std::memcmp(&part[i], &whole[i], 4) != 0) return fmt::format("slice {} differs at {}", first, i);
        }
    }
    return written == whole.size() ? "" : fmt::format("{} of {} products were written", written, whole.size());
}

/// Rows far smaller and far larger than float16 reaches, of weights and of activations.
std::string of_any_magnitude(PromptProducts& products, const NamedTuning& tuning, TensorType type) {
    constexpr std::uint32_t rows = 40, columns = 320;
    TestMatrix matrix(type, rows, columns, 41);
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::uint32_t column = 0; column < columns; ++column)
            matrix.scale(row, column, std::array{0x1p-100F, 0x1p-30F, 1.0F, 0x1p20F, 0x1p60F}[row % 5]);
    auto input = random_activations(10, columns, 42);
    for (std::uint32_t token = 0; token < input.tokens; ++token)
        for (std::uint32_t i = 0; i < columns; ++i)
            input.values[std::size_t{token} * columns + i] *=
                std::array{0x1p-20F, 1.0F, 0x1p17F, 0x1p40F, 0.0F}[token % 5];
    const auto found = products.run(tuning, upload_matrix(products.device(), matrix), input);
    if (const auto problem = compare_products(found, matrix, input, products.form()); !problem.empty()) return problem;
    // And next to what float32 operands would have given.
    for (std::uint32_t token = 0; token < input.tokens; ++token)
        for (std::uint32_t row = 0; row < rows; ++row) {
            const auto exact = reference_product(matrix, row, input.row(token, Form::Floats));
            if (std::abs(found[std::size_t{token} * rows + row] - exact.value) > 0x1p-10 * exact.magnitude)
                return fmt::format("token {} row {} is far from exact", token, row);
        }
    return {};
}

/// A long sum that only grows, where whatever is cut off adds up.
std::string of_one_sign(PromptProducts& products, const NamedTuning& tuning) {
    TestMatrix matrix(TensorType::F32, 8, 17920, 43);
    for (std::uint32_t row = 0; row < matrix.rows(); ++row)
        for (std::uint32_t column = 0; column < matrix.columns(); ++column)
            matrix.set_float(row, column, std::abs(static_cast<float>(matrix.weight(row, column))));
    auto input = random_activations(3, matrix.columns(), 44);
    for (float& value : input.values) value = std::abs(value);
    const auto found = products.run(tuning, upload_matrix(products.device(), matrix), input);
    return compare_products(found, matrix, input, products.form());
}

void add_cases(std::vector<Case>& cases, PromptProducts& products, const std::string& precision,
               const NamedTuning& tuning, TensorType type) {
    const auto layout = *gguf::layout_of(type);
    const std::string name = fmt::format("{}{} {}", precision, layout.name, tuning.name);
    for (const ModelShape& shape : shapes_to_try())
        for (const ProductShape& product : products_of(shape)) {
            if (product.columns % layout.block_weights != 0) continue;
            // A row's sum is what the shape changes: its length, not how many there are.
            const std::uint32_t rows = product.rows > 512 ? 256 + product.rows % 64 + 22 : product.rows;
            cases.push_back({fmt::format("{} {} {}", name, shape.name, product.name), [=, &products] {
                                 const TestMatrix matrix(type, rows, product.columns, 3);
                                 return against_reference(products, tuning, matrix, 11);
                             }});
        }
    for (const std::uint32_t tokens : {1U, 2U, 7U, 8U, 9U, 16U, 17U, 33U, 64U})
        for (const std::uint32_t rows : {8U, 33U, 100U})
            cases.push_back({fmt::format("{} {} tokens {} rows", name, tokens, rows), [=, &products] {
                                 return against_reference(products, tuning, {type, rows, whole_blocks(type, 320), 4},
                                                          tokens);
                             }});
    cases.push_back({name + " in parts",
                     [=, &products] { return against_reference(products, tuning, {type, 300, 256, 6}, 19, 24); }});
    cases.push_back({name + " slice by slice", [=, &products] { return slice_by_slice(products, tuning, type); }});
    for (const std::uint32_t columns : {96U, 768U, 2048U}) {
        if (columns % layout.block_weights != 0) continue;
        cases.push_back({fmt::format("{} cut anywhere {}", name, columns),
                         [=, &products] { return wherever_it_is_cut(products, tuning, type, columns); }});
    }
    if (type == TensorType::F32 || type == TensorType::BF16)
        cases.push_back(
            {name + " of any magnitude", [=, &products] { return of_any_magnitude(products, tuning, type); }});
    if (type == TensorType::F32)
        cases.push_back({name + " of one sign", [=, &products] { return of_one_sign(products, tuning); }});
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    PromptProducts fast(device, Precision::Fast);
    PromptProducts exact(device, Precision::Exact);
    std::vector<Case> cases;
    for (const NamedTuning& tuning : tunings())
        for (const TensorType type : gguf::supported_types()) {
            add_cases(cases, fast, "", tuning, type);
            if (fast.cooperative()) add_cases(cases, exact, "exact ", tuning, type);  // elsewhere they are the same
        }
    if (!fast.cooperative()) fmt::print("Skipped: products on cooperative matrices, which the device does not have.\n");
    return run_kernel_cases(device, cases, argument_count, arguments);
}
