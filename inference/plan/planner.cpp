#include "inference/plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "inference/size_in_words.h"
#include "inference/stage_chain.h"

namespace inference {

namespace {

/// Of the system's memory, which all that have it share.
std::uint64_t system_budget_of(std::span<const PlanDevice> devices) {
    std::uint64_t budget = 0;
    for (const PlanDevice& device : devices)
        if (device.system_memory) budget = std::max(budget, device.budget_bytes);
    return budget;
}

std::uint64_t budget_of(std::span<const PlanDevice> devices) {
    std::uint64_t budget = system_budget_of(devices);
    for (const PlanDevice& device : devices)
        if (!device.system_memory) budget += device.budget_bytes;
    return budget;
}

/// "12.0 GB on vulkan:0, 9.0 GB on cpu".
std::string parts_in_words(std::span<const PlanDevice> devices) {
    std::string text;
    for (const PlanDevice& device : devices)
        text +=
            fmt::format("{}{} on {}", text.empty() ? "" : ", ", size_in_words(device.budget_bytes), device.selector);
    return text;
}

/// With what the whole model takes on the last device: on the others it differs by little.
Error does_not_fit(const ModelFile& model, std::span<const PlanDevice> devices) {
    const std::uint64_t needed = devices.back().sizes.bytes(LayerRange::all_of(model.config)).total();
    const std::uint64_t budget = budget_of(devices);
    std::string what = fmt::format("{} needs {} of memory, {} can be had", model.config.name, size_in_words(needed),
                                   size_in_words(budget));
    if (needed <= budget) what += ", but no cut of its layers fits the parts: " + parts_in_words(devices);
    return {ErrorKind::OutOfMemory, std::move(what), {}};
}

PlannedStage stage_of(const PlanDevice& device, LayerRange layers, std::uint32_t mapped, const PlanRequest& request) {
    const StageBytes bytes = device.sizes.bytes(layers, mapped);
    const std::uint64_t from_file = device.sizes.bytes(layers).weights - bytes.weights;
    const std::uint64_t read = device.sizes.read_bytes(layers) - from_file +
                               device.sizes.cache_read_bytes(layers, request.conversation.position_told());
    double seconds = static_cast<double>(read) / device.speed.read_bytes_per_second;
    if (from_file > 0) seconds += static_cast<double>(from_file) / request.file.bytes_per_second;
    return {.selector = device.selector,
            .name = device.name,
            .layers = layers,
            .mapped_layers = mapped,
            .bytes = bytes,
            .budget_bytes = device.budget_bytes,
            .token_seconds = seconds,
            .prompt_seconds = device.sizes.multiply_adds(layers) / device.speed.multiply_adds_per_second,
            .speed = device.speed,
            .speed_name = device.speed_name,
            .position_bytes = device.sizes.cache_read_bytes(layers, 1)};
}

/// The stage with as few layers read from the file as fit `budget`; nothing if none do, or if that is not allowed.
std::optional<PlannedStage> stage_within(const PlanDevice& device, LayerRange layers, std::uint64_t budget,
                                         const PlanRequest& request) {
    budget = std::min(budget, device.budget_bytes);
    std::uint32_t mapped = 0;
    const bool may_map = request.allow_disk && device.kind == StageKind::Processor;
    while (device.sizes.bytes(layers, mapped).total() > budget) {
        if (!may_map || mapped == layers.count) return std::nullopt;
        ++mapped;
    }
    return stage_of(device, layers, mapped, request);
}

/// A token of a prompt, where several devices work on piece after piece: the first piece passes all of them alone,
/// behind the others it is the slowest device that counts.
double seconds_side_by_side(double sum, double slowest, std::size_t devices) {
    const double pieces = devices == 1 ? 1.0 : StageChain::prompt_pieces_a_stage * static_cast<double>(devices);
    return slowest + (sum - slowest) / pieces;
}

Plan plan_of(std::vector<PlannedStage> stages, std::span<const PlanDevice> devices, const PlanRequest& request) {
    Plan plan{.stages = std::move(stages), .conversation = request.conversation, .measured = true};
    double token_seconds = 0.0;
    std::map<std::string_view, double> prompt_seconds;  // of each device
    for (const PlannedStage& stage : plan.stages) {
        const PlanDevice& device = *std::ranges::find(devices, stage.selector, &PlanDevice::selector);
        token_seconds += stage.token_seconds;
        prompt_seconds[device.selector] += stage.prompt_seconds;
        const auto bytes = static_cast<double>(stage.bytes.weights);
        plan.load_seconds += stage.speed.start_seconds + bytes / stage.speed.load_bytes_per_second +
                             bytes * request.file.waiting_seconds_a_byte;
        plan.measured = plan.measured && device.speed.measured;
    }
    double sum = 0.0;
    double slowest = 0.0;
    for (const auto& [selector, seconds] : prompt_seconds) {
        sum += seconds;
        slowest = std::max(slowest, seconds);
    }
    plan.generate_tokens_per_second = 1.0 / token_seconds;
    plan.prompt_tokens_per_second = 1.0 / seconds_side_by_side(sum, slowest, prompt_seconds.size());
    return plan;
}

/// The first layers of a model on some of the devices.
struct Way {
    double token_seconds = 0.0;
    double prompt_seconds = 0.0;          // of all its devices
    double slowest_prompt_seconds = 0.0;  // of one of them
    std::uint64_t system_bytes = 0;       // taken of the memory that devices share
    std::vector<PlannedStage> stages;

