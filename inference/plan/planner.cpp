#include "inference/plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "inference/size_in_words.h"
#include "inference/stage_chain.h"

namespace inference {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr std::uint64_t never_full = std::numeric_limits<std::uint64_t>::max();  // but for the device's own budget

/// Decode speed is told for a short conversation: a quarter page of text.
std::uint32_t position_told(const ConversationSize& conversation) {
    return std::min(std::uint32_t{256}, conversation.context_length / 2);
}

/// The memory of the devices that share the system's counts once.
std::uint64_t budget_of(std::span<const PlanDevice> devices) {
    std::uint64_t own = 0;
    std::uint64_t system = 0;
    for (const PlanDevice& device : devices) {
        if (device.system_memory)
            system = std::max(system, device.budget_bytes);
        else
            own += device.budget_bytes;
    }
    return own + system;
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
                               device.sizes.cache_read_bytes(layers, position_told(request.conversation));
    double seconds = static_cast<double>(read) / device.speed.read_bytes_per_second;
    if (from_file > 0) seconds += static_cast<double>(from_file) / request.file.bytes_per_second;
    return {.selector = device.selector,
            .name = device.name,
            .layers = layers,
            .mapped_layers = mapped,
            .bytes = bytes,
            .budget_bytes = device.budget_bytes,
            .token_seconds = seconds};
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

/// A token of a prompt, where each device takes so long for it and several work on piece after piece: the first piece
/// passes all of them alone, behind the others it is the slowest one that counts.
double seconds_side_by_side(const std::map<std::string, double>& devices) {
    double sum = 0.0;
    double slowest = 0.0;
    for (const auto& [selector, seconds] : devices) {
        sum += seconds;
        slowest = std::max(slowest, seconds);
    }
    const double pieces =
        devices.size() == 1 ? 1.0 : StageChain::prompt_pieces_a_stage * static_cast<double>(devices.size());
    return slowest + (sum - slowest) / pieces;
}

Plan plan_of(std::vector<PlannedStage> stages, std::span<const PlanDevice> devices, const PlanRequest& request) {
    Plan plan{.stages = std::move(stages), .conversation = request.conversation, .measured = true};
    double token_seconds = 0.0;
    std::map<std::string, double> prompt_seconds;  // of each device
    for (const PlannedStage& stage : plan.stages) {
        const PlanDevice& device = *std::ranges::find(devices, stage.selector, &PlanDevice::selector);
        token_seconds += stage.token_seconds;
        prompt_seconds[stage.selector] +=
            device.sizes.multiply_adds(stage.layers) / device.speed.multiply_adds_per_second;
        plan.load_seconds += static_cast<double>(stage.bytes.weights) / device.speed.load_bytes_per_second;
        plan.load_seconds += static_cast<double>(stage.bytes.weights) * request.file.waiting_seconds_a_byte;
        plan.measured = plan.measured && device.speed.measured;
    }
    plan.generate_tokens_per_second = 1.0 / token_seconds;
    plan.prompt_tokens_per_second = 1.0 / seconds_side_by_side(prompt_seconds);
    return plan;
}

/// Devices that share no memory, one after the other: best[l] is the fastest way to have the first l layers on them.
struct Way {
    double seconds = never;
    std::vector<PlannedStage> stages;
};

std::vector<Way> ways_over(std::span<const PlanDevice> devices, std::uint32_t layer_count, const PlanRequest& request) {
    std::vector<Way> best(layer_count + 1);
    best[0].seconds = 0.0;
    for (const PlanDevice& device : devices) {
        std::vector<Way> next = best;  // none of them on this device
        for (std::uint32_t first = 0; first < layer_count; ++first) {
            if (best[first].seconds == never) continue;
            for (std::uint32_t count = 1; count <= layer_count - first; ++count) {
                const auto stage = stage_within(device, {first, count}, device.budget_bytes, request);
                if (!stage) break;  // more layers fit no better
                Way& way = next[first + count];
                const double seconds = best[first].seconds + stage->token_seconds;
                if (seconds >= way.seconds) continue;
                way = best[first];
                way.seconds = seconds;
                way.stages.push_back(*stage);
            }
        }
        best = std::move(next);
    }
    return best;
}

}  // namespace

Result<Plan> fastest_plan(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request) {
    const std::uint32_t layer_count = model.config.layer_count;
    const auto shared = std::ranges::find_if(devices, &PlanDevice::system_memory);
    const auto own = devices.first(static_cast<std::size_t>(shared - devices.begin()));
    const auto sharing = devices.subspan(own.size());  // the processor, and perhaps a graphics chip before it

    Way best;
    const auto consider = [&](const Way& before, std::initializer_list<std::optional<PlannedStage>> more) {
        Way way = before;
        for (const auto& stage : more) {
            if (!stage) continue;
            way.seconds += stage->token_seconds;
            way.stages.push_back(*stage);
        }
        if (way.seconds < best.seconds) best = std::move(way);
    };
    const auto ways = ways_over(own, layer_count, request);
    for (std::uint32_t first = 0; first <= layer_count; ++first) {
        if (ways[first].seconds == never) continue;
        const std::uint32_t rest = layer_count - first;
        if (rest == 0) consider(ways[first], {});
        for (std::uint32_t count = 0; count <= (sharing.size() > 1 ? rest : 0) && rest > 0; ++count) {
            std::optional<PlannedStage> chip, processor;
            if (count > 0) chip = stage_within(sharing.front(), {first, count}, never_full, request);
            if (count > 0 && !chip) break;
            if (count < rest) {
                const std::uint64_t budget = sharing.back().budget_bytes;
                const std::uint64_t taken = chip ? chip->bytes.total() : 0;
                if (taken > budget) break;
                processor = stage_within(sharing.back(), {first + count, rest - count}, budget - taken, request);
                if (!processor) continue;
            }
            consider(ways[first], {chip, processor});
        }
    }
    if (best.seconds == never) return std::unexpected(does_not_fit(model, devices));
    return plan_of(std::move(best.stages), devices, request);
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
