#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "inference/cpu/work_queue.h"
#include "inference/machine.h"
#include "inference/model/layer_range.h"
#include "inference/stage_loading.h"

namespace inference {

/// Puts a model's stages on devices, which are opened once. Nothing is loaded yet.
class StagePlacing {
public:
    StagePlacing(std::shared_ptr<const ModelFile> file, const LoadOptions& options, const Machine& machine)
        : file_(std::move(file)), options_(options), machine_(machine) {}

    /// The last `mapped_layers`, of the processor's, stay in the file. Kernels are compiled for `cache_type`. Fails
    /// with OutOfMemory (what is needed, what is there) and as Device::open.
    Result<std::unique_ptr<StageLoading>> stage_on(const std::string& selector, LayerRange layers,
                                                   std::uint32_t mapped_layers, CacheType cache_type);
    /// All of a plan's stages.
    Result<std::unique_ptr<Loading>> loading(const Plan& plan);

private:
    CacheType cache_type() const;
    DeviceDescription described(const std::string& selector) const;

    std::shared_ptr<const ModelFile> file_;
    LoadOptions options_;
    const Machine& machine_;
    std::map<std::string, std::shared_ptr<vulkan::Device>> opened_;  // by selector
    std::shared_ptr<cpu::WorkQueue> queue_;
};

}  // namespace inference
