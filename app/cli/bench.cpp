#include <fmt/format.h>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/cli/bench_profile.h"
#include "app/cli/bench_replay.h"
#include "app/cli/bench_tune.h"
#include "app/cli/commands.h"
#include "app/cli/loaded_session.h"
#include "app/cli/output.h"
#include "app/cli/planned.h"
#include "app/cli/session_timing.h"
#include "app/cli/terminal_text.h"
#include "app/data_directory.h"
#include "inference/size_in_words.h"

namespace app::cli {
namespace {

using inference::Model;
using inference::Session;
using inference::Token;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t defaultPromptTokens = 512;
constexpr std::uint32_t defaultGenerateTokens = 64;
constexpr std::uint32_t warmUpTokens = 8;

struct Options {
    std::string model;
    std::optional<std::uint32_t> promptTokens, generateTokens, at;
    std::optional<std::string> replay;
    ModelOptions where;
    bool json = false;
    bool profile = false;
    bool tune = false;
};

Result<Options> read(Words words) {
    Options options;
    CommandLine line("altiplano bench", "MODEL [OPTIONS]",
                     "Tokens per second, reading a prompt and answering. What the tokens are changes no time.",
                     "altiplano bench llama-7b.gguf --prompt-tokens 512 --generate-tokens 128 --at 2048");
    line.operand("MODEL", options.model);
    line.number("--prompt-tokens", "N", "tokens to read; default: 512", options.promptTokens, 1U, 1U << 20U);
    line.number("--generate-tokens", "N", "tokens to make; default: 64", options.generateTokens, 1U, 1U << 20U);
    line.number("--at", "POSITION", "so many tokens stand before those that are made; default: the prompt", options.at,
                1U, 1U << 20U);
    line.text("--replay", "FILE", "what drafting is worth on a text: {\"prompt\": TEXT, \"answer\": TEXT}",
              options.replay);
    line.flag("--profile", "what each step of a pass takes, beside a plain read of the device's memory",
              options.profile);
    line.flag("--tune", "searches the fastest sizes of a Vulkan device's kernels, some minutes, and keeps them",
              options.tune);
    options.where.addTo(line);
    line.flag("--json", "an object", options.json);
    if (auto parsed = line.parse(words); !parsed) return std::unexpected(parsed.error());
    if (options.profile && (options.at || options.replay))
        return wrongUsage("--profile goes with neither --at nor --replay", "Leave one of them out.");
    if (options.tune &&
        (options.at || options.replay || options.profile || options.promptTokens || options.generateTokens))
        return wrongUsage("--tune goes with none of --at, --replay, --profile, --prompt-tokens and --generate-tokens",
                          "Leave the others out.");
    if (options.tune && options.where.precision == inference::Precision::Exact)
        return wrongUsage(
            "--tune goes with --precision fast alone: a device has one set of sizes, and that is what answers",
            "Leave --precision out.");
    return options;
}

/// Any tokens will do; these run through the vocabulary.
std::vector<Token> someTokens(std::uint32_t count, std::uint32_t vocabularySize) {
    std::vector<Token> tokens;
    tokens.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) tokens.push_back(static_cast<Token>((i * 7919 + 1) % vocabularySize));
    return tokens;
}

/// Of the weights, what a token reads: everything but the embedding, of which it reads a row, unless that is the head
/// too.
std::uint64_t weightsBytesPerToken(const Model& model) {
    const auto& weights = model.source->weights;
    std::uint64_t bytes = model.weights_bytes();
    if (weights.head != weights.embedding)
        bytes -= weights.embedding->bytes - weights.embedding->bytes / model.source->config.vocabulary_size;
    return bytes;
}

struct Figures {
    std::uint32_t promptTokens, generateTokens, at;
    double promptTokensPerSecond, generateTokensPerSecond;
    double loadSeconds;
};

Result<Figures> measure(Session& session, Figures figures) {
    // What is compiled or measured at the first use is not what is asked for.
    const auto tokens = [&](std::uint32_t count) {
        return someTokens(count, session.model().source->config.vocabulary_size);
    };
    if (auto read = secondsToRead(session, tokens(std::min(warmUpTokens, figures.promptTokens))); !read)
        return std::unexpected(read.error());
    if (auto made = secondsFor(session, 2); !made) return std::unexpected(made.error());
    if (auto emptied = session.rewind(0); !emptied) return fail(emptied.error());

    const auto read = secondsToRead(session, tokens(figures.promptTokens));
    if (!read) return std::unexpected(read.error());
    if (auto filled = secondsToRead(session, tokens(figures.at)); !filled) return std::unexpected(filled.error());
    const auto made = secondsFor(session, figures.generateTokens);
    if (!made) return std::unexpected(made.error());
    figures.promptTokensPerSecond = figures.promptTokens / *read;
    figures.generateTokensPerSecond = figures.generateTokens / *made;
    return figures;
}

std::string asJson(const Model& model, const Figures& figures, const inference::Plan& plan) {
    const nlohmann::ordered_json json = {
        {"model", model.source->config.name},
        {"quantisation", model.source->config.quantisation},
        {"device", model.device.name},
        {"driver", model.device.driver},
        {"precision", model.precision == inference::Precision::Exact ? "exact" : "fast"},
        {"prompt_tokens", figures.promptTokens},
        {"prompt_tokens_per_second", figures.promptTokensPerSecond},
        {"generate_tokens", figures.generateTokens},
        {"generate_at", figures.at},
        {"generate_tokens_per_second", figures.generateTokensPerSecond},
        {"weights_bytes_per_token", weightsBytesPerToken(model)},
        {"load_seconds", figures.loadSeconds},
        {"plan", cli::asJson(plan)},
    };
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::string inWords(const Model& model, const Figures& figures, const inference::Plan& plan) {
    return forTerminal(fmt::format(
        "{} ({}) on {}\n"
        "  reading   {:10.2f} tokens per second, {} tokens; {:.2f} were planned\n"
        "  answering {:10.2f} tokens per second, {} tokens from position {}; {:.2f} were planned\n"
        "  loaded in {:10.2f} s; {:.2f} were planned\n"
        "  a token reads {} of weights\n",
        model.source->config.name, model.source->config.quantisation, model.device.name, figures.promptTokensPerSecond,
        figures.promptTokens, plan.prompt_tokens_per_second, figures.generateTokensPerSecond, figures.generateTokens,
        figures.at, plan.generate_tokens_per_second, figures.loadSeconds, plan.load_seconds,
        inference::size_in_words(weightsBytesPerToken(model))));
}

}  // namespace

Result<void> bench(Words words) {
    auto options = read(words);
    if (!options) return std::unexpected(options.error());
    if (options->replay) {
        const auto model = loadModel(options->model, options->where);
        return model ? benchReplay(*model, *options->replay, options->where, options->json)
                     : std::unexpected(model.error());
    }
    if (options->tune) {
        if (const auto directory =
                DataDirectory::open(QFile::decodeName(options->where.dataDirectory.value_or("").c_str()));
            !directory)
            return fail(directory.error());
        const auto model = loadModel(options->model, options->where);
        return model ? benchTune(**model, options->json) : std::unexpected(model.error());
    }
    const auto source = inference::ModelFile::open(options->model);
    if (!source) return fail(source.error());
    const auto engine = makeEngine(options->where.dataDirectory);
    if (!engine) return fail(engine.error());
    const auto plan = planOf(**engine, *source, options->where);
    if (!plan) return fail(plan.error());
    const auto begin = Clock::now();
    const auto model = loadModel(options->model, options->where);
    if (!model) return std::unexpected(model.error());
    const std::chrono::duration<double> loading = Clock::now() - begin;

    // What nobody asked for shrinks to fit the model; what was asked for does not.
    const std::uint32_t trained = (*model)->source->config.context_length;
    const std::uint32_t most = options->where.context.value_or(trained);
    const auto generateTokens =
        options->generateTokens.value_or(std::min(defaultGenerateTokens, std::max(most / 2, 1U)));
    const std::uint32_t behind = options->profile ? 2 * generateTokens + 1 : generateTokens;
    const std::uint32_t room = most > behind + 1 ? most - behind - 1 : 1;
    const auto promptTokens = options->promptTokens.value_or(std::min(defaultPromptTokens, room));
    const Figures wanted{.promptTokens = promptTokens,
                         .generateTokens = generateTokens,
                         .at = options->at.value_or(promptTokens),
                         .promptTokensPerSecond = 0,
                         .generateTokensPerSecond = 0,
                         .loadSeconds = loading.count()};
    const std::uint32_t needed = options->profile
                                     ? promptTokens + behind + 1
                                     : std::max(wanted.promptTokens + 1, wanted.at + wanted.generateTokens + 1);
    if (options->where.context.value_or(needed) < needed)
        return fail(fmt::format("{} positions are needed, --context has {}", needed, *options->where.context),
                    "Leave --context out, or ask for fewer tokens.");
    if (!options->where.context) options->where.context = needed;
    options->where.draftTokens = 0;  // what is timed is each token's own work
    const auto session = openSession(*model, options->where);
    if (!session) return std::unexpected(session.error());
    if (options->profile)
        return benchProfile(**session, {.prompt = someTokens(promptTokens, (*model)->source->config.vocabulary_size),
                                        .generateTokens = generateTokens,
                                        .json = options->json});
    const auto figures = measure(**session, wanted);
    if (!figures) return std::unexpected(figures.error());
    (*engine)->decoded((*model)->plan, {.tokens = figures->generateTokens,
                                        .seconds = figures->generateTokens / figures->generateTokensPerSecond,
                                        .position = figures->at + figures->generateTokens / 2});
    return print(options->json ? asJson(**model, *figures, *plan) : inWords(**model, *figures, *plan));
}

}  // namespace app::cli
