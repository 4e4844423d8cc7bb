#include "app/cli/shared_options.h"

#include <fmt/format.h>

#include <QRandomGenerator>
#include <charconv>
#include <cmath>
#include <limits>

#include "app/cli/output.h"
#include "inference/plan/device_choice.h"

namespace app::cli {

using inference::CacheType;
using inference::ChatFormatName;
using inference::Precision;

namespace {

/// "13=-2.5" or "13=-inf".
std::optional<inference::LogitBias> biasOf(std::string_view written) {
    const std::size_t equals = written.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto whole = [](std::string_view text, auto& number) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        return error == std::errc() && end == text.data() + text.size();
    };
    inference::LogitBias bias;
    const bool understood =
        whole(written.substr(0, equals), bias.token) && whole(written.substr(equals + 1), bias.bias);
    if (!understood || bias.token < 0 || std::isnan(bias.bias) || bias.bias == std::numeric_limits<float>::infinity())
        return std::nullopt;
    return bias;
}

}  // namespace

void addFormat(CommandLine& line, std::string help, std::optional<FormatChoice>& format) {
    std::vector<std::pair<std::string, FormatChoice>> choices;
    for (const ChatFormatName name : inference::all_chat_formats)
        choices.emplace_back(inference::name_of(name), FormatChoice(name));
    choices.emplace_back("auto", std::nullopt);
    line.choice<FormatChoice>("--format", std::move(help), format, std::move(choices));
}

Result<std::shared_ptr<const inference::ChatFormat>> formatOf(const FormatChoice& choice,
                                                              const inference::gguf::GgufFile& file) {
    if (choice) return inference::named_format(*choice);
    const auto format = inference::chat_format_of(file);
    if (!format) return fail(format.error());
    if (format->source == inference::FileFormat::Source::Assumed)
        remark(
            fmt::format("altiplano: the chat template of {} cannot be run ({}). The format {} is used; --format "
                        "chooses another.",
                        file.name(), format->problem, inference::name_of(*format->name)));
    return format->format;
}

void addStopTexts(CommandLine& line, std::vector<std::string>& texts) {
    line.texts("--stop", "TEXT", "ends an answer where this text begins; may be given several times", texts);
}

void addContext(CommandLine& line, std::optional<std::uint32_t>& context) {
    line.number("--context", "N", "tokens the context holds; default: what the model was trained for, at most 4096",
                context, 2U, 1U << 24U);
}

void addCacheType(CommandLine& line, std::optional<CacheType>& cacheType) {
    line.choice("--cache-type",
                "how keys and values are kept, q8_0 in half of f16's bytes; default: f16, with --precision exact f32",
                cacheType, {{"f16", CacheType::F16}, {"f32", CacheType::F32}, {"q8_0", CacheType::Q8_0}});
}

void addDataDirectory(CommandLine& line, std::optional<std::string>& directory) {
    line.text("--data-dir", "DIR", "where conversations, settings and models are; default: ~/.local/share/altiplano",
              directory);
}

void ModelOptions::addPlacesTo(CommandLine& line) {
    line.text("--device", "auto|cpu|vulkan:N",
              "where it runs, or on several: vulkan:0,cpu, with layers vulkan:0=20,cpu; altiplano devices lists them",
              device, "auto, or cpu and vulkan:N in order, of which all but one have =LAYERS or none has",
              [](std::string_view written) { return inference::DeviceChoice::parse(written).has_value(); });
    addContext(line, context);
    line.choice("--precision", "fast: int8 activations where weights are quantised; exact: float32", precision,
                {{"fast", Precision::Fast}, {"exact", Precision::Exact}});
    addCacheType(line, cacheType);
    line.number("--threads", "N", "threads of the processor as a device; default: one for each physical core", threads,
                1U, 1024U);
    line.flag("--allow-disk", "layers that fit no memory are read from the disk for each token, slowly", allowDisk);
    addDataDirectory(line, dataDirectory);
}

void ModelOptions::addTo(CommandLine& line) {
    addPlacesTo(line);
    line.numberOr("all", 0U, "--batch", "N|all",
                  "tokens of a prompt computed at a time; 1: by the decode kernels; all: as many as the device takes",
                  batch, 1U, 1U << 16U);
    line.number("--draft", "N", "tokens guessed from what stands before and verified together; default: as many as pay",
                draftTokens, 0U, 7U);
    line.flag("--verbose", "says on standard error what runs where, and what it took", verbose);
}

CacheType ModelOptions::cache() const {
    return cacheType.value_or(precision == Precision::Exact ? CacheType::F32 : CacheType::F16);
}

inference::LoadOptions ModelOptions::loading() const {
    return {.device = device.value_or("auto"),
            .precision = precision.value_or(Precision::Fast),
            .threads = threads.value_or(0),
            .context_length = context.value_or(0),
            .cache_type = cache(),
            .allow_disk = allowDisk};
}

void SamplingOptions::addTo(CommandLine& line) {
    line.number("--temperature", "T", "0 takes the likeliest token; default: 0.8", temperature, 0.0F, 100.0F);
    line.number("--top-k", "K", "keeps the K likeliest tokens, 0 all; default: 40", topK, 0U, 1U << 24U);
    line.number("--top-p", "P", "keeps the likeliest tokens that make up P; default: 0.95", topP, 0.0F, 1.0F);
    line.number("--min-p", "P", "keeps what has this share of the likeliest token's probability; default: 0", minP,
                0.0F, 1.0F);
    line.number("--typical", "P", "keeps the most typical tokens that make up P; default: 1, all", typicalP, 0.0F,
                1.0F);
    line.number("--repeat-penalty", "X", "divides what was there lately; default: 1, nothing", repetitionPenalty, 0.01F,
                100.0F);
    line.number("--presence-penalty", "X", "taken from what was there lately; default: 0", presencePenalty, -100.0F,
                100.0F);
    line.number("--frequency-penalty", "X", "the same, each time that it was there; default: 0", frequencyPenalty,
                -100.0F, 100.0F);
    line.number("--penalty-window", "N", "so many last tokens count for penalties; default: 64", penaltyWindow, 0U,
                1U << 24U);
    line.values("--logit-bias", "ID=X", "added to a token's logit, -inf forbids it; may be given several times",
                "a token's number, = and a finite number to add, or -inf, such as 13=-2.5",
                [this](std::string_view written) {
                    const auto bias = biasOf(written);
                    if (bias) logitBias.push_back(*bias);
                    return bias.has_value();
                });
    line.number("--seed", "S", "the same seed gives the same text; default: drawn anew", seed, std::uint64_t{0},
                std::numeric_limits<std::uint64_t>::max());
}

std::uint64_t drawSeed() { return QRandomGenerator::global()->generate(); }

inference::SamplingSettings SamplingOptions::over(inference::SamplingSettings defaults) const {
    return {.temperature = temperature.value_or(defaults.temperature),
            .top_k = topK.value_or(defaults.top_k),
            .top_p = topP.value_or(defaults.top_p),
            .min_p = minP.value_or(defaults.min_p),
            .typical_p = typicalP.value_or(defaults.typical_p),
            .repetition_penalty = repetitionPenalty.value_or(defaults.repetition_penalty),
            .presence_penalty = presencePenalty.value_or(defaults.presence_penalty),
            .frequency_penalty = frequencyPenalty.value_or(defaults.frequency_penalty),
            .penalty_window = penaltyWindow.value_or(defaults.penalty_window),
            .logit_bias = logitBias.empty() ? defaults.logit_bias : logitBias,
            .seed = seed ? *seed : drawSeed()};
}

}  // namespace app::cli
