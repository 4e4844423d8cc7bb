#include "tests/kernels/support/test_device.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>

#include "inference/vulkan/physical_device.h"

namespace kernel_test {

using namespace inference::vulkan;

namespace {

constexpr auto longest_run = std::chrono::seconds(400);  // lavapipe compiles a kernel when it first runs

}  // namespace

TestDevice::TestDevice(bool validation, std::size_t number) {
    instance_ = need(Instance::create({.validation = validation}));
    const auto devices = need(instance_->physical_devices());
    if (number >= devices.size())
        throw std::runtime_error(fmt::format("there is no Vulkan device {}: {} found", number, devices.size()));
    name_ = PhysicalDevice::query(*instance_, devices[number]).description.name;
    device_ = need(Device::open(instance_, devices[number]));
    const char* mask = std::getenv("ALTIPLANO_VULKAN_MASK");
    if (mask != nullptr && std::string_view(mask) == "all" && !capabilities().feature_names().empty())
        throw std::runtime_error(capabilities().feature_names().front() + " is on, in spite of the mask");
}

Buffer TestDevice::upload(std::span<const std::byte> bytes) {
    const Buffer staging = need(device_->create_buffer(bytes.size(), Purpose::Upload, "test input"));
    std::memcpy(staging.mapped().data(), bytes.data(), bytes.size());
    Buffer buffer = need(device_->create_buffer(bytes.size(), Purpose::Scratch, "test input"));
    run([&](CommandStream& stream) { stream.copy(staging, buffer); });
    return buffer;
}

Buffer TestDevice::filled(std::uint64_t bytes, std::uint32_t word) {
    Buffer buffer = need(device_->create_buffer(bytes, Purpose::Scratch, "test memory"));
    run([&](CommandStream& stream) { stream.fill(buffer, word); });
    return buffer;
}

void TestDevice::download(const BufferView& view, std::span<std::byte> to) {
    const Buffer readback = need(device_->create_buffer(view.bytes, Purpose::Readback, "test output"));
    run([&](CommandStream& stream) { stream.copy(view, readback); });
    std::memcpy(to.data(), readback.mapped().data(), to.size());
}

std::vector<std::string> TestDevice::run(const std::function<void(CommandStream&)>& record) {
    const auto stream = need(CommandStream::create(*device_));
    stream->begin();
    stream->full_barrier();
    record(*stream);
    stream->full_barrier();
    need(stream->end());
    if (!need(need(device_->submit(*stream)).wait(longest_run))) throw std::runtime_error("the device did not end");
    std::vector<std::string> names;
    for (const Pipeline& pipeline : stream->pipelines()) names.push_back(pipeline.name());
    return names;
}

void TestDevice::run(std::span<const std::string> wanted, const std::function<void(CommandStream&)>& record) {
    const auto kernels = run(record);
    if (kernels.empty()) throw std::runtime_error("no kernel ran");
    for (const std::string& kernel : kernels)
        if (std::ranges::find(wanted, kernel) == wanted.end())
            throw std::runtime_error(fmt::format("{} ran, not {}", kernel, fmt::join(wanted, " or ")));
}

std::string TestDevice::new_messages() {
    const auto& log = instance_->validation_log();
    if (!log || log->count() == messages_seen_) return {};
    const auto messages = log->first_messages();
    std::string text = fmt::format("{} messages of the validation layers", log->count() - messages_seen_);
    if (messages_seen_ < messages.size()) text += ": " + messages[messages_seen_];
    messages_seen_ = log->count();
    return text;
}

std::vector<NamedTuning> tunings() {
    Capabilities software;
    software.software = true;
    KernelTuning graphics = KernelTuning::for_device({});
    const bool whole = std::getenv("ALTIPLANO_WHOLE_TILES") != nullptr;
    if (!whole) {
        graphics.decode_tile_tokens = 2;
        graphics.prompt_thread_tokens = 2;
        graphics.cooperative_subgroup_rows = 32;
        graphics.cooperative_subgroup_tokens = 16;
    }
    // Sizes that neither has and `bench --tune` may find.
    KernelTuning tuned{.decode_row_groups = 2,
                       .decode_parts = 4,
                       .decode_tile_tokens = 4,
                       .prompt_row_groups = 2,
                       .prompt_thread_tokens = 2,
                       .prompt_token_slots = 4,
                       .prompt_stages_activations = 1,
                       .cooperative_row_subgroups = 4,
                       .cooperative_token_subgroups = 1,
                       .cooperative_subgroup_rows = 16,
                       .cooperative_subgroup_tokens = 16,
                       .attention_threads = 64,
                       .attention_queries = 32,
                       .attention_chunks = 8,
                       .attention_chunk_threads = 4};
    if (!whole) tuned.decode_tile_tokens = 2;
    return {{"software", KernelTuning::for_device(software)}, {"graphics", graphics}, {"tuned", tuned}};
}

int run_kernel_cases(TestDevice& device, const std::vector<Case>& cases, int argument_count, char** arguments) {
    fmt::print("{}; {}\n", device.name(), fmt::join(device.capabilities().feature_names(), ", "));
    std::vector<Case> checked;
    for (const Case& one : cases)
        checked.push_back({one.name, [&device, &one] {
                               std::string problem = one.run();
                               const std::string messages = device.new_messages();
                               return problem.empty() ? messages : problem;
                           }});
    return run_cases(checked, argument_count, arguments);
}

}  // namespace kernel_test
