#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/shared_options.h"
#include "app/cli/terminal_text.h"
#include "app/engine/engine_places.h"
#include "inference/engine.h"
#include "inference/size_in_words.h"

namespace app::cli {
namespace {

using inference::DeviceDescription;

std::string inWords(const DeviceDescription& device) {
    std::string text = fmt::format("{}  {}\n", device.selector, device.name);
    const auto row = [&text](std::string_view name, std::string_view value) {
        text += fmt::format("  {:<10}{}\n", name, value);
    };
    row("kind", device.kind);
    row("driver", device.driver);
    if (!device.vulkan_version.empty()) row("Vulkan", device.vulkan_version);
    row("memory", device.memory_free_bytes == device.memory_bytes
                      ? inference::size_in_words(device.memory_bytes)
                      : fmt::format("{}, {} free", inference::size_in_words(device.memory_bytes),
                                    inference::size_in_words(device.memory_free_bytes)));
    if (device.usable)
        row("features", device.features.empty() ? "none of those that are asked for"
                                                : fmt::format("{}", fmt::join(device.features, ", ")));
    else
        row("not used", device.unusable_reason);
    if (!device.left_out.empty()) row("left out", device.left_out);
    if (!device.tuning.empty()) row("tuned", device.tuning);
    return text;
}

nlohmann::ordered_json asJson(const DeviceDescription& device) {
    nlohmann::ordered_json json = {
        {"device", device.selector},
        {"name", device.name},
        {"kind", device.kind},
        {"driver", device.driver},
        {"vulkan", device.vulkan_version},
        {"memory_bytes", device.memory_bytes},
        {"memory_free_bytes", device.memory_free_bytes},
        {"software", device.software},
        {"usable", device.usable},
        {"features", device.features},
        {"left_out", device.left_out},
        {"tuning", device.tuning},
    };
    if (!device.usable) json["reason"] = device.unusable_reason;
    return json;
}

}  // namespace

Result<void> devices(Words words) {
    bool json = false;
    std::optional<std::string> dataDirectory;
    CommandLine line("altiplano devices", "[--json] [--data-dir DIR]",
                     "What models can run on, with the features that are used.", "altiplano devices");
    line.flag("--json", "a list of objects", json);
    addDataDirectory(line, dataDirectory);
    if (auto parsed = line.parse(words); !parsed) return parsed;
    // Only read, for what `bench --tune` found: nothing is made.
    const auto directory = DataDirectory::find(QFile::decodeName(dataDirectory.value_or("").c_str()));
    if (!directory && dataDirectory) return fail(directory.error());
    const auto engine = directory ? inference::Engine::create(placesIn(*directory)) : inference::Engine::create();
    const auto found = engine->devices();
    if (!found) return fail(found.error());
    auto list = nlohmann::ordered_json::array();
    std::string text;
    for (const DeviceDescription& device : *found) {
        list.push_back(asJson(device));
        if (!text.empty()) text += '\n';
        text += inWords(device);
    }
    return print(json ? list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n' : forTerminal(text));
}

}  // namespace app::cli
