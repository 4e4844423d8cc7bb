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
    using Measure = std::function<Result<bool>()>;  ///< a step; true once all is known
    /// By a plan with this share of what memory the devices have.
    using Attempt = std::function<Result<std::unique_ptr<Loading>>(double share)>;

    PlannedLoading(Measure measure, Attempt attempt, double first_share)
        : measure_(std::move(measure)), attempt_(std::move(attempt)), share_(first_share) {}

    Result<Progress> advance() override;
    Result<std::shared_ptr<const Model>> take() override;

private:
    Measure measure_;
    Attempt attempt_;
    bool measured_ = false;
    double share_;
    int attempts_ = 0;
    std::unique_ptr<Loading> loading_;
};

}  // namespace inference
