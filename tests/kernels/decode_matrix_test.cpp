// Products of a weight matrix with the activations of 1 to 8 tokens, every type, over the shapes of all model sizes:
// against double precision, exactly where numbers are exact, and bit for bit whatever tokens stand beside.
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

using After = MatrixPipelines::After;

struct Variant {
    TensorType type;
    Precision precision;
    NamedTuning tuning;

    bool quants() const { return ActivationFormats::needed(Pass::Decode, precision, std::array{type}).quants; }
    Form form() const { return quants() ? Form::Quants : Form::Floats; }
    std::string name() const {
        return fmt::format("{} {} {}", gguf::layout_of(type)->name, quants() ? "int8" : "float", tuning.name);
    }
};

class DecodeProducts {
public:
    explicit DecodeProducts(TestDevice& device) : device_(device) {}

    /// (tokens, rows) products.
    std::vector<float> run(const Variant& variant, const UploadedMatrix& matrix, const TestActivations& input) {
        const std::uint32_t rows = matrix.matrix.layout.rows_of(0);
        const auto activations = DeviceActivations::of(device_, input);
        const std::uint64_t output_bytes = std::uint64_t{input.tokens} * rows * 4;
        const Buffer output = device_.unset(output_bytes);
        shader::MatrixParameters parameters{};
        parameters.tokens = input.tokens;
        parameters.output_rows = parameters.output_stride = rows;
        const std::array wanted = {product_kernel(device_, Pass::Decode, "logits", variant.type, variant.form())};
        device_.run(wanted, [&](CommandStream& stream) {
            const std::array bound = {BufferView(output)};
            pipelines(variant).record(stream, matrix.matrix, 0, activations.views(), parameters, bound, {});
        });
        return device_.download<float>(BufferView(output, 0, output_bytes));
    }

    TestDevice& device() { return device_; }

private:
    const MatrixPipelines& pipelines(const Variant& variant) {
        const std::string name = variant.name();
        if (const auto found = pipelines_.find(name); found != pipelines_.end()) return found->second;
        const KernelOptions options{
            .pass = Pass::Decode, .precision = variant.precision, .formats = {}, .tuning = variant.tuning.tuning};
        auto made = need(MatrixPipelines::create(device_.device(), options, After::Logits, std::array{variant.type}));
        return pipelines_.emplace(name, std::move(made)).first->second;
    }

    TestDevice& device_;
    std::map<std::string, MatrixPipelines> pipelines_;
};

std::string against_reference(DecodeProducts& products, const Variant& variant, const TestMatrix& matrix,
                              std::uint32_t tokens, std::uint32_t part_groups = 0) {
    const auto uploaded = upload_matrix(products.device(), matrix, part_groups);
    if (part_groups > 0 && uploaded.matrix.parts.size() < 2) return "one part, where several were meant";
    const auto input = random_activations(tokens, matrix.columns(), 5);
    const auto found = products.run(variant, uploaded, input);
    return compare_products(found, matrix, input, variant.form());
}

std::string exactly(DecodeProducts& products, const Variant& variant, std::uint32_t rows, std::uint32_t columns) {
    const TestMatrix matrix(variant.type, rows, columns, 11, true);
    const auto input = exact_activations(3, columns, 12);
    const auto found = products.run(variant, upload_matrix(products.device(), matrix), input);
    for (std::uint32_t token = 0; token < input.tokens; ++token) {
        const auto row_values = input.row(token, variant.form());
        for (std::uint32_t row = 0; row < rows; ++row) {
            const double expected = reference_product(matrix, row, row_values).value;
            const float value = found[std::size_t{token} * rows + row];
            if (value != expected)
                return fmt::format("token {} row {}: expected exactly {:.9g}, got {:.9g}", token, row, expected, value);
        }
    }
    return {};
}

/// Every number of tokens gives each of them the bits that it has alone.
std::string whatever_stands_beside(DecodeProducts& products, const Variant& variant, std::uint32_t rows,
                                   std::uint32_t columns) {
    const TestMatrix matrix(variant.type, rows, columns, 21);
    const auto uploaded = upload_matrix(products.device(), matrix);
    const auto input = random_activations(KernelOptions::decode_tokens, columns, 22);
    std::vector<float> alone;
    for (std::uint32_t token = 0; token < input.tokens; ++token) {
        const auto one = products.run(variant, uploaded, input.part(token, 1));
        alone.insert(alone.end(), one.begin(), one.end());
    }
    for (std::uint32_t count = 2; count <= input.tokens; ++count)
        for (const std::uint32_t first : {0U, input.tokens - count}) {
            const auto together = products.run(variant, uploaded, input.part(first, count));
            if (std::memcmp(together.data(), alone.data() + std::size_t{first} * rows, together.size() * 4) != 0)
                return fmt::format("{} tokens from {} differ from the same tokens alone", count, first);
        }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    DecodeProducts products(device);
    std::vector<Case> cases;
    for (const NamedTuning& tuning : tunings())
        for (const TensorType type : gguf::supported_types())
            for (const Precision precision : {Precision::Fast, Precision::Exact}) {
                const Variant variant{type, precision, tuning};
                if (precision == Precision::Exact && !Variant{type, Precision::Fast, tuning}.quants()) continue;
                const std::uint32_t block = gguf::layout_of(type)->block_weights;
                for (const ModelShape& shape : shapes_to_try())
                    for (const ProductShape& product : products_of(shape)) {
                        if (product.columns % block != 0) continue;
                        const std::uint32_t rows = rows_to_try(type, product.rows, product.columns);
                        const std::uint32_t tokens = rows * std::uint64_t{product.columns} > 10'000'000 ? 2 : 8;
                        cases.push_back(
                            {fmt::format("{} {} {}", variant.name(), shape.name, product.name), [=, &products] {
                                 const TestMatrix matrix(type, rows, product.columns, 3);
                                 return against_reference(products, variant, matrix, tokens);
                             }});
                    }
                for (const std::uint32_t rows : {8U, 9U, 24U, 31U, 33U, 100U})
                    cases.push_back({fmt::format("{} {} rows", variant.name(), rows), [=, &products] {
                                         return against_reference(products, variant,
                                                                  {type, rows, whole_blocks(type, 320), 4}, 3);
                                     }});
                cases.push_back({variant.name() + " in parts", [=, &products] {
                                     return against_reference(products, variant, {type, 300, 256, 6}, 3, 16);
                                 }});
                if (variant.quants())
                    for (const std::uint32_t columns : {32U, 96U, 256U, 4096U, 11008U}) {
                        if (columns % block != 0) continue;
                        cases.push_back({fmt::format("{} exactly {}", variant.name(), columns),
                                         [=, &products] { return exactly(products, variant, 70, columns); }});
                    }
                for (const std::uint32_t columns : {96U, 768U, 2048U, 5632U}) {
                    if (columns % block != 0) continue;
                    cases.push_back({fmt::format("{} bit for bit {}", variant.name(), columns), [=, &products] {
                                         return whatever_stands_beside(products, variant, 75, columns);
                                     }});
                }
            }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
