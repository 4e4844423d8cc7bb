#include "app/cli/bench_tune.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/cli/output.h"
#include "app/cli/terminal_text.h"
#include "inference/stage_tuning.h"

namespace app::cli {
namespace {

using inference::Pass;
using inference::StageTuning;
using inference::TuningGain;
using inference::TuningTrial;

struct Tuned {
    std::string selector;
    std::string found;
    std::vector<TuningTrial> trials;
    std::vector<TuningGain> gains;
};

std::string nameOf(Pass pass, std::uint32_t tokens) {
    return fmt::format("{} {} token{}", pass == Pass::Decode ? "answering" : "reading", tokens, tokens == 1 ? "" : "s");
}

std::string lineOf(const TuningTrial& trial) {
    const std::string way = trial.way.empty() ? "as it is" : trial.way;
    if (!trial.refusal.empty())
        return fmt::format("{}, {}: not possible, {}", nameOf(trial.pass, trial.tokens), way, trial.refusal);
    return fmt::format("{}, {}: {:.3f} ms{}", nameOf(trial.pass, trial.tokens), way, trial.seconds * 1e3,
                       trial.best && !trial.way.empty() ? ", the best so far" : "");
}

Result<Tuned> tune(StageTuning& tuning, const std::string& selector) {
    Tuned tuned{.selector = selector, .found = {}, .trials = {}, .gains = {}};
    while (true) {
        auto trial = tuning.advance();
        if (!trial) return fail(trial.error());
        if (!*trial) break;
        remark(fmt::format("{}: {}", selector, lineOf(**trial)));
        if ((*trial)->best && !(*trial)->way.empty())  // now, so that whoever stops here has so much of it
            if (auto kept = tuning.keep(); !kept) return fail(kept.error());
        tuned.trials.push_back(std::move(**trial));
    }
    auto gains = tuning.confirm();
    if (!gains) return fail(gains.error());
    tuned.gains = std::move(*gains);
    tuned.found = tuning.found();
    if (auto kept = tuning.keep(); !kept) return fail(kept.error());
    return tuned;
}

nlohmann::ordered_json asJson(const Tuned& tuned) {
    nlohmann::ordered_json trials = nlohmann::ordered_json::array();
    for (const TuningTrial& trial : tuned.trials) {
        nlohmann::ordered_json one = {{"pass", trial.pass == Pass::Decode ? "answering" : "reading"},
                                      {"tokens", trial.tokens},
                                      {"way", trial.way},
                                      {"best", trial.best}};
        if (trial.refusal.empty())
            one["seconds"] = trial.seconds;
        else
            one["refusal"] = trial.refusal;
        trials.push_back(std::move(one));
    }
    nlohmann::ordered_json gains = nlohmann::ordered_json::array();
    for (const TuningGain& gain : tuned.gains)
        gains.push_back({{"pass", gain.pass == Pass::Decode ? "answering" : "reading"},
                         {"tokens", gain.tokens},
                         {"seconds_before", gain.seconds_before},
                         {"seconds_after", gain.seconds_after}});
    return {{"device", tuned.selector},
            {"tuning", tuned.found},
            {"passes", std::move(gains)},
            {"trials", std::move(trials)}};
}

std::string inWords(const Tuned& tuned) {
    std::string text = fmt::format("{}: {}\n", tuned.selector,
                                   tuned.found.empty() ? "nothing is faster than what it does by itself" : tuned.found);
    for (const TuningGain& gain : tuned.gains)
        text += fmt::format("  {:<22} {:>10.3f} ms before, {:>10.3f} ms now\n", nameOf(gain.pass, gain.tokens),
                            gain.seconds_before * 1e3, gain.seconds_after * 1e3);
    return forTerminal(text);
}

}  // namespace

Result<void> benchTune(const inference::Model& model, bool json) {
    std::vector<Tuned> all;
    for (std::size_t i = 0; i < model.stages.size(); ++i) {
        const std::string& selector = model.plan.stages[i].selector;
        if (std::ranges::find(all, selector, &Tuned::selector) != all.end()) continue;  // its sizes are one set
        auto tuning = model.stages[i]->begin_tuning();
        if (!tuning) return fail(tuning.error());
        if (!*tuning) continue;
        auto tuned = tune(**tuning, selector);
        if (!tuned) return std::unexpected(tuned.error());
        all.push_back(std::move(*tuned));
    }
    if (all.empty())
        return fail("none of the model's devices has sizes to tune", "Name a Vulkan device, as in --device vulkan:0.");
    if (json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Tuned& tuned : all) list.push_back(asJson(tuned));
        return print(list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
    }
    std::string text;
    for (const Tuned& tuned : all) text += inWords(tuned);
    return print(text +
                 "It is kept, and holds for every model on this device. Answers may differ from those before in "
                 "their last bits.\n");
}

}  // namespace app::cli
