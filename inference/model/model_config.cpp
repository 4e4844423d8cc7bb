#include "inference/model/model_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <string_view>
#include <type_traits>
#include <utility>

#include "inference/gguf/split_name.h"
#include "inference/printable.h"

namespace inference {

namespace {

using gguf::GgufFile;

constexpr std::uint64_t most_layers = 1024;
constexpr std::uint64_t longest_row = 1 << 20;  // LLaMA 3 405B: 16384 and 53248
constexpr std::uint64_t most_heads = 1 << 14;
constexpr std::uint32_t longest_head = 256;  // LLaMA: 128 at most; attention keeps some in 16 KB of shared memory
constexpr std::uint64_t largest_vocabulary = 1 << 24;  // LLaMA 3: 128256
constexpr std::uint64_t longest_context = 1 << 24;

std::unexpected<Error> refuse(const GgufFile& file, std::string what) {
    return fail(ErrorKind::UnsupportedFile, fmt::format("{}: {}", file.name(), what),
                "Choose another model: answering without it would be silently wrong.");
}

/// A whole number; where the file has one for each layer, that of all, if they are alike.
Result<std::uint64_t> of_every_layer(const GgufFile& file, std::string_view key) {
    const auto found = file.metadata().find(key);
    const auto* array = found == file.metadata().end() ? nullptr : std::get_if<gguf::Array>(&found->second);
    if (array == nullptr) return file.unsigned_integer(key);
    return std::visit(
        [&]<typename T>(const std::vector<T>& values) -> Result<std::uint64_t> {
            if constexpr (std::is_integral_v<T>) {
                const auto other = std::ranges::adjacent_find(values, std::ranges::not_equal_to());
                if (other != values.end())
                    return refuse(file, fmt::format("its layers differ in {} ({} and {}), which is not supported", key,
                                                    other[0], other[1]));
                if (!values.empty() && std::cmp_greater_equal(values.front(), 0))
                    return static_cast<std::uint64_t>(values.front());
            }
            return file.unsigned_integer(key);  // which says what is wanted
        },
        *array);
}

/// A hyper-parameter within [1, largest].
Result<std::uint32_t> bounded(const GgufFile& file, std::string_view key, std::uint64_t largest) {
    const auto value = of_every_layer(file, key);
    if (!value) return std::unexpected(value.error());
    if (*value == 0 || *value > largest)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: {} is {}, 1 to {} make sense", file.name(), key, *value, largest),
                    "The file is damaged or no LLaMA model: get it again.");
    return static_cast<std::uint32_t>(*value);
}

Result<std::uint32_t> bounded_or(const GgufFile& file, std::string_view key, std::uint64_t largest,
                                 std::uint32_t absent) {
    return file.has(key) ? bounded(file, key, largest) : Result<std::uint32_t>(absent);
}

/// A key whose value, but for one, changes the pass in a way that it does not know.
struct Switch {
    const char* key;
    std::array<double, 2> harmless;  // truth values as 0 and 1
    const char* means;
};
constexpr std::array switches = {
    Switch{"llama.expert_count", {0, 0}, "experts in its layers"},
    Switch{"llama.expert_used_count", {0, 0}, "experts in its layers"},
    Switch{"llama.attention.sliding_window_pattern", {0, 1}, "layers with and without a sliding window"},
    Switch{"llama.attention.chunk_size", {0, 0}, "attention in chunks"},
    Switch{"llama.attention.causal", {1, 1}, "attention to what comes later"},
    Switch{"llama.attention.clamp_kqv", {0, 0}, "clamped queries, keys and values"},
    Switch{"llama.attention.max_alibi_bias", {0, 0}, "ALiBi"},
    Switch{"llama.attention.scale", {0, 0}, "a scale of attention of its own"},
    Switch{"llama.attention.temperature_scale", {0, 0}, "a temperature of attention"},
    Switch{"llama.attention.output_scale", {0, 1}, "a scale of attention's output"},
    Switch{"llama.attn_logit_softcapping", {0, 0}, "a soft cap of attention"},
    Switch{"llama.final_logit_softcapping", {0, 0}, "a soft cap of logits"},
    Switch{"llama.logit_scale", {0, 1}, "a scale of logits"},
    Switch{"llama.residual_scale", {0, 1}, "a scale of residuals"},
    Switch{"llama.embedding_scale", {0, 1}, "a scale of embeddings"},
    Switch{"llama.use_parallel_residual", {0, 0}, "attention and feed-forward side by side"},
    Switch{"llama.nextn_predict_layers", {0, 0}, "layers that predict several tokens"},
};

Result<void> refuse_what_would_be_ignored(const GgufFile& file) {
    for (const Switch& one : switches) {
        const auto found = file.metadata().find(std::string_view(one.key));
        if (found == file.metadata().end()) continue;
        double value = 0.0;
        if (const bool* truth = std::get_if<bool>(&found->second)) {
            value = *truth ? 1.0 : 0.0;
        } else {
            const auto number = file.number(one.key);
            if (!number) return std::unexpected(number.error());
            value = *number;
        }
        if (std::ranges::find(one.harmless, value) == one.harmless.end())
            return refuse(file, fmt::format("it has {} ({} is {}), which is not supported", one.means, one.key, value));
    }
    return {};
}

std::string most_common_type(const GgufFile& file) {
    std::map<gguf::TensorType, std::uint64_t> bytes;
    for (const gguf::TensorInfo& tensor : file.tensors()) bytes[tensor.type] += tensor.bytes;
    const auto largest = std::ranges::max_element(bytes, {}, [](const auto& entry) { return entry.second; });
    return largest == bytes.end() ? std::string()
                                  : std::string(gguf::name_of(static_cast<std::uint32_t>(largest->first)));
}

std::uint64_t count_parameters(const GgufFile& file) {
    std::uint64_t sum = 0;
    for (const gguf::TensorInfo& tensor : file.tensors()) {
        std::uint64_t weights = 1;  // the reader has bounded the product
        for (const std::uint64_t length : tensor.shape) weights *= length;
        sum += std::min(weights, std::numeric_limits<std::uint64_t>::max() - sum);
    }
    return sum;
}

/// What the file calls its model; where that says no more than "llama", as converters once wrote, the file's own name.
std::string name_of(const GgufFile& file) {
    const auto name = file.string("general.name");
    if (name && !name->empty() && *name != "llama") return printable(*name);
    const std::string_view file_name = file.name();
    if (const auto split = gguf::SplitName::parse(file_name)) return split->prefix;
    return std::string(file_name.ends_with(".gguf") ? file_name.substr(0, file_name.size() - 5) : file_name);
}

}  // namespace

