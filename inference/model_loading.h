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
    /// `cache_type`: of the conversations to expect, for which the kernels run first.
    ModelLoading(DeviceDescription device, std::shared_ptr<const ModelFile> file, Precision precision,
                 CacheType cache_type, Plan plan, std::vector<std::unique_ptr<StageLoading>> stages)
        : stages_(std::move(stages)), cache_type_(cache_type) {
        model_.source = std::move(file);
        model_.precision = precision;
        model_.device = std::move(device);
        model_.plan = std::move(plan);
    }

    Result<Progress> advance() override;
    Result<std::shared_ptr<const Model>> take() override;

private:
    Result<void> advance_stage();
    bool compiles() const;  // the next step, if a driver does
    float share_done() const;

    std::vector<std::unique_ptr<StageLoading>> stages_;
    CacheType cache_type_;
    Model model_;
    bool weights_there_ = false;      // of the stage that is next
    std::uint64_t bytes_before_ = 0;  // of the stages that are there
    std::optional<WarmUp> warm_up_;
    bool done_ = false;
};

}  // namespace inference
