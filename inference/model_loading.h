#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "inference/engine.h"
#include "inference/stage_loading.h"
#include "inference/warm_up.h"

namespace inference {

/// Stage after stage, then the kernels' first run.
class ModelLoading final : public Loading {
public:
    ModelLoading(DeviceDescription device, std::shared_ptr<const ModelFile> file, Precision precision, Plan plan,
                 std::vector<std::unique_ptr<StageLoading>> stages)
        : stages_(std::move(stages)) {
        model_.source = std::move(file);
        model_.precision = precision;
        model_.device = std::move(device);
        model_.plan = std::move(plan);
    }

    Result<Progress> advance() override;
    Result<std::shared_ptr<const Model>> take() override;

private:
    Result<void> advance_stage();
    bool has_driver() const;  // some stage is on a graphics device
    float share_done() const;

    std::vector<std::unique_ptr<StageLoading>> stages_;
    Model model_;
    std::uint64_t bytes_before_ = 0;  // of the stages that are there
    std::optional<WarmUp> warm_up_;
    bool done_ = false;
};

}  // namespace inference
