#pragma once
#include <functional>
#include <memory>
#include <utility>

#include "inference/engine.h"

namespace inference {

/// A load by a plan. What is not known of the devices is measured first; where memory runs out all the same, as another
/// program took it since, a plan with less of it is tried, three times.
class PlannedLoading final : public Loading {
public:
    using Measure = std::function<Result<Progress>()>;  ///< a step; done once all is known
    /// The plan's stages on their way.
    using Place = std::function<Result<std::unique_ptr<Loading>>()>;
    /// Makes a plan with this share of what memory the devices have now; where there is none the plan stays.
    using Shrink = std::function<Result<void>(double share)>;

    /// `first_share`: of the plan that is there.
    PlannedLoading(Measure measure, Place place, Shrink shrink, double first_share)
        : measure_(std::move(measure)), place_(std::move(place)), shrink_(std::move(shrink)), share_(first_share) {}

    Result<Progress> advance() override;
    Result<std::shared_ptr<const Model>> take() override;

private:
    Result<Progress> attempt();

    Measure measure_;
    Place place_;
    Shrink shrink_;
    bool measured_ = false;
    double share_;
    int attempts_ = 0;
    std::unique_ptr<Loading> loading_;
};

}  // namespace inference
