#include "inference/plan/device_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "inference/printable.h"

namespace inference {

namespace {

constexpr std::size_t most_stages = 64;

/// A number that is the whole text.
std::optional<std::uint32_t> number_of(std::string_view text) {
    std::uint32_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

bool names_device(std::string_view selector) {
    constexpr std::string_view prefix = "vulkan:";
    return selector == "cpu" || (selector.starts_with(prefix) && number_of(selector.substr(prefix.size())));
}

std::unexpected<Error> wrong(std::string what) {
    return fail(ErrorKind::InvalidArgument, std::move(what),
                "Give auto, or cpu and vulkan:N in order, each with =LAYERS where you choose them; altiplano devices "
                "lists them.");
}

}  // namespace

Result<DeviceChoice> DeviceChoice::parse(std::string_view text) {
    DeviceChoice choice;
    if (text == "auto") return choice;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string_view one = text.substr(begin, end - begin);
        const std::string_view selector = one.substr(0, one.find('='));
        if (!names_device(selector)) return wrong(fmt::format("'{}' names no device", printable(selector, 100)));
        StageChoice stage{std::string(selector), std::nullopt};
        if (selector.size() < one.size()) {
            stage.layers = number_of(one.substr(selector.size() + 1));
            if (!stage.layers || *stage.layers == 0)
                return wrong(fmt::format("'{}' gives no number of layers", printable(one, 100)));
        }
        if (choice.stages.size() == most_stages)
            return wrong(fmt::format("more than {} stages were asked for", most_stages));
        choice.stages.push_back(std::move(stage));
        begin = end + 1;
    }
    const auto open = std::ranges::count_if(choice.stages, [](const StageChoice& stage) { return !stage.layers; });
    if (open > 1 && !choice.splits())
        return wrong(
            fmt::format("'{}' leaves open how many layers several devices get, and not for all", printable(text, 100)));
    std::set<std::string_view> devices;
    for (const StageChoice& stage : choice.stages)
        if (!devices.insert(stage.selector).second && choice.splits())
            return wrong(fmt::format("'{}' has {} twice, without layers", printable(text, 100), stage.selector));
    return choice;
}

bool DeviceChoice::splits() const {
    return stages.size() > 1 &&
           std::ranges::none_of(stages, [](const StageChoice& stage) { return stage.layers.has_value(); });
}

Result<std::vector<LayerRange>> DeviceChoice::layers_of(const ModelConfig& config) const {
    std::uint64_t given = 0;
    bool open = false;  // whether a stage takes what the others leave
    for (const StageChoice& stage : stages) {
        given += stage.layers.value_or(0);
        open = open || !stage.layers;
    }
    if (open ? given >= config.layer_count : given != config.layer_count)
        return fail(
            ErrorKind::InvalidArgument,
            open ? fmt::format("the devices are given {} layers, which leaves none for the one without a "
                               "number, {} has {}",
                               given, config.name, config.layer_count)
                 : fmt::format("the devices are given {} layers, {} has {}", given, config.name, config.layer_count),
            "Give them as many as the model has; a device without =LAYERS takes what is left.");
    std::vector<LayerRange> ranges;
    std::uint32_t first = 0;
    for (const StageChoice& stage : stages) {
        const auto left = static_cast<std::uint32_t>(config.layer_count - given);
        ranges.push_back({first, stage.layers.value_or(left)});
        first += ranges.back().count;
    }
    return ranges;
}

}  // namespace inference
