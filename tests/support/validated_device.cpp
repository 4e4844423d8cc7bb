#include "tests/support/validated_device.h"

#include <array>
#include <cstdlib>
#include <optional>

#include "inference/vulkan/physical_device.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/weight_upload.h"

namespace test_support {

using namespace inference;

namespace {

/// golden_test from an empty cache of kernels: 108 s of processor time instead of 270, 26 of them not compiling.
std::optional<vulkan::KernelTuning> small_tiles(const vulkan::Capabilities& capabilities) {
    if (!capabilities.software || std::getenv("ALTIPLANO_WHOLE_TILES") != nullptr) return std::nullopt;
    auto tuning = vulkan::KernelTuning::for_device(capabilities);
    tuning.decode_row_groups = 1;
    tuning.prompt_row_groups = 1;
    tuning.prompt_thread_tokens = 2;
    return tuning;
}

}  // namespace

Result<ValidatedDevice> ValidatedDevice::open(const Options& options) {
    ValidatedDevice result;
    auto instance = vulkan::Instance::create(
        {.validation = options.layers, .replace = options.replace, .pipelines = options.pipelines});
    if (!instance) return std::unexpected(instance.error());
    result.instance_ = std::move(*instance);
    const auto devices = result.instance_->physical_devices();
    if (!devices) return std::unexpected(devices.error());
    if (devices->empty())
        return fail(ErrorKind::NoDevice, "there is no Vulkan device to test on", "Install mesa-vulkan-drivers.");
    const auto found = vulkan::PhysicalDevice::query(*result.instance_, devices->front());
    auto device = vulkan::Device::open(
        result.instance_, devices->front(),
        {.mask = options.mask, .tuning = options.pipelines.empty() ? small_tiles(found.capabilities) : std::nullopt});
    if (!device) return std::unexpected(device.error());
    result.device_ = std::move(*device);
    return result;
}

Result<void> keep_small_tiles(const std::filesystem::path& pipelines) {
    const auto device = ValidatedDevice::open({.layers = false, .pipelines = pipelines});
    if (!device) return std::unexpected(device.error());
    const auto tiles = small_tiles(device->device().capabilities());
    return tiles ? device->device().keep_tuning(*tiles) : Result<void>();
}

Result<std::shared_ptr<const Model>> ValidatedDevice::load(std::shared_ptr<const ModelFile> file,
                                                           Precision precision) const {
    const std::uint32_t layers = file->config.layer_count;
    return load(std::move(file), precision, std::array{layers});
}

Result<std::shared_ptr<const Model>> ValidatedDevice::load(std::shared_ptr<const ModelFile> file, Precision precision,
                                                           std::span<const std::uint32_t> layers) const {
    auto model = std::make_shared<Model>();
    model->precision = precision;
    std::uint32_t first = 0;
    for (const std::uint32_t count : layers) {
        auto upload = vulkan::WeightUpload::begin(device_, file, {first, count});
        if (!upload) return std::unexpected(upload.error());
        for (;;) {
            const auto done = (*upload)->advance();
            if (!done) return std::unexpected(done.error());
            if (*done) break;
        }
        auto stage = vulkan::VulkanStage::create(device_, file->config, (*upload)->take(), precision,
                                                 precision == Precision::Exact ? CacheType::F32 : CacheType::F16);
        if (!stage) return std::unexpected(stage.error());
        model->stages.push_back(std::move(*stage));
        first += count;
    }
    model->source = std::move(file);
    return model;
}

std::string ValidatedDevice::first_message() const {
    const auto messages = instance_->validation_log()->first_messages();
    return messages.empty() ? std::string() : messages.front();
}

}  // namespace test_support
