// Query, key and value products, their rotation, and the cache written: against double precision, in both types of
// cache.
#include "inference/vulkan/kernels/query_key_value.h"

#include <cmath>

#include "inference/model/rope_table.h"
#include "inference/vulkan/kernels/attention.h"
#include "tests/kernels/support/cache.h"
#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/product_kernels.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

constexpr float epsilon = 1e-5F;
constexpr double rope_base = 10000.0;

/// Columns are what a sum goes over; heads need not be as many as the model has.
struct Shape {
    std::uint32_t embedding_length, head_count, kv_head_count, head_size;
};

ModelConfig config_of(const Shape& shape) {
    ModelConfig config;
    config.embedding_length = shape.embedding_length;
    config.head_count = shape.head_count;
    config.kv_head_count = shape.kv_head_count;
    config.head_size = shape.head_size;
    config.norm_epsilon = epsilon;
    config.rope = {.dimension_count = shape.head_size, .base = rope_base, .divisors = {}};
    return config;
}

/// A row of a tensor rotated at a position; a value is not rotated.
ReferenceSum rotated(const TestMatrix& matrix, std::uint32_t row, std::span<const double> input, Form form,
                     double scale, std::uint32_t head_size, std::uint32_t position, bool turns) {
    const auto even = reference_product(matrix, row / 2 * 2, input, form);
    const auto odd = reference_product(matrix, row / 2 * 2 + 1, input, form);
    const bool is_even = row % 2 == 0;
    if (!turns) return {(is_even ? even : odd).value * scale, (is_even ? even : odd).magnitude * scale};
    const double angle = position * std::pow(rope_base, -2.0 * (row % head_size / 2) / head_size);
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    return {(is_even ? even.value * cosine - odd.value * sine : even.value * sine + odd.value * cosine) * scale,
            (even.magnitude + odd.magnitude) * scale};
}

/// `mixed`: the value tensor is of another type and takes a dispatch of its own.
using Kernels = KernelCache<QueryKeyValue>;

