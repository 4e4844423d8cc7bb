#include "inference/plan/what_fits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "inference/size_in_words.h"

namespace inference {

namespace {

constexpr std::uint32_t shortest_context = 512;  // a question and an answer

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

/// Of the whole model on the last device: what the others would take differs by little.
StageBytes needs_of(const ModelFile& model, std::span<const PlanDevice> devices, ConversationSize conversation) {
    return devices.back().sizes.with(conversation).bytes(LayerRange::all_of(model.config));
}

/// The largest quantisation in use of which the model's weights take at most so many bytes.
std::optional<std::string_view> quantisation_within(std::uint64_t parameters, std::uint64_t bytes) {
    using enum gguf::TensorType;
    for (const gguf::TensorType type : std::array{Q8_0, Q6_K, Q5_K, Q4_K, Q3_K, Q2_K}) {
        const auto layout = gguf::layout_of(type);
        const double size = static_cast<double>(parameters) * layout->block_bytes / layout->block_weights;
        if (size <= static_cast<double>(bytes)) return layout->name;
    }
    return std::nullopt;
}

std::string hint_for(const ModelFile& model, std::span<const PlanDevice> devices, std::uint64_t budget,
                     const PlanRequest& request) {
    const auto [context, type] = request.conversation;
    const auto fits = [&](ConversationSize conversation) {
        return needs_of(model, devices, conversation).total() <= budget;
    };
    const bool may_quantise = type != CacheType::Q8_0 && model.config.head_size % 32 == 0;
    if (may_quantise && fits({context, CacheType::Q8_0})) return "A Q8_0 cache (--cache-type q8_0) makes it fit.";
    for (std::uint32_t shorter = context / 2; shorter >= shortest_context; shorter /= 2)
        if (fits({shorter, type}))
            return fmt::format("A context of {} tokens instead of {} makes it fit.", shorter, context);
    const StageBytes shortest = needs_of(model, devices, {std::min(shortest_context, context), type});
    const std::uint64_t conversation = shortest.cache + shortest.scratch;
    const std::uint64_t for_weights = budget - std::min(budget, conversation);
    std::string hint;
    if (const auto quantisation = quantisation_within(model.config.parameter_count, for_weights))
        hint = fmt::format("As {} it would fit.", *quantisation);
    else
        hint = "No quantisation of it fits.";
    if (request.allow_disk || devices.back().kind != StageKind::Processor)
        return hint + " Choose a smaller model, or close other programs.";
    return hint +
           " Choose a smaller model, close other programs, or read layers from the disk at each token, slowly "
           "(--allow-disk).";
}

}  // namespace

Error does_not_fit(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request) {
    const StageBytes needs = needs_of(model, devices, request.conversation);
    const std::uint64_t budget = budget_of(devices);
    return {ErrorKind::OutOfMemory,
            fmt::format("{} needs {} of memory, {} can be had", model.config.name, size_in_words(needs.total()),
                        size_in_words(budget)),
            hint_for(model, devices, budget, request)};
}

}  // namespace inference
