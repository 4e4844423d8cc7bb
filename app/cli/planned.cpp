#include "app/cli/planned.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/numbers.h"
#include "app/cli/output.h"
#include "app/cli/progress_line.h"
#include "app/engine/engine_places.h"
#include "inference/size_in_words.h"

namespace app::cli {

using inference::Plan;
using inference::PlannedStage;

inference::Result<std::unique_ptr<inference::Engine>> makeEngine(const std::optional<std::string>& dataDirectory) {
    const auto directory = DataDirectory::open(QFile::decodeName(dataDirectory.value_or("").c_str()));
    if (directory) return inference::Engine::create(placesIn(*directory));
    if (!dataDirectory) return inference::Engine::create();
    return inference::fail(inference::ErrorKind::Unreadable, directory.error().what.toStdString(),
                           directory.error().hint.toStdString());
}

inference::Result<Plan> planOf(inference::Engine& engine, std::shared_ptr<const inference::ModelFile> file,
                               const ModelOptions& options) {
    auto planning = engine.plan(std::move(file), options.loading());
    if (!planning) return std::unexpected(std::move(planning.error()));
    ProgressLine line("measuring the devices");
    for (bool done = false; !done;) {
        const auto known = (*planning)->advance();
        if (!known) return std::unexpected(known.error());
        done = *known;
    }
    line.clear();
    auto plan = (*planning)->take();
    if (plan)
        for (const std::string& text : remarksOn(*plan, plan->memory_share)) remark(text);
    return plan;
}

std::vector<std::string> remarksOn(const Plan& plan, double memoryShare) {
    std::vector<std::string> remarks;
    if (plan.memory_share < memoryShare)
        remarks.push_back(
            fmt::format("(memory ran short, so the model was loaded with less of it and may answer more slowly: on {})",
                        plan.device()));
    for (const inference::UnmeasuredDevice& device : plan.unmeasured)
        remarks.push_back(fmt::format("({} ({}) failed as its speed was measured, and is {}: {})", device.selector,
                                      device.name, device.left_out ? "left out" : "guessed", device.reason));
    return remarks;
}

std::vector<std::pair<std::string, std::string>> inWords(const Plan& plan) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const PlannedStage& stage : plan.stages) {
        std::string text =
            fmt::format("{} layers on {} ({}): {} of weights, {} of cache and {} of scratch, of {}", stage.layers.count,
                        stage.selector, stage.name, inference::size_in_words(stage.bytes.weights),
                        inference::size_in_words(stage.bytes.cache), inference::size_in_words(stage.bytes.scratch),
                        inference::size_in_words(stage.budget_bytes));
        if (stage.mapped_layers > 0)
            text += fmt::format("; {} of them are read from the disk for each token", stage.mapped_layers);
        rows.emplace_back("plan", std::move(text));
    }
    rows.emplace_back("speed", fmt::format("about {} tokens per second answering, {} reading; loaded in {} s{}",
                                           numberInWords(plan.generate_tokens_per_second),
                                           numberInWords(plan.prompt_tokens_per_second),
                                           numberInWords(plan.load_seconds), plan.measured ? "" : " (guessed)"));
    return rows;
}

nlohmann::ordered_json asJson(const Plan& plan) {
    nlohmann::ordered_json stages = nlohmann::ordered_json::array();
    for (const PlannedStage& stage : plan.stages)
        stages.push_back({{"device", stage.selector},
                          {"name", stage.name},
                          {"first_layer", stage.layers.first},
                          {"layers", stage.layers.count},
                          {"layers_from_disk", stage.mapped_layers},
                          {"weights_bytes", stage.bytes.weights},
                          {"cache_bytes", stage.bytes.cache},
                          {"scratch_bytes", stage.bytes.scratch},
                          {"budget_bytes", stage.budget_bytes},
                          {"seconds_per_token", stage.token_seconds}});
    nlohmann::ordered_json unmeasured = nlohmann::ordered_json::array();
    for (const inference::UnmeasuredDevice& device : plan.unmeasured)
        unmeasured.push_back({{"device", device.selector},
                              {"name", device.name},
                              {"left_out", device.left_out},
                              {"reason", device.reason}});
    return {{"device", plan.device()},
            {"context_length", plan.conversation.context_length},
            {"stages", std::move(stages)},
            {"measured", plan.measured},
            {"unmeasured", std::move(unmeasured)},
            {"generate_tokens_per_second", plan.generate_tokens_per_second},
            {"prompt_tokens_per_second", plan.prompt_tokens_per_second},
            {"load_seconds", plan.load_seconds}};
}

}  // namespace app::cli
