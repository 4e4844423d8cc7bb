#include "inference/model/rope.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include "inference/printable.h"

namespace inference {

namespace {

using gguf::GgufFile;

constexpr const char* divisors_name = "rope_freqs.weight";
constexpr std::string_view rope_prefix = "llama.rope.";

std::unexpected<Error> invalid(const GgufFile& file, const std::string& what) {
    return fail(ErrorKind::InvalidFile, fmt::format("{}: {}", file.name(), what),
                "The file is damaged or was converted wrongly: get it again.");
}

std::unexpected<Error> refuse(const GgufFile& file, const std::string& what) {
    return fail(ErrorKind::UnsupportedFile, fmt::format("{}: {}", file.name(), what),
                "Choose another model: answering without it would be silently wrong.");
}

/// A number strictly between two bounds, or `absent`.
Result<double> number_or(const GgufFile& file, std::string_view key, double above, double below, double absent) {
    if (!file.has(key)) return absent;
    const auto value = file.number(key);
    if (!value) return value;
    if (!(*value > above && *value < below)) return invalid(file, fmt::format("{} is {}", key, *value));
    return value;
}

/// A parameter that nobody knows here, as a second base for layers with a window, would be left out without a word.
Result<void> refuse_unknown_parameters(const GgufFile& file) {
    constexpr std::array<std::string_view, 13> known = {"dimension_count",
                                                        "freq_base",
                                                        "scale_linear",
                                                        "scaling.type",
                                                        "scaling.factor",
                                                        "scaling.attn_factor",
                                                        "scaling.original_context_length",
                                                        "scaling.finetuned",
                                                        "scaling.yarn_beta_fast",
                                                        "scaling.yarn_beta_slow",
                                                        "scaling.yarn_log_multiplier",
                                                        "scaling.yarn_ext_factor",
                                                        "scaling.yarn_attn_factor"};
    for (const auto& [key, value] : file.metadata()) {
        if (!key.starts_with(rope_prefix)) continue;
        if (std::ranges::find(known, std::string_view(key).substr(rope_prefix.size())) == known.end())
            return refuse(file, fmt::format("a parameter of its RoPE, {}, is not known", key));
    }
    return {};
}

/// The factor by which the context was made longer; 1 where the file gives none. Converters write 0 for "none".
Result<double> read_factor(const GgufFile& file) {
    for (const char* key : {"llama.rope.scaling.factor", "llama.rope.scale_linear"}) {
        if (!file.has(key)) continue;
        const auto value = file.number(key);
        if (!value) return value;
        if (*value == 0.0) return 1.0;
        // Below, frequencies grow until their angles are no numbers any more, and every logit with them.
        if (!(*value > 1e-3 && *value < 1e6)) return invalid(file, fmt::format("{} is {}", key, *value));
        return value;
    }
    return 1.0;
}

Result<Rope::Scaling> read_scaling(const GgufFile& file, double factor) {
    constexpr const char* key = "llama.rope.scaling.type";
    // A factor without a type is older than the types, and linear.
    if (!file.has(key)) return factor == 1.0 ? Rope::Scaling::None : Rope::Scaling::Linear;
    const auto name = file.string(key);
    if (!name) return std::unexpected(name.error());
    if (*name == "none") return Rope::Scaling::None;
    if (*name == "linear") return Rope::Scaling::Linear;
    if (*name == "yarn") return Rope::Scaling::Yarn;
    // Llama 3.1's needs no more than the divisors that its converter wrote.
    if (*name == "llama3" && file.find(divisors_name) != nullptr) return Rope::Scaling::None;
    return refuse(file, fmt::format("its RoPE scaling '{}' is not supported", printable(*name)));
}

Result<std::vector<double>> read_divisors(const GgufFile& file, std::size_t pairs) {
    std::vector<double> divisors;
    const gguf::TensorInfo* tensor = file.find(divisors_name);
    if (tensor == nullptr) return divisors;
    if (tensor->shape != std::vector<std::uint64_t>{pairs} || tensor->type != gguf::TensorType::F32)
        return invalid(file, fmt::format("{} is no vector of {} numbers of type F32", divisors_name, pairs));
    std::vector<float> values(pairs);
    if (auto read = file.read(*tensor, 0, std::as_writable_bytes(std::span(values))); !read)
        return std::unexpected(read.error());
    for (const float value : values) {
        if (!(value > 0.0F && std::isfinite(value)))
            return invalid(file, fmt::format("{} holds a divisor of {}", divisors_name, value));
        divisors.push_back(static_cast<double>(value));
    }
    return divisors;
}

Result<void> read_yarn(const GgufFile& file, std::uint32_t context_length, Rope& rope) {
    constexpr const char* context_key = "llama.rope.scaling.original_context_length";
    rope.original_context_length = context_length;
    if (file.has(context_key)) {
        const auto length = file.unsigned_integer(context_key);
        if (!length) return std::unexpected(length.error());
        if (*length == 0 || *length > 1U << 24U) return invalid(file, fmt::format("{} is {}", context_key, *length));
        rope.original_context_length = static_cast<std::uint32_t>(*length);
    }
    struct Field {
        const char* key;
        double above, below;
        double Rope::* member;
    };
    for (const Field& field : {Field{"llama.rope.scaling.yarn_beta_fast", 0.0, 1e6, &Rope::beta_fast},
                               Field{"llama.rope.scaling.yarn_beta_slow", 0.0, 1e6, &Rope::beta_slow},
                               Field{"llama.rope.scaling.yarn_log_multiplier", -1e-9, 1e3, &Rope::log_multiplier}}) {
        const auto value = number_or(file, field.key, field.above, field.below, rope.*field.member);
        if (!value) return std::unexpected(value.error());
        rope.*field.member = *value;
    }
    return {};
}

/// How much of YaRN's ramp between the frequencies counts, which a file may also say where there is none: all of it
/// with YaRN, nothing without. A negative number leaves it at that.
Result<void> check_ramp(const GgufFile& file, Rope::Scaling scaling) {
    constexpr const char* key = "llama.rope.scaling.yarn_ext_factor";
    const double usual = scaling == Rope::Scaling::Yarn ? 1.0 : 0.0;
    const auto share = number_or(file, key, -1e3, 1e3, usual);
    if (!share) return std::unexpected(share.error());
    if (*share < 0.0 || *share == usual) return {};
    return refuse(file, fmt::format("{} is {}, only {} is supported with its RoPE scaling", key, *share, usual));
}

}  // namespace

Result<Rope> Rope::read(const GgufFile& file, std::uint32_t head_size, std::uint32_t context_length) {
    Rope rope{.dimension_count = head_size, .divisors = {}};
    constexpr const char* dimension_key = "llama.rope.dimension_count";
    if (file.has(dimension_key)) {
        const auto count = file.unsigned_integer(dimension_key);
        if (!count) return std::unexpected(count.error());
        if (*count == 0 || *count % 2 != 0 || *count > head_size)
            return invalid(file, fmt::format("{} is {}, an even number up to the {} values of a head is needed",
                                             dimension_key, *count, head_size));
        rope.dimension_count = static_cast<std::uint32_t>(*count);
    }
    const auto base = number_or(file, "llama.rope.freq_base", 1.0, 1e12, rope.base);
    if (!base) return std::unexpected(base.error());
    rope.base = *base;
    if (auto known = refuse_unknown_parameters(file); !known) return std::unexpected(known.error());
    const auto factor = read_factor(file);
    if (!factor) return std::unexpected(factor.error());
    const auto scaling = read_scaling(file, *factor);
    if (!scaling) return std::unexpected(scaling.error());
    rope.scaling = *scaling;
    if (rope.scaling != Scaling::None) rope.factor = *factor;
    for (const char* key : {"llama.rope.scaling.attn_factor", "llama.rope.scaling.yarn_attn_factor"}) {
        const auto attention = number_or(file, key, 0.0, 1e3, 1.0);
        if (!attention) return std::unexpected(attention.error());
        rope.attention_factor *= *attention;
    }
    if (auto known = check_ramp(file, rope.scaling); !known) return std::unexpected(known.error());
    if (rope.scaling == Scaling::Yarn)
        if (auto read = read_yarn(file, context_length, rope); !read) return std::unexpected(read.error());
    auto divisors = read_divisors(file, rope.dimension_count / 2);
    if (!divisors) return std::unexpected(divisors.error());
    rope.divisors = std::move(*divisors);
    return rope;
}

std::vector<double> Rope::frequencies() const {
    const std::uint32_t pairs = dimension_count / 2;
    std::vector<double> result(pairs);
    // The pair that turns so many times within the original context; a fraction lies between two.
    const auto pair_of_turns = [&](double turns) {
        return pairs * std::log(original_context_length / (turns * 2.0 * std::numbers::pi)) / std::log(base);
    };
    double first_changed = 0.0, first_divided = 0.0;
    if (scaling == Scaling::Yarn) {
        first_changed = std::max(0.0, std::floor(pair_of_turns(beta_fast)));
        first_divided = std::min(dimension_count - 1.0, std::ceil(pair_of_turns(beta_slow)));
    }
    for (std::uint32_t i = 0; i < pairs; ++i) {
        result[i] = std::pow(base, -2.0 * i / dimension_count);
        if (!divisors.empty()) result[i] /= divisors[i];
        double divided = scaling == Scaling::None ? 0.0 : 1.0;  // how much of it is
        if (scaling == Scaling::Yarn)
            divided = std::clamp((i - first_changed) / std::max(0.001, first_divided - first_changed), 0.0, 1.0);
        result[i] *= (1.0 - divided) + divided / factor;
    }
    return result;
}

double Rope::magnitude() const {
    if (scaling != Scaling::Yarn) return attention_factor;
    const auto of_factor = [&](double multiplier) {
        return factor <= 1.0 ? 1.0 : 0.1 * multiplier * std::log(factor) + 1.0;
    };
    return attention_factor * of_factor(1.0) / (log_multiplier == 0.0 ? 1.0 : of_factor(log_multiplier));
}

}  // namespace inference