std::string projects(TestDevice& device, Kernels& kernels, const ProductVariant& variant, CacheType cache_type,
                     const Shape& shape, std::uint32_t tokens, std::uint32_t position, bool mixed) {
    const ModelConfig config = config_of(shape);
    const TensorType value_type = mixed ? TensorType::F16 : variant.type;
    const TestMatrix query(variant.type, config.query_length(), shape.embedding_length, 3);
    const TestMatrix key(variant.type, config.kv_length(), shape.embedding_length, 4);
    const TestMatrix value(value_type, config.kv_length(), shape.embedding_length, 5);
    const TestMatrix* const all[] = {&query, &key, &value};
    const auto first = upload_matrix(device, std::span(all).first(mixed ? 2 : 3));
    const auto second = mixed ? upload_matrix(device, value) : UploadedMatrix();
    std::vector<MatrixAt> matrices = {{&first.matrix, 0}};
    std::vector<TensorType> types = {variant.type};
    if (mixed) {
        matrices.push_back({&second.matrix, (config.query_length() + 7) / 8 * 8 + (config.kv_length() + 7) / 8 * 8});
        types.push_back(value_type);
    }
    const auto input = random_activations(tokens, shape.embedding_length, 6);
    const auto activations = DeviceActivations::of(device, input);
    const CacheLayout layout{cache_type, config.kv_head_count, config.head_size, position + tokens + 3};
    const std::uint64_t written_bytes =
        cache_type == CacheType::Q8_0 ? std::uint64_t{tokens} * config.kv_length() * 4 : layout.bytes();
    const Buffer keys = device.zeros(written_bytes);
    const Buffer values = device.zeros(written_bytes);
    const Buffer rope = device.upload(rope_table(0, layout.positions, config.head_size, config.rope));
    const Buffer batch = device.upload(std::vector<std::uint32_t>{position, tokens, 0, 0, 0});
    const Buffer queries = device.unset(std::uint64_t{tokens} * config.query_length() * 4);
    KernelOptions options = variant.options();
    options.formats = ActivationFormats::needed(variant.pass, variant.precision, types);
    const std::string kernel_name =
        fmt::format("{} {} {} {} {} {}", variant.name(), static_cast<int>(cache_type), types.size(),
                    shape.embedding_length, config.query_length(), shape.head_size);
    const QueryKeyValue& kernel = kernels.get(
        kernel_name, [&] { return QueryKeyValue::create(device.device(), options, config, cache_type, types); });
    const Form form = variant.form(device);
    const Form value_form = mixed && form == Form::Quants ? Form::Floats : form;  // F16 meets no int8
    std::vector<std::string> wanted = {product_kernel(device, variant, "query_key_value")};
    if (mixed) wanted.push_back(product_kernel(device, variant.pass, "query_key_value", value_type, value_form));
    device.run(wanted, [&](CommandStream& stream) {
        kernel.record(stream, {activations.views(), matrices, batch, rope, queries, keys, values}, layout, tokens);
    });

    const auto found_queries = device.download<float>(queries);
    const CacheOnHost found_keys(layout, device.download<std::byte>(keys));
    const CacheOnHost found_values(layout, device.download<std::byte>(values));
    // For a Q8_0 cache the kernel leaves plain rows, (tokens, kv_length), from which CacheQuantiser goes on.
    const bool plain = cache_type == CacheType::Q8_0;
    const auto plain_keys = device.download<float>(keys);
    const auto plain_values = device.download<float>(values);
    for (std::uint32_t token = 0; token < tokens; ++token) {
        double squares = 0.0;
        for (const double one : input.row(token, Form::Floats)) squares += one * one;
        const double scale = 1.0 / std::sqrt(squares / shape.embedding_length + double{epsilon});
        const auto row_values = input.row(token, form);
        const auto value_values = input.row(token, value_form);
        const std::uint32_t at = position + token;
        const auto differs = [&](const char* name, std::uint32_t row, const ReferenceSum& expected, double found,
                                 bool cached) -> std::string {
            const double rounding =
                cached && cache_type == CacheType::F16 ? std::abs(expected.value) * 0x1p-11 + 0x1p-25 : 0.0;
            const double bound = 2e-5 * expected.magnitude + rounding;
            if (std::abs(found - expected.value) <= bound) return {};
            return fmt::format("{} of token {} row {}: expected {:.9g} within {:.3g}, got {:.9g}", name, token, row,
                               expected.value, bound, found);
        };
        for (std::uint32_t row = 0; row < config.query_length(); ++row) {
            const auto expected = rotated(query, row, row_values, form, scale, config.head_size, at, true);
            const auto problem =
                differs("query", row, expected, found_queries[std::size_t{token} * config.query_length() + row], false);
            if (!problem.empty()) return problem;
        }
        for (std::uint32_t row = 0; row < config.kv_length(); ++row) {
            const std::uint32_t head = row / config.head_size;
            const std::uint32_t element = row % config.head_size;
            const std::size_t in_row = std::size_t{token} * config.kv_length() + row;
            auto problem = differs("key", row, rotated(key, row, row_values, form, scale, config.head_size, at, true),
                                   plain ? plain_keys[in_row] : found_keys.element(head, at, element), true);
            if (problem.empty())
                problem = differs("value", row,
                                  rotated(value, row, value_values, value_form, scale, config.head_size, at, false),
                                  plain ? plain_values[in_row] : found_values.element(head, at, element), true);
            if (!problem.empty()) return problem;
        }
    }
    if (plain) return {};
    // Nothing beside the batch's positions and the heads' elements was written.
    for (const CacheOnHost* cache : {&found_keys, &found_values})
        for (std::uint32_t head = 0; head < config.kv_head_count; ++head)
            for (std::uint32_t p = 0; p < layout.padded_positions(); ++p)
                for (std::uint32_t e = 0; e < layout.padded_head_size(); ++e) {
                    const bool written = p >= position && p < position + tokens && e < config.head_size;
                    if (!written && cache->element(head, p, e) != 0.0)
                        return fmt::format("head {} position {} element {} was written", head, p, e);
                }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    Kernels kernels;
    std::vector<Case> cases;
    for (const ProductVariant& variant : product_variants(device)) {
        const bool prompt = variant.pass == Pass::Prompt;
        const bool blocks = gguf::is_block_quantised(variant.type);
        const std::uint32_t length = whole_blocks(variant.type, 96);
        for (const ModelShape& model : shapes_to_try()) {
            if (model.embedding_length % gguf::layout_of(variant.type)->block_weights != 0) continue;
            // How long a sum is, is the matter of decode_matrix_test and prompt_matrix_test.
            if (model.embedding_length > 256 && std::string_view(model.name) != "7B") continue;
            const std::uint32_t kv_heads = std::min(2U, model.kv_head_count);
            const Shape shape{model.embedding_length, kv_heads * std::min(2U, model.head_count / model.kv_head_count),
                              kv_heads, model.head_size};
            for (const CacheType cache_type : {CacheType::F16, CacheType::F32, CacheType::Q8_0}) {
                if (cache_type != CacheType::F16 && model.embedding_length > 256) continue;
                cases.push_back({fmt::format("{} {} {}", variant.name(), model.name,
                                             cache_type == CacheType::F16   ? "float16"
                                             : cache_type == CacheType::F32 ? "float32"
                                                                            : "for int8"),
                                 [=, &device, &kernels] {
                                     return projects(device, kernels, variant, cache_type, shape, prompt ? 11 : 3, 5,
                                                     false);
                                 }});
            }
        }
        for (const std::uint32_t position : {0U, 7U, 1023U})
            cases.push_back({fmt::format("{} position {}", variant.name(), position), [=, &device, &kernels] {
                                 return projects(device, kernels, variant, CacheType::F16, {length, 3, 1, 32}, 8,
                                                 position, false);
                             }});
        for (const std::uint32_t head_size : {2U, 12U, 80U})
            cases.push_back({fmt::format("{} head size {}", variant.name(), head_size), [=, &device, &kernels] {
                                 return projects(device, kernels, variant, CacheType::F16, {length, 6, 3, head_size}, 3,
                                                 9, false);
                             }});
        if (blocks)
            cases.push_back({variant.name() + " value of another type", [=, &device, &kernels] {
                                 return projects(device, kernels, variant, CacheType::F16, {length, 3, 3, 12}, 3, 9,
                                                 true);
                             }});
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
