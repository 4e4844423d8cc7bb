#include "app/engine/engine_steps.h"

#include <algorithm>
#include <utility>

namespace app {

using inference::EndReason;
using inference::Error;
using inference::ErrorKind;

namespace {

/// Nothing is known of the device's memory and caches after these.
bool spoilsSession(ErrorKind kind) {
    return kind == ErrorKind::DeviceLost || kind == ErrorKind::DeviceFailure || kind == ErrorKind::OutOfMemory;
}

}  // namespace

EngineSteps::EngineSteps(EngineParts parts, EngineListener& listener)
    : parts_(std::move(parts)),
      listener_(listener),
      caches_(
          parts_.cacheFolder, [this](const Error& error) { listener_.cacheProblem(error); },
          [this] { setCompiling(true); }) {}

EngineSteps::~EngineSteps() = default;

inference::Engine& EngineSteps::engine() {
    if (!engine_) engine_ = parts_.makeEngine();
    return *engine_;
}

inference::Result<std::vector<inference::DeviceDescription>> EngineSteps::devices() { return engine().devices(); }

bool EngineSteps::hasWork() const { return load_ || (underWay_ ? !underWay_->made() : caches_.moving()); }

void EngineSteps::step() {
    if (!hasWork()) return;  // there was some when this was called for, but an unload or a stop came first
    try {
        takeStep();
    } catch (const std::bad_alloc&) {
        memoryRanOut();
    }
}

void EngineSteps::memoryRanOut() {
    const Error error = inference::out_of_memory().error();
    if (load_)
        giveUpLoad(error);
    else if (underWay_)
        giveUpAnswer(error);
    else
        caches_.giveUp(error);
}

void EngineSteps::takeStep() {
    if (load_) {
        if (underWay_ && underWay_->stopRequested()) return endAnswer(EndReason::Stopped);
        stepLoad();
    } else if (!underWay_) {
        caches_.step();
        setCompiling(false);
    } else if (!underWay_->made())
        stepAnswer();
}

void EngineSteps::finish(std::chrono::steady_clock::time_point deadline) {
    if (underWay_) endAnswer(EndReason::Stopped);
    load_.reset();
    while (model_ && !caches_.saved() && std::chrono::steady_clock::now() < deadline) {
    }
}

// Loading

void EngineSteps::load(std::string modelId, inference::LoadOptions options) {
    if (underWay_) endAnswer(EndReason::Stopped);
    if (load_ && load_->recovers) dropModel();  // what is left of it
    recovery_.chosen(options);
    endLoad();
    load_ = Load{std::move(modelId), std::move(options), std::nullopt, nullptr};
    listener_.loadProgress(load_->modelId, 0.0);
}

void EngineSteps::cancelLoad() {
    if (!load_) return;
    const bool recovering = load_->recovers;
    if (recovering && underWay_) endAnswer(EndReason::Stopped);
    endLoad();
    if (recovering) dropModel();
}

void EngineSteps::unload() {
    if (underWay_) endAnswer(EndReason::Stopped);
    endLoad();
    dropModel();
}

void EngineSteps::dropModel() {
    caches_.drop();
    const bool wasLoaded = opened_.has_value();
    model_.reset();
    opened_.reset();
    if (wasLoaded) listener_.unloaded();
}

std::optional<EngineSteps::Load> EngineSteps::endLoad() {
    setCompiling(false);
    return std::exchange(load_, std::nullopt);
}

/// A word less is no harm, so it is called anywhere.
void EngineSteps::setCompiling(bool now) noexcept {
    if (compiling_ == now) return;
    try {
        listener_.compiling(now);
        compiling_ = now;
    } catch (const std::bad_alloc&) {
    }
}

void EngineSteps::stepLoad() {
    if (!load_->opened) {
        auto opened = parts_.openModel(load_->modelId);
        if (!opened) return failLoad(opened.error());
        load_->opened = std::move(*opened);
        return;
    }
    if (!load_->loading) {
        if (model_ && !caches_.saved()) return;
        if (!load_->recovers) dropModel();
        auto loading = engine().load(load_->opened->file, load_->options);
        if (!loading) return failLoad(loading.error());
        load_->loading = std::move(*loading);
        return;
    }
    const auto progress = load_->loading->advance();
    if (!progress) return failLoad(progress.error());
    setCompiling(progress->compiling && !progress->done);
    if (!progress->done) return listener_.loadProgress(load_->modelId, static_cast<double>(progress->fraction));
    auto model = load_->loading->take();
    if (!model) return failLoad(model.error());
    // What may want memory comes before anything is changed.
    inference::Plan plan = (*model)->plan;
    std::string identity = load_->opened->identity;
    listener_.loaded(load_->modelId, *load_->opened, **model);
    Load done = *endLoad();
    model_ = std::move(*model);
    modelId_ = std::move(done.modelId);
    plan_ = std::move(plan);
    opened_ = std::move(*done.opened);
    caches_.use(model_, std::move(identity));
}

void EngineSteps::failLoad(const Error& error) {
    setCompiling(false);
    if (error.kind == ErrorKind::DeviceLost) engine_.reset();
    if (load_->recovers)
        if (auto next = recovery_.afterLoad(error, plan_)) return loadAnew(std::move(*next));
    giveUpLoad(error);
}

void EngineSteps::giveUpLoad(const Error& error) {
    const Load failed = *endLoad();
    if (failed.recovers) {
        dropModel();
        if (underWay_) giveUpAnswer(error);
    }
    listener_.loadFailed(failed.modelId, error);
}

// A device that fails

/// True if the answer under way may go on, elsewhere or with less memory.
bool EngineSteps::placeAnew(const Error& error) {
    if (!model_) return false;
    auto next = recovery_.after(error, plan_);
    if (!next) return false;
    const ConversationCaches::Memory& memory = underWay_->question().memory;
    next->options.context_length = memory.contextLength;
    next->options.cache_type = memory.cacheType;
    if (next->reason == Recovery::Reason::OutOfMemory && !isSmaller(next->options)) return false;
    loadAnew(std::move(*next));
    return true;
}

/// Whether the layers would lie otherwise than they do: else there would be as little memory as now.
bool EngineSteps::isSmaller(inference::LoadOptions options) {
    for (const inference::PlannedStage& stage : plan_.stages)
        options.leaving[stage.selector] += caches_.atHand() ? stage.bytes.total() : stage.bytes.weights;
    const auto plan = engine().estimate(opened_->file, options);
    return plan && plan->device() != plan_.device();
}

void EngineSteps::loadAnew(Recovery::Placing placing) {
    recovery_.placed(placing);
    Load load{modelId_, std::move(placing.options), opened_, nullptr, true};
    if (underWay_) underWay_->leave();
    placedMeanwhile_ = true;
    caches_.drop();
    model_.reset();
    if (placing.reason != Recovery::Reason::OutOfMemory) engine_.reset();
    load_ = std::move(load);
    if (underWay_) listener_.placedAnew(modelId_, underWay_->question().request, placing.reason);
    listener_.loadProgress(modelId_, 0.0);
}

// Answering

void EngineSteps::start(Question question) {
    if (underWay_) endAnswer(EndReason::Stopped);
    const bool recovering = load_ && load_->recovers;  // it waits for that
    if ((load_ && !recovering) || (!model_ && !recovering))
        return listener_.failed(
            question.request,
            Error{ErrorKind::InvalidArgument, load_ ? "the model is still being loaded" : "no model is loaded",
                  load_ ? "Wait until it is there." : "Choose a model first."},
            {});
    caches_.enter(question.conversation, question.memory);
    // The settings may have changed since it was entered: its session stays when the answer has ended.
    if (looked_ && looked_->conversation == question.conversation) looked_->memory = question.memory;
    underWay_.emplace(std::move(question), listener_);
    placedMeanwhile_ = false;
}

void EngineSteps::enterConversation(std::string conversation, ConversationCaches::Memory memory) {
    looked_ = LookedAt{std::move(conversation), memory};
    if (!underWay_) lookAgain();
}

/// An answer was given in the conversation that is looked at, or in another, in whose session it is until it ends.
void EngineSteps::lookAgain() {
    if (looked_) caches_.enter(looked_->conversation, looked_->memory);
}

void EngineSteps::forgetConversation(const std::string& conversation) {
    if (underWay_ && underWay_->question().conversation == conversation) endAnswer(EndReason::Stopped);
    caches_.forget(conversation);
    if (looked_ && looked_->conversation == conversation) looked_.reset();
}

void EngineSteps::stop(RequestId request) {
    if (underWay_ && underWay_->question().request == request) endAnswer(EndReason::Stopped);
}

void EngineSteps::acknowledge(RequestId request) {
    if (!underWay_ || underWay_->question().request != request) return;
    underWay_->acknowledge();
    if (const auto reason = underWay_->ended()) endAnswer(*reason);
}

void EngineSteps::stepAnswer() {
    if (underWay_->stopRequested()) return endAnswer(EndReason::Stopped);
    if (!underWay_->hasSession()) return beginAnswer();
    const auto advanced = underWay_->advance();
    setCompiling(false);  // the first kernels have run
    if (!advanced) return failAnswer(advanced.error());
    if (const auto reason = underWay_->ended()) endAnswer(*reason);
}

void EngineSteps::beginAnswer() {
    if (caches_.moving()) caches_.step();
    if (caches_.moving()) return;
    const auto session = caches_.take();
    if (!session) return failAnswer(session.error());
    if (const auto entered = underWay_->enter(**session, opened_->format.format); !entered) failAnswer(entered.error());
}

void EngineSteps::endAnswer(EndReason reason) {
    const RequestId request = underWay_->question().request;
    const auto counted = underWay_->statistics();
    underWay_.reset();
    setCompiling(false);
    if (reason != EndReason::Stopped) recovery_.answered();
    listener_.ended(request, reason, counted);
    // What was drafted, or made on several placings, says nothing of a token alone.
    if (model_ && counted.drafted_tokens == 0 && !placedMeanwhile_)
        engine().decoded(model_->plan, {.tokens = counted.answer_tokens,
                                        .seconds = counted.answer_seconds,
                                        .position = counted.context_used -
                                                    std::min(counted.context_used, counted.answer_tokens / 2)});
    lookAgain();
}

void EngineSteps::failAnswer(const Error& error) {
    setCompiling(false);
    if (!placeAnew(error)) giveUpAnswer(error);
}

void EngineSteps::giveUpAnswer(const Error& error) {
    setCompiling(false);
    const RequestId request = underWay_->question().request;
    const auto counted = underWay_->statistics();
    // What was computed before the failure is not lost: it leaves even if the last piece was not acknowledged.
    underWay_->acknowledge();
    underWay_.reset();
    if (spoilsSession(error.kind)) caches_.dropSessions();
    if (error.kind == ErrorKind::DeviceLost) {
        dropModel();
        engine_.reset();
    }
    listener_.failed(request, error, counted);
    lookAgain();
}

}  // namespace app
