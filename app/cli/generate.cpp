#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/loaded_session.h"
#include "app/cli/output.h"
#include "app/cli/terminal_text.h"
#include "app/cli/text_input.h"
#include "inference/chat/answer.h"

namespace app::cli {
namespace {

using inference::Answer;
using inference::ChatFormatName;

constexpr std::uint32_t defaultTokens = 256;

struct Options {
    std::string model;
    std::optional<std::string> prompt, promptFile, system;
    std::optional<std::uint32_t> tokens;
    std::optional<FormatChoice> format;
    std::vector<std::string> stops;
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

Result<std::unique_ptr<Answer>> begin(inference::Session& session, std::string prompt, const Options& options) {
    Answer::Request request{.turns = {},
                            .format = inference::named_format(ChatFormatName::Plain),
                            .sampling = options.sampling.over({}),
                            .token_limit = options.tokens.value_or(defaultTokens),
                            .stop_texts = options.stops};
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

void remarkSpeed(const Answer::Statistics& statistics) {
    remark(fmt::format("{} tokens read in {:.2f} s, {} made in {:.2f} s", statistics.prompt_tokens,
                       statistics.prompt_seconds, statistics.answer_tokens, statistics.answer_seconds));
}

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
    const auto answer = begin(**session, std::move(*prompt), *options);
    if (!answer) return std::unexpected(answer.error());

    // A pipe or a file gets what the model said; a person's terminal only what cannot harm it.
    const bool terminal = outputIsTerminal();
    for (bool ended = false; !ended;) {
        const auto step = (*answer)->advance({});
        if (!step) return fail(step.error());
        std::string text = step->text;
        ended = step->end.has_value();
        if (ended) text += '\n';
        if (auto printed = print(terminal ? forTerminal(text) : text); !printed) return printed;
    }
    if (options->where.verbose) remarkSpeed((*answer)->statistics());
    return {};
}

}  // namespace app::cli
