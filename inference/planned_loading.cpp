#include "inference/planned_loading.h"

namespace inference {

namespace {

constexpr double smaller = 0.8;
constexpr int most_attempts = 4;

}  // namespace

Result<Loading::Progress> PlannedLoading::advance() {
    if (!measured_) {
        const auto known = measure_();
        if (!known) return std::unexpected(known.error());
        measured_ = *known;
        return Progress{};
    }
    if (!loading_) {
        auto loading = attempt_(share_);
        if (!loading) return std::unexpected(std::move(loading.error()));
        loading_ = std::move(*loading);
        ++attempts_;
        return Progress{};
    }
    auto progress = loading_->advance();
    if (progress || progress.error().kind != ErrorKind::OutOfMemory || attempts_ == most_attempts) return progress;
    loading_.reset();  // frees what it took before the next plan looks at what is free
    share_ *= smaller;
    return Progress{};
}

Result<std::shared_ptr<const Model>> PlannedLoading::take() {
    if (!loading_) return fail(ErrorKind::InvalidArgument, "the model is not loaded yet", "Load it to the end first.");
    return loading_->take();
}

}  // namespace inference
