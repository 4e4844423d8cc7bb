#include <fmt/format.h>
#include <unistd.h>
#include <QFile>

#include "app/cli/chosen_model.h"
#include "app/cli/commands.h"
#include "app/cli/held_model.h"
#include "app/cli/interrupts.h"
#include "app/cli/kept_conversation.h"
#include "app/cli/message_reader.h"
#include "app/cli/output.h"
#include "app/cli/overflow_remarks.h"
#include "app/cli/progress_line.h"
#include "app/cli/statistics_remark.h"
#include "app/cli/terminal_text.h"
#include "app/cli/text_input.h"
#include "app/engine/answer_sampling.h"
#include "app/engine/cache_type.h"
#include "app/library/bundled_model.h"
#include "app/library/model_identity.h"
#include "app/settings_store.h"
#include "inference/chat/answer.h"

namespace app::cli {
namespace {

using inference::Answer;
using inference::EndReason;
using inference::ErrorKind;
using inference::Role;

struct Options {
    std::optional<std::string> model, system, session;
    std::optional<FormatChoice> format;
    std::optional<std::uint32_t> tokens;
    std::vector<std::string> stops;
    bool reproducible = false;
    SamplingOptions sampling;
    ModelOptions where;
};

Result<Options> read(Words words) {
    Options options;
    CommandLine line(
        "altiplano chat", "[MODEL] [OPTIONS]",
        "A conversation in the terminal; nothing of it is kept, unless a --session says where. Ctrl-C stops the "
        "answer, twice leaves; so does\n"
        "Ctrl-D. An empty line goes on with an answer that was cut off. Without MODEL, the one last used in the\n"
        "window. What is not given is as the window's settings say.",
        "altiplano chat llama-2-7b-chat.gguf --system \"Answer briefly.\"");
    line.operand("MODEL", options.model);
    line.text("--system", "TEXT", "stands before the conversation", options.system);
    line.number("--tokens", "N", "most tokens of an answer", options.tokens, 1U, 1U << 20U);
    line.text("--session", "FILE",
              "goes on with the conversation in this file and keeps it there, in FILE.turns what is newer",
              options.session);
    addFormat(line, "how turns are written for the model; auto: the file's own; default: as chosen in the window",
              options.format);
    addStopTexts(line, options.stops);
    line.flag("--reproducible", "reads answers anew: the same conversation and seed give the same answer, always",
              options.reproducible);
    options.sampling.addTo(line);
    options.where.addTo(line);
    if (auto parsed = line.parse(words); !parsed) return std::unexpected(parsed.error());
    return options;
}

/// What was chosen in the window for this very file; nothing inside: the file's own.
FormatChoice chosenInTheWindow(const std::string& file, const ui::Settings& settings) {
    if (settings.chatFormats.isEmpty()) return std::nullopt;
    const auto identity = modelIdentityOf(QFile::decodeName(file.c_str()));
    return identity ? inference::chat_format_named(settings.chatFormats.value(*identity).toStdString()) : std::nullopt;
}

/// What was said, and the session that keeps the computed part of it.
class Conversation {
public:
    Conversation(HeldModel& model, std::optional<KeptConversation>& kept, Answer::Request settings,
                 std::optional<std::uint64_t> seed, bool verbose)
        : model_(model), kept_(kept), settings_(std::move(settings)), seed_(seed), verbose_(verbose) {
        if (kept_ && kept_->wasCutOff()) end_ = EndReason::Stopped;
    }

    /// Answers a message; an empty one goes on with the last answer, if it was cut off. What is wrong with the message
    /// alone is said and the message forgotten; other errors end the conversation.
    Result<void> hear(std::string message, Interrupts& interrupts);

    const std::vector<inference::Turn>& turns() const { return settings_.turns; }

    /// The last answer was stopped by the person.
    bool stopped() const { return end_ == EndReason::Stopped; }

    /// How many messages got no answer, each for a reason that was said.
    int refused() const { return refused_; }

private:
    Result<void> answer(Interrupts& interrupts);

