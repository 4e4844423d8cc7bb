#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "inference/engine.h"
#include "inference/vulkan/device.h"

namespace test_support {

/// The first Vulkan device, opened under the validation layers with synchronisation validation. A software device has
/// kernels of smaller tiles than its own, which compile in a third of the time, unless ALTIPLANO_WHOLE_TILES is set
/// (./dev soak) or there is a place where a tuning is kept.
class ValidatedDevice {
public:
    struct Options {
        bool layers = true;          ///< false where what the program itself does is counted
        std::string_view mask = {};  ///< features to leave off
        std::function<void(inference::vulkan::Functions&)> replace = nullptr;  ///< as Instance::Options has it
        std::filesystem::path pipelines = {};                                  ///< as Instance::Options has it
    };
    static inference::Result<ValidatedDevice> open(const Options& options);
    static inference::Result<ValidatedDevice> open() { return open(Options()); }

    inference::vulkan::Device& device() const { return *device_; }
    /// A model on this device, loaded to its end.
    inference::Result<std::shared_ptr<const inference::Model>> load(std::shared_ptr<const inference::ModelFile> file,
                                                                    inference::Precision precision) const;
    /// The same in several stages, all on this device, with so many layers each.
    inference::Result<std::shared_ptr<const inference::Model>> load(std::shared_ptr<const inference::ModelFile> file,
                                                                    inference::Precision precision,
                                                                    std::span<const std::uint32_t> layers) const;
    /// The first thing that the layers said; empty if they said nothing.
    std::string first_message() const;

private:
    std::shared_ptr<inference::vulkan::Instance> instance_;
    std::shared_ptr<inference::vulkan::Device> device_;
};

/// Keeps the smaller tiles of a software device in the folder `pipelines`, as `bench --tune` keeps what it found, so
/// that an Engine with that folder has them too. Does nothing where a ValidatedDevice has none.
inference::Result<void> keep_small_tiles(const std::filesystem::path& pipelines);

}  // namespace test_support