    Way with(const PlannedStage& stage, bool system_memory) const {
        Way way = *this;
        way.token_seconds += stage.token_seconds;
        way.prompt_seconds += stage.prompt_seconds;
        way.slowest_prompt_seconds = std::max(slowest_prompt_seconds, stage.prompt_seconds);
        if (system_memory) way.system_bytes += stage.bytes.total();
        way.stages.push_back(stage);
        return way;
    }
    double prompt_token_seconds() const {
        return seconds_side_by_side(prompt_seconds, slowest_prompt_seconds, stages.size());
    }
};

/// By more than the order of additions makes.
bool is_less(double a, double b) { return a < b * (1.0 - 1e-9); }

/// Whether whatever can follow `b` can follow `a` too and is no worse there: tokens decide, then prompts.
bool is_no_worse(const Way& a, const Way& b) {
    if (a.system_bytes > b.system_bytes || is_less(b.token_seconds, a.token_seconds)) return false;
    return is_less(a.token_seconds, b.token_seconds) ||
           (!is_less(b.prompt_seconds, a.prompt_seconds) &&
            !is_less(b.slowest_prompt_seconds, a.slowest_prompt_seconds) && a.stages.size() >= b.stages.size());
}

void keep_if_best(std::vector<Way>& ways, Way&& way) {
    if (std::ranges::any_of(ways, [&](const Way& other) { return is_no_worse(other, way); })) return;
    std::erase_if(ways, [&](const Way& other) { return is_no_worse(way, other); });
    ways.push_back(std::move(way));
}

enum class Using {
    Any,  ///< some devices may have no layers
    All,
};

/// All that may be the best one, of all layers. The devices follow each other in order.
std::vector<Way> ways_over(std::span<const PlanDevice> devices, std::uint32_t layer_count, const PlanRequest& request,
                           Using devices_used) {
    const std::uint64_t system_budget = system_budget_of(devices);
    std::vector<std::vector<Way>> ways(layer_count + 1);  // by the layers that have a place
    ways[0].emplace_back();
    for (const PlanDevice& device : devices) {
        const bool last = &device == &devices.back();
        std::vector<std::vector<Way>> next(layer_count + 1);
        if (devices_used == Using::Any) next = ways;
        for (std::uint32_t first = 0; first < layer_count; ++first) {
            for (const Way& way : ways[first]) {
                const std::uint64_t left =
                    device.system_memory ? system_budget - way.system_bytes : device.budget_bytes;
                const std::uint32_t rest = layer_count - first;
                for (std::uint32_t count = last ? rest : 1; count <= rest; ++count) {
                    const auto stage = stage_within(device, {first, count}, left, request);
                    if (!stage) break;  // more layers fit no better
                    keep_if_best(next[first + count], way.with(*stage, device.system_memory));
                }
            }
        }
        ways = std::move(next);
    }
    return std::move(ways[layer_count]);
}

Result<Plan> best_plan(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request,
                       Using devices_used) {
    auto ways = ways_over(devices, model.config.layer_count, request, devices_used);
    if (ways.empty()) return std::unexpected(does_not_fit(model, devices));
    auto best = std::ranges::min_element(ways, [](const Way& a, const Way& b) {
        if (is_less(a.token_seconds, b.token_seconds)) return true;
        return !is_less(b.token_seconds, a.token_seconds) &&
               is_less(a.prompt_token_seconds(), b.prompt_token_seconds());
    });
    return plan_of(std::move(best->stages), devices, request);
}

}  // namespace

Result<Plan> fastest_plan(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request) {
    return best_plan(model, devices, request, Using::Any);
}

Result<Plan> split_plan(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request) {
    if (devices.size() > model.config.layer_count)
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("{} devices were named, {} has {} layers", devices.size(), model.config.name,
                                model.config.layer_count),
                    "Name no more devices than the model has layers.");
    return best_plan(model, devices, request, Using::All);
}

Result<Plan> chosen_plan(const ModelFile& model, std::span<const PlanDevice> devices,
                         std::span<const LayerRange> layers, const PlanRequest& request) {
    std::map<std::string_view, std::uint64_t> taken;  // by selector; what shares the system's memory under one name
    std::vector<PlannedStage> stages;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const PlanDevice& device = devices[i];
        std::uint64_t& before = taken[device.system_memory ? "cpu" : std::string_view(device.selector)];
        const std::uint64_t left = device.budget_bytes - std::min(before, device.budget_bytes);
        const auto stage = stage_within(device, layers[i], left, request);
        if (!stage && layers.size() == 1) return std::unexpected(does_not_fit(model, devices));
        if (!stage) {
            const std::uint64_t needed = device.sizes.bytes(layers[i]).total();
            return fail(ErrorKind::OutOfMemory,
                        fmt::format("{} layers of {} on {} need {}, {} can be had", layers[i].count, model.config.name,
                                    device.selector, size_in_words(needed), size_in_words(left)),
                        {});
        }
        before += stage->bytes.total();
        stages.push_back(*stage);
    }
    return plan_of(std::move(stages), devices, request);
}

}  // namespace inference
