#include "inference/planned_loading.h"

namespace inference {

namespace {

constexpr double smaller = 0.8;
constexpr int most_attempts = 4;

}  // namespace

Result<Loading::Progress> PlannedLoading::advance() try {
    if (!measured_) {
        const auto known = measure_();
        if (!known) return std::unexpected(known.error());
        measured_ = known->done;
        return Progress{.compiling = known->compiling};
    }
    auto progress = loading_ ? loading_->advance() : attempt();
    if (progress || progress.error().kind != ErrorKind::OutOfMemory) return progress;
    if (!shrink_ || attempts_ == most_attempts) return progress;
    loading_.reset();  // frees what it took before the next plan looks at what is free
    share_ *= smaller;
    if (auto planned = shrink_(share_); !planned) return std::unexpected(std::move(planned.error()));
    return Progress{};
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<Loading::Progress> PlannedLoading::attempt() try {
    ++attempts_;
    auto loading = place_();
    if (!loading) return std::unexpected(std::move(loading.error()));
    loading_ = std::move(*loading);
    return Progress{};
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<std::shared_ptr<const Model>> PlannedLoading::take() {
    if (!loading_) return fail(ErrorKind::InvalidArgument, "the model is not loaded yet", "Load it to the end first.");
    return loading_->take();
}

}  // namespace inference