    HeldModel& model_;
    std::optional<KeptConversation>& kept_;
    Answer::Request settings_;  // its turns are the conversation
    std::optional<std::uint64_t> seed_;
    bool verbose_;  // says what each answer took
    std::optional<EndReason> end_;
    int refused_ = 0;
};

Result<void> Conversation::hear(std::string message, Interrupts& interrupts) {
    auto& turns = settings_.turns;
    const bool goesOn = message.find_first_not_of(" \t\r\n") == std::string::npos;
    if (goesOn && (!end_ || end_ == EndReason::EndOfTurn)) return {};
    if (!goesOn) turns.push_back({Role::User, std::move(message)});
    if (kept_)  // before anything else: what comes now may not come back
        if (auto kept = kept_->keep(turns); !kept) return kept;
    return answer(interrupts);
}

Result<void> Conversation::answer(Interrupts& interrupts) {
    auto& turns = settings_.turns;
    settings_.sampling.seed = seed_ ? *seed_ : drawSeed();
    const auto begun = Answer::begin(model_.session(), settings_);
    if (!begun) {
        const auto& error = begun.error();
        if (error.kind != ErrorKind::TooLong && error.kind != ErrorKind::InvalidArgument &&
            error.kind != ErrorKind::Unsupported)  // what its template refuses
            return fail(error);
        report({1, error.what,
                error.kind == ErrorKind::TooLong ? "Shorten it, or start with a longer --context." : error.hint});
        ++refused_;
        if (turns.back().role == Role::User) turns.pop_back();
        return kept_ ? kept_->takeBack(turns) : Result<void>();
    }
    if (turns.back().role != Role::Assistant) turns.push_back({Role::Assistant, {}});
    std::stop_source stop;
    ProgressLine reading("reading");
    OverflowRemarks overflow;
    for (end_.reset(); !end_;) {
        if (interrupts.pressed()) stop.request_stop();
        const auto step = (*begun)->advance(stop.get_token());
        if (!step) {
            reading.clear();
            if (auto placed = model_.placeAnew(step.error(), **begun); !placed) return placed;
            continue;
        }
        if (step->text.empty() && turns.back().text.empty() && step->prompt_total > 0)
            reading.show(static_cast<double>(step->prompt_done) / step->prompt_total);
        else
            reading.clear();
        overflow.take(*step);
        turns.back().text += step->text;
        if (kept_ && !step->text.empty())
            if (auto added = kept_->add(step->text); !added) return added;
        if (auto printed = print(forTerminal(step->text)); !printed) return printed;
        end_ = step->end;
    }
    reading.clear();
    if (end_ != EndReason::Stopped) model_.answered();
    if (auto printed = print("\n"); !printed) return printed;
    overflow.finish();
    if (verbose_) remarkStatistics((*begun)->statistics());
    if (end_ == EndReason::Limit && inputIsTerminal())
        remark(fmt::format("({} tokens, the limit of an answer: an empty line goes on)", settings_.token_limit));
    if (kept_)  // no words are lost where this fails, and the end tries again
        if (auto saved = kept_->answered(model_.session(), turns); !saved) report(saved.error());
    return {};
}

/// Goes on with `kept` instead of a new conversation; a system prompt that was asked for takes the place of its own.
void takeUp(std::vector<inference::Turn> kept, const std::optional<std::string>& system,
            std::vector<inference::Turn>& turns) {
    if (kept.empty()) return;
    const bool hasSystem = kept.front().role == Role::System;
    if (system && hasSystem) kept.front().text = *system;
    if (system && !hasSystem) kept.insert(kept.begin(), {Role::System, *system});
    turns = std::move(kept);
}

/// What a script learns at the end; a person has seen it.
Result<void> allAnswered(const Conversation& conversation) {
    if (conversation.refused() == 0) return {};
    return fail(fmt::format("messages without an answer: {}", conversation.refused()),
                "What was wrong with each is said above.");
}

Result<void> converse(Conversation& conversation) {
    Interrupts interrupts;
    const bool person = inputIsTerminal();
    MessageReader reader(STDIN_FILENO, interrupts.descriptor(), person);
    bool leaving = false;  // Ctrl-C was pressed and nothing was said since
    for (;;) {
        if (person)
            if (auto printed = print("> "); !printed) return printed;
        auto next = reader.next();
        if (next.kind == MessageReader::Next::Kind::End) return person ? print("\n") : allAnswered(conversation);
        if (next.kind == MessageReader::Next::Kind::Interrupt) {
            if (interrupts.pressed() && leaving) return print("\n");
            leaving = true;
            remark(" (Ctrl-C again leaves)");
            continue;
        }
        if (auto sound = checkUtf8(next.text, "the message"); !sound) {
            if (!person) return sound;
            report(sound.error());
            continue;
        }
        if (auto heard = conversation.hear(std::move(next.text), interrupts); !heard) return heard;
        leaving = conversation.stopped();
    }
}

}  // namespace

Result<void> chat(Words words) {
    auto options = read(words);
    if (!options) return std::unexpected(options.error());
    if (options->system)
        if (auto sound = checkUtf8(*options->system, "the system prompt"); !sound) return sound;
    std::optional<KeptConversation> kept;
    if (options->session) {
        auto opened = KeptConversation::open(*options->session);
        if (!opened) return std::unexpected(opened.error());
        kept = std::move(*opened);
    }
    const auto directory = DataDirectory::find(QFile::decodeName(options->where.dataDirectory.value_or("").c_str()));
    if (!directory) return fail(directory.error());
    const ui::Settings settings = IniSettingsStore(directory->settings()).load();
    if (!options->model) {
        auto chosen = chosenModel(*directory, settings);
        if (!chosen) return std::unexpected(chosen.error());
        options->model = std::move(*chosen);
    }
    if (!options->where.device) options->where.device = settings.device.toStdString();
    if (!options->where.threads) options->where.threads = static_cast<unsigned>(settings.threads);
    if (!options->where.cacheType && options->where.precision != inference::Precision::Exact)
        options->where.cacheType = cacheTypeOf(settings.answer.cacheType);

    auto held = HeldModel::load(*options->model, options->where);
    if (!held) return std::unexpected(held.error());
    const auto& model = held->model();
    const auto format = formatOf(options->format ? *options->format : chosenInTheWindow(*options->model, settings),
                                 *model->source->file);
    if (!format) return std::unexpected(format.error());
    if (!options->where.context)
        options->where.context =
            std::min(static_cast<std::uint32_t>(settings.answer.contextLength), model->source->config.context_length);
    if (auto opened = held->open(options->where); !opened) return opened;

    Answer::Request request{
        .turns = {},
        .format = *format,
        .sampling = options->sampling.over(samplingOf(settings.answer, 0)),
        .token_limit = options->tokens.value_or(static_cast<std::uint32_t>(settings.answer.answerLimit)),
        .stop_texts = std::move(options->stops)};
    if (request.stop_texts.empty())
        for (const QString& text : settings.answer.stopTexts) request.stop_texts.push_back(text.toStdString());
    const std::string system = options->system.value_or(settings.systemPrompt.toStdString());
    if (!system.empty()) request.turns.push_back({Role::System, system});
    if (inputIsTerminal()) {
        if (QFile::decodeName(options->model->c_str()) == bundledModel())  // what is honest comes first
            remark(fmt::format(
                "Cria is a very small model: it knows this program, little else, and is often wrong. Put a larger "
                "one into {}, or name it: altiplano chat MODEL.gguf.",
                directory->models().toStdString()));
        remark(fmt::format("{} on {}. Ctrl-C stops an answer, Ctrl-D leaves.", model->source->config.name,
                           model->device.name));
    }
    std::optional<std::uint64_t> seed = options->sampling.seed;
    if (!seed && settings.answer.seed) seed = *settings.answer.seed;
    if (kept) {
        const auto identity = modelIdentityOf(QFile::decodeName(options->model->c_str()));
        if (!identity) return fail(identity.error());
        auto turns = kept->restore(held->session(), identity->toStdString());
        if (!turns) return std::unexpected(turns.error());
        takeUp(std::move(*turns), options->system, request.turns);
        if (kept->wasCutOff())
            remark("(the last run did not end by itself: an empty line goes on with its last answer)");
    }
    request.session.reproducible = options->reproducible || settings.answer.reproducible;
    Conversation conversation(*held, kept, std::move(request), seed, options->where.verbose);
    auto ended = converse(conversation);
    if (kept && held->hasSession())
        if (auto saved = kept->finish(held->session(), conversation.turns()); !saved) return saved;
    return ended;
}

}  // namespace app::cli
