#include "inference/what_would_fit.h"

#include <fmt/format.h>

#include <optional>

#include "inference/plan/requantised.h"

namespace inference {

namespace {

constexpr std::uint32_t shortest_context = 512;  // a question and an answer

/// The name of the largest quantisation that fits, of those that are smaller than the model is.
std::optional<std::string_view> fitting_quantisation(const ModelFile& model, const LoadOptions& options,
                                                     const CanBePlaced& can_be_placed) {
    for (const Quantisation& quantisation : quantisations())
        if (const auto other = requantised(model, quantisation); other && can_be_placed(other, options))
            return quantisation.name;
    return std::nullopt;
}

/// A sentence of something that changes less than the model itself; nothing if none of that makes it fit.
std::optional<std::string> fitting_options(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                                           const CanBePlaced& can_be_placed) {
    LoadOptions anywhere = options;
    anywhere.device = "auto";
    if (options.device != "auto" && can_be_placed(model, anywhere))
        return "With the device chosen automatically (--device auto) it fits.";
    LoadOptions smaller = options;
    smaller.cache_type = CacheType::Q8_0;
    if (options.cache_type != CacheType::Q8_0 && can_be_placed(model, smaller))
        return "A Q8_0 cache (--cache-type q8_0) makes it fit.";
    const std::uint32_t context = options.conversation_with(model->config).context_length;
    LoadOptions shorter = options;
    for (shorter.context_length = context / 2; shorter.context_length >= shortest_context; shorter.context_length /= 2)
        if (can_be_placed(model, shorter))
            return fmt::format("A context of {} tokens instead of {} makes it fit.", shorter.context_length, context);
    return std::nullopt;
}

}  // namespace

std::string what_would_fit(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                           const CanBePlaced& can_be_placed) {
    if (auto sentence = fitting_options(model, options, can_be_placed)) return *sentence;
    LoadOptions shortest = options;
    shortest.context_length = shortest_context;
    std::string hint = "No quantisation of it fits.";
    if (const auto fits = fitting_quantisation(*model, options, can_be_placed))
        hint = fmt::format("As {} it would fit.", *fits);
    else if (const auto fits_short = fitting_quantisation(*model, shortest, can_be_placed))
        hint = fmt::format("As {} with a context of {} tokens it would fit.", *fits_short, shortest_context);
    LoadOptions from_disk = options;
    from_disk.allow_disk = true;
    if (!options.allow_disk && can_be_placed(model, from_disk))
        return hint +
               " Choose a smaller model, close other programs, or read layers from the disk at each token, slowly "
               "(--allow-disk).";
    return hint + " Choose a smaller model, or close other programs.";
}

}  // namespace inference
