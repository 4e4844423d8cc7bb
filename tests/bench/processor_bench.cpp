#include "tests/bench/processor_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "inference/cpu/kernels/product_kernels.h"
#include "inference/cpu/matrix.h"
#include "inference/cpu/plain_read.h"
#include "tests/bench/median.h"
#include "tests/kernels/support/processor_matrix.h"
#include "tests/kernels/support/shapes.h"

namespace bench {

using namespace inference;
using namespace inference::cpu;
using namespace kernel_test;

namespace {

/// So much that no cache holds it.
constexpr std::uint64_t least_bytes = std::uint64_t{1} << 29;

template <typename Work>
double seconds_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The matrices that a pass multiplies with, layer after layer.
class Layers {
public:
    Layers(const ModelShape& shape, TensorType type, std::uint32_t most_tokens, ThreadTeam& team) : team_(team) {
        std::vector<std::shared_ptr<MatrixFile>> files;
        for (const ProductShape& product : products_of(shape)) {
            if (std::string_view(product.name) == "head") continue;
            files.push_back(std::make_shared<MatrixFile>(
                TestMatrix(type, product.rows, whole_blocks(type, product.columns), files.size())));
            inputs_.push_back(must(Activations::create(most_tokens, files.back()->matrix().columns())));
            for (std::uint32_t token = 0; token < most_tokens; ++token)
                for (std::uint32_t i = 0; i < inputs_.back().columns(); ++i)
                    inputs_.back().row(token)[i] = static_cast<float>((i * 7 + token * 13) % 101) - 50.0F;
            most_rows_ = std::max(most_rows_, product.rows);
        }
        while (bytes_ < least_bytes)
            for (const auto& file : files) {
                matrices_.push_back(
                    must(Matrix::prepare(file, file->tensors()[0], Precision::Fast, Storage::Repacked, team)));
                bytes_ += matrices_.back().read_bytes();
                weights_ += std::uint64_t{matrices_.back().rows()} * matrices_.back().columns();
            }
        out_.resize(std::size_t{most_rows_} * most_tokens);
    }

    void multiply(std::uint32_t tokens) {
        team_.run([&](Share share) {
            for (std::size_t i = 0; i < matrices_.size(); ++i) {
                Activations& input = inputs_[i % inputs_.size()];
                if (matrices_[i].reads_int8()) input.quantise(tokens, share);
                team_.barrier();
                must(matrices_[i].multiply(input, tokens, out_.data(), most_rows_, share));
                team_.barrier();
            }
        });
    }

    double bytes() const { return static_cast<double>(bytes_); }
    double weights() const { return static_cast<double>(weights_); }

private:
    ThreadTeam& team_;
    std::vector<Activations> inputs_;
    std::vector<Matrix> matrices_;
    std::vector<float> out_;
    std::uint32_t most_rows_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t weights_ = 0;
};

void bench_type(const ProcessorBenchOptions& options, const ModelShape& shape, TensorType type, ThreadTeam& team,
                const Memory& plain) {
    Layers layers(shape, type, std::max(options.prompt_tokens, 8U), team);
    std::vector<double> read;
    std::vector<double> decode;
    std::vector<double> part;
    std::vector<double> prompt;
    std::vector<double> batch;
    layers.multiply(1);
    for (std::uint32_t round = 0; round < options.repeat; ++round) {
        read.push_back(static_cast<double>(plain.size()) / seconds_of([&] { read_plainly(team, plain); }) * 1e-9);
        const double one = seconds_of([&] { layers.multiply(1); });
        decode.push_back(layers.bytes() / one * 1e-9);
        part.push_back(decode.back() / read.back());
        batch.push_back(seconds_of([&] { layers.multiply(4); }) / one);
        const double many = seconds_of([&] { layers.multiply(options.prompt_tokens); });
        prompt.push_back(2.0 * layers.weights() * options.prompt_tokens / many * 1e-9);
    }
    fmt::print(
        "{:<7} plain read {:5.1f} GB/s  decode {:5.1f} GB/s ({:3.0f} %)  4 tokens cost {:4.2f}  prompt {:6.0f} GOP/s\n",
        gguf::layout_of(type)->name, median(read), median(decode), 100.0 * median(part), median(batch), median(prompt));
    std::fflush(stdout);
}

}  // namespace

void run_processor_bench(const ProcessorBenchOptions& options) {
    const auto* shape = std::ranges::find(model_shapes, options.shape, &ModelShape::name);
    if (shape == std::end(model_shapes)) throw std::runtime_error("there is no shape " + options.shape);
    const auto team = must(ThreadTeam::create(options.threads == 0 ? physical_cores() : options.threads));
    fmt::print("{}, {} threads, shape {}, {} tokens in a prompt, medians of {} rounds\n", kernel_target(),
               team->threads(), shape->name, options.prompt_tokens, options.repeat);
    Memory plain = must(Memory::allocate(least_bytes));
    std::fill_n(plain.as<std::uint8_t>(), plain.size(), std::uint8_t{1});
    std::uint32_t ran = 0;
    for (const TensorType type : gguf::supported_types()) {
        const std::string name(gguf::layout_of(type)->name);
        static const std::vector<std::string> usual = {"Q4_0", "Q8_0", "Q4_K", "Q6_K", "F16"};
        const auto& wanted = options.types.empty() ? usual : options.types;
        if (std::ranges::find(wanted, name) == wanted.end()) continue;
        bench_type(options, *shape, type, *team, plain);
        ++ran;
    }
    if (ran == 0) throw std::runtime_error("there is no such type of weights");
}

}  // namespace bench
