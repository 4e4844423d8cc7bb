#include "app/cli/held_model.h"

#include <utility>

#include "app/cli/loaded_session.h"
#include "app/cli/output.h"

namespace app::cli {

namespace {

const char* wordsFor(Recovery::Reason reason) {
    switch (reason) {
        case Recovery::Reason::DeviceLost:
            return "(the graphics device stopped working: the model is loaded again, and the answer goes on)";
        case Recovery::Reason::DeviceLeftOut:
            return "(the graphics device stopped working again: the answer goes on without it)";
        case Recovery::Reason::OutOfMemory:
            return "(memory ran out: the model is loaded so that it takes less, and the answer goes on)";
    }
    return "";
}

}  // namespace

Result<HeldModel> HeldModel::load(std::string file, const ModelOptions& options) {
    HeldModel held(std::move(file), options);
    held.recovery_.chosen(options.loading());
    auto model = loadModel(held.file_, options, options.loading());
    if (!model) return fail(model.error());
    held.model_ = std::move(*model);
    held.plan_ = held.model_->plan;
    return held;
}

Result<void> HeldModel::open(const ModelOptions& options) {
    options_ = options;
    auto session = openSession(model_, options_);
    if (!session) return std::unexpected(session.error());
    session_ = std::move(*session);
    return {};
}

Result<void> HeldModel::placeAnew(const inference::Error& error, inference::Answer& answer) {
    auto placing = recovery_.after(error, plan_);
    if (!placing) return fail(error);
    answer.leave();
    session_.reset();
    model_.reset();
    while (!model_) {
        remark(wordsFor(placing->reason));
        recovery_.placed(*placing);
        auto model = loadModel(file_, options_, placing->options);
        if (model) {
            model_ = std::move(*model);
            plan_ = model_->plan;
            break;
        }
        placing = recovery_.afterLoad(model.error(), plan_);
        if (!placing) return fail(model.error());
    }
    if (auto opened = open(options_); !opened) return opened;
    if (auto resumed = answer.resume(*session_); !resumed) return fail(resumed.error());
    return {};
}

}  // namespace app::cli
