#include "tests/bench/kernel_bench.h"

#include <array>
#include <chrono>

#include "inference/vulkan/kernels/attention.h"
#include "inference/vulkan/kernels/matrix_pipelines.h"
#include "tests/bench/median.h"
#include "tests/kernels/support/cache.h"
#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/product_kernels.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace bench {

using namespace inference;
using namespace inference::vulkan;
using namespace kernel_test;

namespace {

constexpr std::uint32_t prompt_tokens = 64;
constexpr std::uint32_t attention_positions = 1024;

/// Of one recording, by the device's own clock where it has one.
double median_seconds(TestDevice& device, std::size_t repeat, const std::function<void(CommandStream&)>& record) {
    std::vector<double> seconds;
    for (std::size_t i = 0; i <= repeat; ++i) {
        const auto stream = need(CommandStream::create(device.device()));
        stream->begin();
        stream->timestamp(0);
        record(*stream);
        stream->timestamp(1);
        need(stream->end());
        const auto start = std::chrono::steady_clock::now();
        const auto sent = need(device.device().submit(*stream));
        if (!need(sent.wait(std::chrono::seconds(120)))) throw std::runtime_error("the device did not end");
        const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - start;
        const auto times = need(stream->timestamps(2));
        if (i > 0) seconds.push_back(times.size() == 2 ? (times[1] - times[0]) * 1e-9 : waited.count());
    }
    return median(seconds);
}

void bench_product(TestDevice& device, const KernelBenchOptions& options, const ProductVariant& variant,
                   const ProductShape& shape) {
    const TestMatrix matrix(variant.type, shape.rows, shape.columns, 1);
    const auto uploaded = upload_matrix(device, matrix);
    const std::uint32_t tokens = variant.pass == Pass::Decode ? 1 : prompt_tokens;
    const auto activations = DeviceActivations::of(device, random_activations(tokens, shape.columns, 2));
    const Buffer output = device.zeros(std::uint64_t{tokens} * shape.rows * 4);
    const auto pipelines = need(MatrixPipelines::create(device.device(), variant.options(),
                                                        MatrixPipelines::After::Logits, std::array{variant.type}));
    shader::MatrixParameters parameters{};
    parameters.tokens = tokens;
    parameters.output_rows = parameters.output_stride = shape.rows;
    const std::array bound = {BufferView(output)};
    const double seconds = median_seconds(device, options.repeat, [&](CommandStream& stream) {
        pipelines.record(stream, uploaded.matrix, 0, activations.views(), parameters, bound, {});
    });
    fmt::print("{:<28} {:<18} {:>6} x {:<6} {:>9.3f} ms  {:>8.2f} GB/s  {:>9.2f} GFLOP/s\n", variant.name(), shape.name,
               shape.rows, shape.columns, seconds * 1e3,
               static_cast<double>(uploaded.matrix.layout.total_bytes()) / seconds * 1e-9,
               2.0 * tokens * shape.rows * shape.columns / seconds * 1e-9);
}

void bench_attention(TestDevice& device, const KernelBenchOptions& options, const ModelShape& shape, Pass pass) {
    ModelConfig config;
    config.head_count = shape.head_count;
    config.kv_head_count = shape.kv_head_count;
    config.head_size = shape.head_size;
    const CacheLayout layout{CacheType::F16, shape.kv_head_count, shape.head_size, attention_positions};
    const KernelOptions kernel_options{.pass = pass,
                                       .precision = Precision::Fast,
                                       .formats = {.floats = pass == Pass::Prompt, .quants = pass == Pass::Decode},
                                       .tuning = KernelTuning::for_device(device.capabilities())};
    const auto kernel = need(Attention::create(device.device(), kernel_options, config, CacheType::F16));
    const std::uint32_t tokens = pass == Pass::Decode ? 1 : prompt_tokens;
    const Buffer keys = device.upload(CacheOnHost::random(layout, 1, 1.0F).bytes());
    const Buffer values = device.upload(CacheOnHost::random(layout, 2, 1.0F).bytes());
    const Buffer scratch = device.zeros(kernel.scratch_bytes(attention_positions));
    const Buffer query = device.upload(random_activations(tokens, shape.query_length(), 3).values);
    const auto parameters = kernel.parameters(attention_positions - tokens, tokens);
    const Buffer batch = device.upload(std::as_bytes(std::span(&parameters, 1)));
    const auto output = DeviceActivations::unset(device, tokens, shape.query_length());
    const double seconds = median_seconds(device, options.repeat, [&](CommandStream& stream) {
        kernel.record(stream, {batch, query, keys, values, scratch, output.views()}, layout, tokens);
    });
    fmt::print("{:<28} {:<18} {:>6} x {:<6} {:>9.3f} ms  {:>8.2f} GB/s  {:>9.2f} GFLOP/s\n",
               pass == Pass::Decode ? "decode float16" : "prompt float16", "attention", tokens, attention_positions,
               seconds * 1e3, 2.0 * static_cast<double>(layout.bytes()) / seconds * 1e-9,
               4.0 * tokens * attention_positions * shape.query_length() / seconds * 1e-9);
}

const ModelShape& shape_named(const std::string& name) {
    for (const ModelShape& shape : model_shapes)
        if (shape.name == name) return shape;
    std::string names;
    for (const ModelShape& shape : model_shapes) names += fmt::format("{}'{}'", names.empty() ? "" : ", ", shape.name);
    throw std::runtime_error(fmt::format("there is no shape '{}': {}", name, names));
}

}  // namespace

void run_kernel_bench(const KernelBenchOptions& options) {
    const ModelShape& shape = shape_named(options.shape);
    TestDevice device(false, options.device);
    fmt::print("{}, shape {}, {} tokens in a prompt\n", device.name(), shape.name, prompt_tokens);
    const NamedTuning own{"", KernelTuning::for_device(device.capabilities())};
    for (const TensorType type :
         {TensorType::Q4_0, TensorType::Q8_0, TensorType::Q4_K, TensorType::Q6_K, TensorType::F16})
        for (const Pass pass : {Pass::Decode, Pass::Prompt})
            for (const ProductShape& product : products_of(shape))
                if (product.columns % gguf::layout_of(type)->block_weights == 0)
                    bench_product(device, options, {pass, type, Precision::Fast, own}, product);
    for (const Pass pass : {Pass::Decode, Pass::Prompt}) bench_attention(device, options, shape, pass);
}

}  // namespace bench
