#include "app/cli/bench_replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/cli/loaded_session.h"
#include "app/cli/output.h"
#include "app/cli/terminal_text.h"
#include "app/cli/text_input.h"

namespace app::cli {
namespace {

using inference::Model;
using inference::Session;
using inference::Token;
using Clock = std::chrono::steady_clock;

constexpr std::size_t rounds = 5;

struct Replay {
    std::string kind;
    std::vector<Token> prompt;
    std::vector<Token> answer;
};

struct Figures {
    std::array<double, rounds> plain{}, drafting{};  ///< tokens per second, round by round
    Session::Speculation speculation;                ///< of the last round
};

Result<Replay> read(const std::string& file, const Model& model) {
    const auto text = readText(file);
    if (!text) return std::unexpected(text.error());
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    const auto has = [&](const char* key) { return json.contains(key) && json[key].is_string(); };
    if (!json.is_object() || !has("prompt") || !has("answer"))
        return fail(fmt::format("{} is no JSON object with texts \"prompt\" and \"answer\"", file),
                    "Write {\"prompt\": \"...\", \"answer\": \"...\"}.");
    const auto& tokenizer = *model.source->tokenizer;
    auto prompt = tokenizer.encode(json["prompt"].get<std::string>());
    if (!prompt) return fail(prompt.error());
    auto answer = tokenizer.encode(json["answer"].get<std::string>());
    if (!answer) return fail(answer.error());
    Replay replay{.kind = has("kind") ? json["kind"].get<std::string>() : std::string(),
                  .prompt = std::move(*prompt),
                  .answer = std::move(*answer)};
    if (replay.prompt.empty()) return fail(fmt::format("the prompt of {} has 0 tokens", file), "Give at least one.");
    if (replay.answer.size() < 2)
        return fail(fmt::format("the answer of {} has {} tokens", file, replay.answer.size()), "Give at least two.");
    return replay;
}

/// Tokens per second of the answer, behind its first token, which comes with the prompt.
Result<double> speedOf(Session& session, const Replay& replay) {
    if (auto emptied = session.rewind(0); !emptied) return fail(emptied.error());
    const auto started = session.start(replay.prompt, {.temperature = 0.0F}, {.replay = replay.answer});
    if (!started) return fail(started.error());
    std::size_t said = 0;
    Clock::time_point begin;
    while (said < replay.answer.size()) {
        const auto step = session.advance({});
        if (!step) return fail(step.error());
        if (said == 0 && !step->tokens.empty()) begin = Clock::now();
        said += step->tokens.size();
    }
    return static_cast<double>(said - 1) / std::chrono::duration<double>(Clock::now() - begin).count();
}

Result<Figures> measure(Session& plain, Session& drafting, const Replay& replay) {
    Figures figures;
    for (std::size_t round = 0; round < rounds; ++round)
        for (const bool drafts : {false, true}) {
            const auto speed = speedOf(drafts ? drafting : plain, replay);
            if (!speed) return std::unexpected(speed.error());
            (drafts ? figures.drafting : figures.plain)[round] = *speed;
        }
    figures.speculation = drafting.speculation();
    return figures;
}

double median(std::array<double, rounds> values) {
    std::ranges::sort(values);
    return values[rounds / 2];
}

}  // namespace

Result<void> benchReplay(const std::shared_ptr<const Model>& model, const std::string& file, const ModelOptions& where,
                         bool json) {
    const auto replay = read(file, *model);
    if (!replay) return std::unexpected(replay.error());
    ModelOptions options = where;
    if (!options.context)
        options.context = static_cast<std::uint32_t>(std::min<std::size_t>(
            replay->prompt.size() + replay->answer.size() + 1, model->source->config.context_length));
    options.draftTokens = 0;
    const auto plain = openSession(model, options);
    if (!plain) return std::unexpected(plain.error());
    options.draftTokens = where.draftTokens;
    const auto drafting = openSession(model, options);
    if (!drafting) return std::unexpected(drafting.error());
    const auto figures = measure(**plain, **drafting, *replay);
    if (!figures) return std::unexpected(figures.error());

    std::array<double, rounds> ratios{};
    for (std::size_t round = 0; round < rounds; ++round)
        ratios[round] = figures->drafting[round] / figures->plain[round];
    const auto [least, most] = std::ranges::minmax(ratios);
    if (json) {
        const nlohmann::ordered_json object = {{"model", model->source->config.name},
                                               {"device", model->device.name},
                                               {"kind", replay->kind},
                                               {"prompt_tokens", replay->prompt.size()},
                                               {"answer_tokens", replay->answer.size()},
                                               {"tokens_per_second", median(figures->plain)},
                                               {"drafting_tokens_per_second", median(figures->drafting)},
                                               {"ratio", median(ratios)},
                                               {"least_ratio", least},
                                               {"most_ratio", most},
                                               {"drafted", figures->speculation.drafted},
                                               {"right", figures->speculation.right}};
        return print(object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
    }
    return print(forTerminal(fmt::format(
        "{}: {} tokens answered behind {}\n"
        "  without drafts {:8.2f} tokens per second\n"
        "  with drafts    {:8.2f}, {:.2f} times as fast ({:.2f} to {:.2f} in {} rounds); {} of {} drafted were right\n",
        replay->kind.empty() ? file : replay->kind, replay->answer.size(), replay->prompt.size(),
        median(figures->plain), median(figures->drafting), median(ratios), least, most, rounds,
        figures->speculation.right, figures->speculation.drafted)));
}

}  // namespace app::cli
