#include "inference/what_would_fit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "inference/plan/device_choice.h"
#include "inference/plan/requantised.h"

namespace inference {

namespace {

constexpr std::uint32_t shortest_context = 512;  // a question and an answer

/// The name of the largest quantisation that fits, of those that are smaller than the model is.
std::optional<std::string_view> fitting_quantisation(const ModelFile& model, const LoadOptions& options,
                                                     const PlanAgain& plan) {
    for (const Quantisation& quantisation : quantisations())
        if (const auto other = requantised(model, quantisation); other && plan(other, options))
            return quantisation.name;
    return std::nullopt;
}

/// "vulkan:0,cpu" of "vulkan:0=20,cpu=12".
std::string without_layers(std::string_view device) {
    std::vector<std::string> selectors;
    const auto choice = DeviceChoice::parse(device).value();  // by which there was no plan
    for (const StageChoice& stage : choice.stages)
        if (std::ranges::find(selectors, stage.selector) == selectors.end()) selectors.push_back(stage.selector);
    return choice.automatic() ? std::string(device) : fmt::format("{}", fmt::join(selectors, ","));
}

/// A sentence of something that changes less than the model itself; nothing if none of that makes it fit.
std::optional<std::string> fitting_options(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                                           const PlanAgain& plan) {
    LoadOptions otherwise = options;
    otherwise.device = without_layers(options.device);
    if (otherwise.device != options.device)
        if (const auto cut = plan(model, otherwise)) return fmt::format("With --device {} it fits.", cut->device());
    LoadOptions anywhere = options;
    anywhere.device = "auto";
    if (options.device != "auto" && plan(model, anywhere))
        return "With the device chosen automatically (--device auto) it fits.";
    LoadOptions smaller = options;
    smaller.cache_type = CacheType::Q8_0;
    if (options.cache_type != CacheType::Q8_0 && plan(model, smaller))
        return "A Q8_0 cache (--cache-type q8_0) makes it fit.";
    const std::uint32_t context = options.conversation_with(model->config).context_length;
    LoadOptions shorter = options;
    for (shorter.context_length = context / 2; shorter.context_length >= shortest_context; shorter.context_length /= 2)
        if (plan(model, shorter))
            return fmt::format("A context of {} tokens instead of {} makes it fit.", shorter.context_length, context);
    return std::nullopt;
}

}  // namespace

std::string what_would_fit(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                           const PlanAgain& plan) {
    if (auto sentence = fitting_options(model, options, plan)) return *sentence;
    LoadOptions shortest = options;
    shortest.context_length = shortest_context;
    std::string hint = "No quantisation of it fits.";
    if (const auto fits = fitting_quantisation(*model, options, plan))
        hint = fmt::format("As {} it would fit.", *fits);
    else if (const auto fits_short = fitting_quantisation(*model, shortest, plan))
        hint = fmt::format("As {} with a context of {} tokens it would fit.", *fits_short, shortest_context);
    LoadOptions from_disk = options;
    from_disk.allow_disk = true;
    if (!options.allow_disk && plan(model, from_disk))
        return hint +
               " Choose a smaller model, close other programs, or read layers from the disk at each token, slowly "
               "(--allow-disk).";
    return hint + " Choose a smaller model, or close other programs.";
}

}  // namespace inference
