// Times the kernels, and with a model file the whole model. See usage().
#include <charconv>
#include <cstdio>
#include <exception>
#include <optional>
#include <ranges>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/bench/kernel_bench.h"
#include "tests/bench/model_bench.h"
#include "tests/bench/processor_bench.h"

namespace {

constexpr const char* usage =
    "inference-bench [--shape 1B] [--device N] [--repeat N]            every kernel over a model's shapes\n"
    "inference-bench --processor [--shape 7B] [--types Q4_0,Q8_0] [--threads N] [--prompt-tokens N] [--repeat N]\n"
    "                                                                  the processor's, beside a plain read\n"
    "inference-bench MODEL.gguf [--prompt-tokens N] [--generate-tokens N] [--device N] [--repeat N]\n";

std::optional<std::uint32_t> number_of(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

int wrong_usage(std::string_view what) {
    fmt::print(stderr, "inference-bench: {}\n{}", what, usage);
    return 2;
}

}  // namespace

int main(int argument_count, char** arguments) {
    bench::KernelBenchOptions kernels;
    bench::ModelBenchOptions model;
    bench::ProcessorBenchOptions processor;
    bool on_processor = false;
    const std::vector<std::string_view> words(arguments + 1, arguments + argument_count);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word == "--help") {
            fmt::print("{}", usage);
            return 0;
        }
        if (word == "--processor") {
            on_processor = true;
            continue;
        }
        if (!word.starts_with("--")) {
            if (!model.path.empty()) return wrong_usage("one model at a time");
            model.path = word;
            continue;
        }
        if (i + 1 == words.size()) return wrong_usage(fmt::format("{} needs a value", word));
        const std::string_view text = words[++i];
        if (word == "--shape") {
            kernels.shape = processor.shape = text;
            continue;
        }
        if (word == "--types") {
            for (const auto part : std::views::split(text, ',')) processor.types.emplace_back(part.begin(), part.end());
            continue;
        }
        const auto value = number_of(text);
        if (!value) return wrong_usage(fmt::format("{} needs a number, not '{}'", word, text));
        if (word == "--device") {
            kernels.device = *value;
            model.device = fmt::format("vulkan:{}", *value);
        } else if (*value == 0) {
            return wrong_usage(fmt::format("{} must be at least 1", word));
        } else if (word == "--repeat") {
            kernels.repeat = model.repeat = processor.repeat = *value;
        } else if (word == "--threads") {
            processor.threads = *value;
        } else if (word == "--prompt-tokens") {
            model.prompt_tokens = processor.prompt_tokens = *value;
        } else if (word == "--generate-tokens") {
            model.generate_tokens = *value;
        } else {
            return wrong_usage(fmt::format("there is no option {}", word));
        }
    }
    try {
        if (on_processor) {
            bench::run_processor_bench(processor);
        } else if (model.path.empty()) {
            bench::run_kernel_bench(kernels);
        } else if (const auto done = bench::run_model_bench(model); !done) {
            fmt::print(stderr, "inference-bench: {}. {}\n", done.error().what, done.error().hint);
            return 1;
        }
    } catch (const std::exception& error) {  // of the kernel tests' support
        fmt::print(stderr, "inference-bench: {}\n", error.what());
        return 1;
    }
    return 0;
}
