#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/loaded_session.h"
#include "app/cli/output.h"
#include "app/cli/overflow_remarks.h"
#include "app/cli/statistics_remark.h"
#include "app/cli/terminal_text.h"
#include "app/cli/text_input.h"
#include "app/cli/token_report.h"
#include "inference/chat/answer.h"

namespace app::cli {
namespace {

using inference::Answer;
using inference::Candidates;
using inference::ChatFormatName;
using Json = nlohmann::ordered_json;

constexpr std::uint32_t defaultTokens = 256;

struct Options {
    std::string model;
    std::optional<std::string> prompt, promptFile, system;
    std::optional<std::uint32_t> tokens;
    std::optional<FormatChoice> format;
    std::vector<std::string> stops;
    std::optional<std::uint32_t> logprobs;
    bool json = false;
    SamplingOptions sampling;
    ModelOptions where;
};

Result<Options> read(Words words) {
    Options options;
    CommandLine line("altiplano generate", "MODEL --prompt TEXT | --prompt-file FILE [OPTIONS]",
                     "Continues the prompt. Only what follows it goes to standard output, and one newline.",
                     "altiplano generate llama-7b.gguf --prompt \"Once upon a time\" --temperature 0 --tokens 64");
    line.operand("MODEL", options.model);
    line.text("--prompt", "TEXT", "what to continue", options.prompt);
    line.text("--prompt-file", "FILE|-", "the same from a file, or from standard input", options.promptFile);
    line.number("--tokens", "N", "most tokens to make; default: 256", options.tokens, 1U, 1U << 20U);
    addFormat(line, "makes the prompt a question in this format; auto: the file's own", options.format);
    line.text("--system", "TEXT", "stands before the question; wants --format", options.system);
    addStopTexts(line, options.stops);
    line.number("--logprobs", "N", "prints a line per token instead: its probability, and the N likeliest tokens",
                options.logprobs, 1U, Candidates::kept);
    line.flag("--json", "prints one JSON object at the end: text, seed, counts, with --logprobs the tokens",
              options.json);
    options.sampling.addTo(line);
    options.where.addTo(line);
    if (auto parsed = line.parse(words); !parsed) return std::unexpected(parsed.error());
    if (options.prompt.has_value() == options.promptFile.has_value())
        return wrongUsage(options.prompt ? "--prompt and --prompt-file are both given" : "there is no prompt",
                          "Give either --prompt TEXT or --prompt-file FILE.");
    if (options.system && !options.format)
        return wrongUsage("--system has no place in a plain continuation",
                          "Give a --format too, such as --format auto.");
    return options;
}

Result<std::string> promptOf(const Options& options) {
    if (options.promptFile) {
        auto text = readText(*options.promptFile);
        if (!text) return text;
        if (auto sound = checkUtf8(*text, "the prompt"); !sound) return std::unexpected(sound.error());
        return text;
    }
    if (auto sound = checkUtf8(*options.prompt, "the prompt"); !sound) return std::unexpected(sound.error());
    return *options.prompt;
}

Result<std::unique_ptr<Answer>> begin(inference::Session& session, std::string prompt, const Options& options,
                                      const inference::SamplingSettings& sampling) {
    Answer::Request request{.turns = {},
                            .format = inference::named_format(ChatFormatName::Plain),
                            .sampling = sampling,
                            .token_limit = options.tokens.value_or(defaultTokens),
                            .stop_texts = options.stops,
                            .session = {.alternatives = options.logprobs.value_or(0)}};
    if (options.format) {
        const auto format = formatOf(*options.format, *session.model().source->file);
        if (!format) return std::unexpected(format.error());
        request.format = *format;
    }
    if (options.system) request.turns.push_back({inference::Role::System, *options.system});
    request.turns.push_back({inference::Role::User, std::move(prompt)});
    auto answer = Answer::begin(session, request);
    if (answer) return std::move(*answer);
    if (answer.error().kind != inference::ErrorKind::TooLong) return fail(answer.error());
    const auto& model = *session.model().source;
    const auto tokens = request.format->encode(*model.tokenizer, request.turns);
    return fail(fmt::format("the prompt has {} tokens, the context has room for {}", tokens ? tokens->size() : 0,
                            session.context_length() - 1),
                fmt::format("Shorten it, or give a longer --context; the model was trained for {}.",
                            model.config.context_length));
}

/// What of an answer goes to standard output, in one of three shapes: the text as it comes, a line per token, or an
/// object at the end.
class Printed {
public:
    Printed(const inference::Tokenizer& tokenizer, const Options& options)
        : tokenizer_(tokenizer), json_(options.json), lines_(options.logprobs && !options.json) {}

