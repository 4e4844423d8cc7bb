#include "inference/model_loading.h"

#include <algorithm>
#include <utility>

namespace inference {

namespace {

constexpr float weights_share = 0.9F;  // of the progress shown; the rest are the kernels' first runs

}  // namespace

Result<Loading::Progress> ModelLoading::advance() try {
    if (done_) return Progress{.fraction = 1.0F, .done = true};
    if (model_.stages.size() < stages_.size()) {
        if (auto loaded = advance_stage(); !loaded) return std::unexpected(std::move(loaded.error()));
        return Progress{.fraction = share_done() * weights_share, .compiling = compiles()};
    }
    if (!warm_up_) {
        auto begun = WarmUp::begin(model_, cache_type_);
        if (!begun) return std::unexpected(begun.error());
        warm_up_ = std::move(*begun);
        return Progress{.fraction = weights_share, .compiling = compiles()};
    }
    const auto warm = warm_up_->advance();
    if (!warm) return std::unexpected(warm.error());
    const float fraction = weights_share + (1.0F - weights_share) * warm_up_->fraction();
    if (*warm) {
        warm_up_.reset();
        done_ = true;
    }
    return Progress{.fraction = fraction, .done = done_, .compiling = !done_ && compiles()};
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<std::shared_ptr<const Model>> ModelLoading::take() try {
    if (!done_ || model_.stages.empty())
        return fail(ErrorKind::InvalidArgument, "the model is not loaded yet", "Load it to the end first.");
    return std::make_shared<const Model>(std::exchange(model_, Model()));
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<void> ModelLoading::advance_stage() {
    StageLoading& loading = *stages_[model_.stages.size()];
    if (!weights_there_) {
        const auto there = loading.advance();
        if (!there) return std::unexpected(there.error());
        weights_there_ = *there;
        return {};  // its kernels are compiled in a step of their own, which is told before
    }
    weights_there_ = false;
    bytes_before_ += loading.bytes_total();
    auto stage = loading.take();
    if (!stage) return std::unexpected(stage.error());
    model_.stages.push_back(std::move(*stage));
    return {};
}

bool ModelLoading::compiles() const {
    const auto has_driver = [](const PlannedStage& stage) { return stage.selector.starts_with("vulkan:"); };
    const auto& planned = model_.plan.stages;
    if (model_.stages.size() == stages_.size()) return std::ranges::any_of(planned, has_driver);
    return weights_there_ && has_driver(planned[model_.stages.size()]);
}

float ModelLoading::share_done() const {
    std::uint64_t total = 0;
    for (const auto& stage : stages_) total += stage->bytes_total();
    std::uint64_t done = bytes_before_;
    if (model_.stages.size() < stages_.size()) done += stages_[model_.stages.size()]->bytes_done();
    return static_cast<float>(static_cast<double>(done) / static_cast<double>(total));
}

}  // namespace inference
