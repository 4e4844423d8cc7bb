#pragma once
#include <memory>
#include <vector>

#include "inference/model/model_file.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/device_weights.h"

namespace inference::vulkan {

/// Brings the weights of a range of layers from a file into device memory, repacked, a few megabytes at a time. The
/// file is read piece by piece into a small buffer: no second copy of it is held. One thread.
class WeightUpload {
public:
    /// Lays everything out and compares what it takes with what the device has; nothing is allocated yet. Fails with
    /// OutOfMemory (both numbers), and with InvalidArgument where the range is not the model's.
    static Result<std::unique_ptr<WeightUpload>> begin(std::shared_ptr<Device> device,
                                                       std::shared_ptr<const ModelFile> model, LayerRange range);
    virtual ~WeightUpload() = default;

    virtual std::uint64_t bytes_total() const = 0;  ///< device memory that the weights take
    virtual std::uint64_t bytes_done() const = 0;
    /// About 20 milliseconds of work. True once everything is there.
    virtual Result<bool> advance() = 0;
    /// The weights, once, after advance() was true.
    virtual DeviceWeights take() = 0;
};

}  // namespace inference::vulkan