    /// True after the last piece.
    Result<bool> take(const Answer::Step& step) {
        const bool ended = step.end.has_value();
        if (promptTokens_ == 0) promptTokens_ = step.prompt_total;
        overflow_.take(step);
        std::string shown;
        for (std::size_t i = 0; i < step.details.size(); ++i) {
            if (lines_) shown += lineOf(tokenizer_, step.tokens[i], step.details[i]);
            if (json_) tokens_.push_back(jsonOf(tokenizer_, step.tokens[i], step.details[i]));
        }
        if (json_)
            text_ += step.text;
        else if (!lines_)
            shown = ended ? step.text + '\n' : step.text;
        // A pipe or a file gets what the model said; a person's terminal only what cannot harm it.
        if (auto printed = print(terminal_ ? forTerminal(shown) : shown); !printed)
            return std::unexpected(printed.error());
        return ended;
    }

    Result<void> finish(const Answer::Statistics& statistics, std::uint64_t seed) {
        overflow_.finish();
        if (!json_) return {};
        Json json = {{"text", text_},
                     {"seed", seed},
                     {"prompt_tokens", promptTokens_},
                     {"answer_tokens", statistics.answer_tokens},
                     {"context_overflows", overflow_.overflows()},
                     {"read_tokens", statistics.prompt_tokens},  // what was read again after an overflow too
                     {"prompt_seconds", statistics.prompt_seconds},
                     {"answer_seconds", statistics.answer_seconds}};
        if (!tokens_.empty()) json["tokens"] = tokens_;
        return print(json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
    }

private:
    const inference::Tokenizer& tokenizer_;
    bool json_;
    bool lines_;
    bool terminal_ = outputIsTerminal();
    OverflowRemarks overflow_;
    std::uint32_t promptTokens_ = 0;
    std::string text_;
    Json tokens_ = Json::array();
};

}  // namespace

Result<void> generate(Words words) {
    const auto options = read(words);
    if (!options) return std::unexpected(options.error());
    if (options->system)
        if (auto sound = checkUtf8(*options->system, "the system prompt"); !sound) return sound;
    auto prompt = promptOf(*options);
    if (!prompt) return std::unexpected(prompt.error());
    const auto model = loadModel(options->model, options->where);
    if (!model) return std::unexpected(model.error());
    const auto session = openSession(*model, options->where);
    if (!session) return std::unexpected(session.error());
    const auto sampling = options->sampling.over({});
    const auto answer = begin(**session, std::move(*prompt), *options, sampling);
    if (!answer) return std::unexpected(answer.error());

    Printed printed(*(*model)->source->tokenizer, *options);
    for (bool ended = false; !ended;) {
        const auto step = (*answer)->advance({});
        if (!step) return fail(step.error());
        const auto taken = printed.take(*step);
        if (!taken) return std::unexpected(taken.error());
        ended = *taken;
    }
    if (auto finished = printed.finish((*answer)->statistics(), sampling.seed); !finished) return finished;
    if (options->where.verbose) remarkStatistics((*answer)->statistics());
    return {};
}

}  // namespace app::cli