Result<ModelConfig> ModelConfig::read(const GgufFile& file) {
    const auto architecture = file.string("general.architecture");
    if (!architecture) return std::unexpected(architecture.error());
    if (*architecture != "llama")
        return fail(ErrorKind::UnsupportedFile,
                    fmt::format("{} is a model of the architecture '{}'", file.name(), printable(*architecture)),
                    "Choose a LLaMA model: its general.architecture is 'llama'.");
    if (auto known = refuse_what_would_be_ignored(file); !known) return std::unexpected(known.error());

    ModelConfig config;
    config.name = name_of(file);
    config.quantisation = most_common_type(file);
    config.parameter_count = count_parameters(file);

    const gguf::TensorInfo* embedding = file.find("token_embd.weight");
    if (embedding == nullptr)
        return fail(ErrorKind::InvalidFile, fmt::format("{} lacks the tensor token_embd.weight", file.name()),
                    "It holds no model, perhaps only a vocabulary: choose a model file.");
    if (embedding->shape.size() != 2 || embedding->shape[0] > largest_vocabulary)
        return fail(
            ErrorKind::InvalidFile,
            fmt::format("{}: token_embd.weight is no matrix of at most {} rows", file.name(), largest_vocabulary),
            "The file is damaged: get it again.");
    config.vocabulary_size = static_cast<std::uint32_t>(embedding->shape[0]);
    // The vocabulary's length where the file gives it in words must agree with the embedding's.
    if (file.has("llama.vocab_size")) {
        const auto said = file.unsigned_integer("llama.vocab_size");
        if (!said) return std::unexpected(said.error());
        if (*said != config.vocabulary_size)
            return fail(ErrorKind::InvalidFile,
                        fmt::format("{}: llama.vocab_size is {}, token_embd.weight has {} rows", file.name(), *said,
                                    config.vocabulary_size),
                        "The file is damaged: get it again.");
    }

    struct Field {
        const char* key;
        std::uint64_t largest;
        std::uint32_t ModelConfig::* member;
    };
    for (const Field& field : {Field{"llama.block_count", most_layers, &ModelConfig::layer_count},
                               Field{"llama.embedding_length", longest_row, &ModelConfig::embedding_length},
                               Field{"llama.feed_forward_length", longest_row, &ModelConfig::feed_forward_length},
                               Field{"llama.attention.head_count", most_heads, &ModelConfig::head_count},
                               Field{"llama.context_length", longest_context, &ModelConfig::context_length}}) {
        const auto value = bounded(file, field.key, field.largest);
        if (!value) return std::unexpected(value.error());
        config.*field.member = *value;
    }
    const auto kv_heads = bounded_or(file, "llama.attention.head_count_kv", most_heads, config.head_count);
    if (!kv_heads) return std::unexpected(kv_heads.error());
    config.kv_head_count = *kv_heads;
    if (config.head_count % config.kv_head_count != 0)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: {} heads cannot share {} key and value heads", file.name(), config.head_count,
                                config.kv_head_count),
                    "The file is damaged: get it again.");

    const auto head_size =
        bounded_or(file, "llama.attention.key_length", longest_row, config.embedding_length / config.head_count);
    if (!head_size) return std::unexpected(head_size.error());
    config.head_size = *head_size;
    const auto value_length = bounded_or(file, "llama.attention.value_length", longest_row, config.head_size);
    if (!value_length) return std::unexpected(value_length.error());
    if (config.head_size == 0 || config.head_size % 2 != 0 || config.head_size > longest_head)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: a head has {} values, an even number up to {} is needed", file.name(),
                                config.head_size, longest_head),
                    "The file is damaged or no LLaMA model: get it again.");
    if (*value_length != config.head_size)
        return refuse(file, fmt::format("heads with keys of {} values and values of {} are not supported",
                                        config.head_size, *value_length));
    if (file.has("llama.attention.sliding_window")) {
        const auto window = file.unsigned_integer("llama.attention.sliding_window");
        if (!window) return std::unexpected(window.error());
        // One that reaches as far as any context is none.
        if (*window < longest_context) config.sliding_window = static_cast<std::uint32_t>(*window);
    }

    const auto epsilon = file.number("llama.attention.layer_norm_rms_epsilon");
    if (!epsilon) return std::unexpected(epsilon.error());
    if (!(*epsilon > 0.0 && *epsilon < 1.0 && static_cast<float>(*epsilon) > 0.0F))
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: llama.attention.layer_norm_rms_epsilon is {}", file.name(), *epsilon),
                    "The file is damaged: get it again.");
    config.norm_epsilon = static_cast<float>(*epsilon);
    auto rope = Rope::read(file, config.head_size, config.context_length);
    if (!rope) return std::unexpected(rope.error());
    config.rope = std::move(*rope);
    return config;
}

SizeClass size_class_of(std::uint64_t parameter_count) {
    const double billions = static_cast<double>(parameter_count) / 1e9;
    if (billions >= 6.4 && billions <= 7.5) return SizeClass::B7;
    if (billions >= 12.0 && billions <= 14.0) return SizeClass::B13;
    if (billions >= 32.0 && billions <= 34.5) return SizeClass::B33;
    if (billions >= 64.0 && billions <= 67.0) return SizeClass::B65;
    return SizeClass::Other;
}

}  // namespace inference
