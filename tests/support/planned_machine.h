#pragma once
#include <QString>

#include <memory>
#include <string>
#include <vector>

#include "inference/engine.h"
#include "inference/plan/planner.h"

namespace test_support {

/// Devices of a machine that is thought up, by their budgets in GB, with guessed speeds.
struct PlannedMachine {
    std::vector<double> cards;
    double system = 0;
    double chip = 0;  ///< an integrated one, out of the system's memory
};

inline inference::vulkan::Capabilities card_capabilities() {
    inference::vulkan::Capabilities capabilities;
    capabilities.max_binding_bytes = 4ULL << 30U;
    return capabilities;
}

inline std::vector<inference::PlanDevice> devices_of(const PlannedMachine& machine,
                                                     const std::shared_ptr<const inference::ModelFile>& model,
                                                     inference::ConversationSize conversation) {
    std::vector<inference::PlanDevice> devices;
    const auto add = [&](std::string_view kind, double budget, bool system, inference::StageSizes sizes) {
        const bool processor = kind == "processor";
        devices.push_back({.selector = processor ? "cpu" : "vulkan:" + std::to_string(devices.size()),
                           .name = std::string(kind),
                           .kind = processor ? inference::StageKind::Processor : inference::StageKind::Vulkan,
                           .budget_bytes = static_cast<std::uint64_t>(budget * 1e9),
                           .system_memory = system,
                           .speed = inference::DeviceSpeed::guess(kind),
                           .sizes = std::move(sizes)});
    };
    const auto on_card = [&] {
        return inference::StageSizes::on_vulkan(model, card_capabilities(), conversation).value();
    };
    for (const double card : machine.cards) add("discrete GPU", card, false, on_card());
    if (machine.chip > 0) add("integrated GPU", machine.chip, true, on_card());
    add("processor", machine.system, true, inference::StageSizes::on_processor(model, 8, conversation));
    return devices;
}

inline inference::Result<inference::Plan> planned(const PlannedMachine& machine,
                                                  const std::shared_ptr<const inference::ModelFile>& model,
                                                  const inference::LoadOptions& options) {
    const inference::ConversationSize conversation = options.conversation_with(model->config);
    return inference::fastest_plan(*model, devices_of(machine, model, conversation),
                                   {.conversation = conversation, .allow_disk = options.allow_disk});
}

inline inference::SizeClass size_named(const QString& name) {
    if (name == "7B") return inference::SizeClass::B7;
    if (name == "13B") return inference::SizeClass::B13;
    return name == "33B" ? inference::SizeClass::B33 : inference::SizeClass::B65;
}
inline inference::gguf::TensorType type_named(const QString& name) {
    if (name == "Q8_0") return inference::gguf::TensorType::Q8_0;
    return name == "Q4_K" ? inference::gguf::TensorType::Q4_K : inference::gguf::TensorType::Q4_0;
}

}  // namespace test_support
