#include "inference/machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inference/cpu/processor.h"
#include "inference/cpu/thread_team.h"

namespace inference {

namespace {

constexpr std::string_view processor_selector = "cpu";

/// What stays free for others: the desktop's windows and what programs open next.
constexpr std::uint64_t desktop_reserve = 256U << 20U;  // of a card that draws one
constexpr std::uint64_t headless_reserve = 64U << 20U;  // of another
constexpr std::uint64_t smallest_system_reserve = 512U << 20U;
constexpr std::uint64_t system_reserve_part = 20;  // a twentieth of the system's memory, if that is more
/// With layers read from the disk, more: what the system holds of the file. With a twentieth alone, 33B beside a
/// program that took 9 GB of 24 had 7 MB too little for its conversation once it was loaded.
constexpr std::uint64_t disk_reserve = 1U << 30U;

/// The order in which `auto` takes devices: those with memory of their own first.
constexpr std::array<std::string_view, 4> hardware_kinds = {"discrete GPU", "virtual GPU", "other", "integrated GPU"};

bool has_system_memory(const DeviceDescription& device) {
    return device.software || device.kind == "integrated GPU" || device.kind == "processor";
}

std::uint64_t leaving_of(const LoadOptions& options, const std::string& selector) {
    const auto found = options.leaving.find(selector);
    return found == options.leaving.end() ? 0 : found->second;
}

std::uint64_t less(std::uint64_t bytes, std::uint64_t reserve) { return bytes - std::min(bytes, reserve); }

}  // namespace

unsigned threads_of(const LoadOptions& options) {
    return options.threads == 0 ? cpu::physical_cores() : options.threads;
}

Result<Machine> Machine::look(const vulkan::Instance::Options& options) {
    Machine machine;
    auto found = vulkan::VulkanDevices::find(options);
    if (found)  // a driver that fails takes no other device with it
        machine.vulkan_ = std::move(*found);
    else
        machine.no_vulkan_ = std::move(found.error());
    auto processor = cpu::describe_processor();
    if (!processor) return std::unexpected(std::move(processor.error()));
    machine.processor_ = std::move(*processor);
    return machine;
}

std::vector<DeviceDescription> Machine::devices() const {
    std::vector<DeviceDescription> all;
    if (vulkan_) {
        for (const auto& device : vulkan_->all()) all.push_back(device.description);
    } else if (no_vulkan_.kind != ErrorKind::NoDevice) {
        DeviceDescription& failing = all.emplace_back();
        failing.selector = "vulkan";
        failing.name = "Vulkan";
        failing.kind = "other";
        failing.unusable_reason = no_vulkan_.what;
    }
    all.push_back(processor_);
    return all;
}

Result<std::vector<std::string>> Machine::selectors_of(const DeviceChoice& choice,
                                                       const std::set<std::string>& without) const {
    std::vector<std::string> selectors;
    if (choice.automatic()) {
        for (const std::string_view kind : hardware_kinds) {
            if (!vulkan_) break;
            for (const auto& device : vulkan_->all()) {
                if (!device.description.usable || device.description.kind != kind) continue;
                if (without.contains(device.description.selector)) continue;
                selectors.push_back(device.description.selector);
                if (has_system_memory(device.description)) break;  // a second one would have the same memory
            }
        }
        selectors.emplace_back(processor_selector);
        return selectors;
    }
    for (const StageChoice& stage : choice.stages) {
        if (stage.selector != processor_selector) {
            if (!vulkan_) return std::unexpected(no_vulkan_);
            const auto chosen = vulkan_->choose(stage.selector);
            if (!chosen) return std::unexpected(chosen.error());
        }
        selectors.push_back(stage.selector);
    }
    return selectors;
}

const vulkan::PhysicalDevice& Machine::physical(const std::string& selector) const {
    return **vulkan_->choose(selector);
}

const DeviceDescription& Machine::described(const std::string& selector) const {
    return selector == processor_selector ? processor_ : physical(selector).description;
}

Result<PlanDevice> Machine::plan_device(const std::string& selector, const std::shared_ptr<const ModelFile>& model,
                                        const LoadOptions& options, bool reserve, const SpeedRecord& record) const {
    const DeviceDescription& device = described(selector);
    const bool processor = selector == processor_selector;
    const ConversationSize conversation = options.conversation_with(model->config);
    auto sizes = processor ? Result<StageSizes>(StageSizes::on_processor(model, threads_of(options), conversation))
                           : StageSizes::on_vulkan(model, physical(selector).capabilities, conversation);
    if (!sizes) return std::unexpected(std::move(sizes.error()));
    std::uint64_t kept = 0;
    if (reserve && has_system_memory(device))
        kept = std::max(smallest_system_reserve, processor_.memory_bytes / system_reserve_part) +
               (options.allow_disk ? disk_reserve : 0);
    else if (reserve)
        kept = physical(selector).capabilities.draws_desktop ? desktop_reserve : headless_reserve;
    std::uint64_t free_bytes = device.memory_free_bytes + leaving_of(options, selector);
    if (has_system_memory(device)) {
        // No device has more of the system's memory than is available, once all that share it have left it.
        std::uint64_t available = processor_.memory_free_bytes;
        for (const DeviceDescription& one : devices())
            if (has_system_memory(one)) available += leaving_of(options, one.selector);
        free_bytes = processor ? available : std::min(free_bytes, available);
    }
    const std::string kept_as = speed_name(selector, *model, options);
    return PlanDevice{
        .selector = selector,
        .name = device.name,
        .kind = processor ? StageKind::Processor : StageKind::Vulkan,
        .budget_bytes = less(free_bytes, kept),
        .system_memory = has_system_memory(device),
        .speed = record.find(kept_as).value_or(DeviceSpeed::guess(device.software ? "software" : device.kind)),
        .speed_name = kept_as,
        .sizes = std::move(*sizes)};
}

std::string Machine::speed_name(const std::string& selector, const ModelFile& model, const LoadOptions& options) const {
    const DeviceDescription& device = described(selector);
    std::string name = fmt::format("{}, {}, {}, {}, layers of {} and {}", device.name, device.driver,
                                   model.config.quantisation, options.precision == Precision::Exact ? "exact" : "fast",
                                   model.config.embedding_length, model.config.feed_forward_length);
    if (!device.tuning.empty()) name += ", " + device.tuning;
    if (selector == processor_selector) name += fmt::format(", {} threads", threads_of(options));
    std::ranges::replace_if(name, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return name;
}

}  // namespace inference
