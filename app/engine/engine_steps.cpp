#include "app/engine/engine_steps.h"

#include <algorithm>
#include <utility>

namespace app {

using inference::Answer;
using inference::EndReason;
using inference::Error;
using inference::ErrorKind;

namespace {

/// A long prompt on a fast device takes 125 submissions a second; people see no more than this.
constexpr auto shortestTimeBetweenProgress = std::chrono::milliseconds(40);

/// Nothing is known of the device's memory and caches after these.
bool spoilsSession(ErrorKind kind) {
    return kind == ErrorKind::DeviceLost || kind == ErrorKind::DeviceFailure || kind == ErrorKind::OutOfMemory;
}

}  // namespace

EngineSteps::EngineSteps(EngineParts parts, EngineListener& listener) : parts_(std::move(parts)), listener_(listener) {}

EngineSteps::~EngineSteps() = default;

inference::Engine& EngineSteps::engine() {
    if (!engine_) engine_ = parts_.makeEngine();
    return *engine_;
}

inference::Result<std::vector<inference::DeviceDescription>> EngineSteps::devices() { return engine().devices(); }

bool EngineSteps::hasWork() const { return load_ || (underWay_ && !underWay_->end); }

void EngineSteps::step() {
    if (load_)
        stepLoad();
    else if (underWay_ && !underWay_->end)
        stepAnswer();
}

// Loading

void EngineSteps::load(std::string modelId, inference::LoadOptions options) {
    if (underWay_) endAnswer(EndReason::Stopped);
    load_ = Load{std::move(modelId), std::move(options), std::nullopt, nullptr};
    listener_.loadProgress(load_->modelId, 0.0);
}

void EngineSteps::cancelLoad() { load_.reset(); }

void EngineSteps::unload() {
    if (underWay_) endAnswer(EndReason::Stopped);
    load_.reset();
    dropModel();
}

void EngineSteps::dropModel() {
    session_.reset();
    const bool wasLoaded = model_ != nullptr;
    model_.reset();
    opened_.reset();
    if (wasLoaded) listener_.unloaded();
}

void EngineSteps::stepLoad() {
    if (!load_->opened) {
        auto opened = parts_.openModel(load_->modelId);
        if (!opened) return failLoad(opened.error());
        load_->opened = std::move(*opened);
        return;
    }
    if (!load_->loading) {
        dropModel();
        auto loading = engine().load(load_->opened->file, load_->options);
        if (!loading) return failLoad(loading.error());
        load_->loading = std::move(*loading);
        return;
    }
    const auto progress = load_->loading->advance();
    if (!progress) return failLoad(progress.error());
    if (!progress->done) return listener_.loadProgress(load_->modelId, static_cast<double>(progress->fraction));
    auto model = load_->loading->take();
    if (!model) return failLoad(model.error());
    const Load done = std::move(*std::exchange(load_, std::nullopt));
    model_ = std::move(*model);
    opened_ = done.opened;
    listener_.loaded(done.modelId, *opened_, *model_);
}

void EngineSteps::failLoad(const Error& error) {
    const std::string modelId = load_->modelId;
    load_.reset();  // frees what it took before anybody hears of it
    if (error.kind == ErrorKind::DeviceLost) engine_.reset();
    listener_.loadFailed(modelId, error);
}

// Answering

void EngineSteps::start(Question question) {
    if (underWay_) endAnswer(EndReason::Stopped);
    if (load_ || !model_)
        return listener_.failed(
            question.request,
            Error{ErrorKind::InvalidArgument, load_ ? "the model is still being loaded" : "no model is loaded",
                  load_ ? "Wait until it is there." : "Choose a model first."},
            {});
    underWay_.emplace();
    underWay_->question = std::move(question);
}

void EngineSteps::stop(RequestId request) {
    if (underWay_ && underWay_->question.request == request) endAnswer(EndReason::Stopped);
}

void EngineSteps::acknowledge(RequestId request) {
    if (!underWay_ || underWay_->question.request != request) return;
    underWay_->text.acknowledge();
    sendText();
    if (underWay_->end && !underWay_->text.waiting()) endAnswer(*underWay_->end);
}

void EngineSteps::stepAnswer() {
    if (underWay_->question.stop.stop_requested()) return endAnswer(EndReason::Stopped);
    if (!underWay_->answer) return beginAnswer();
    const auto step = underWay_->answer->advance(underWay_->question.stop);
    if (!step) return failAnswer(step.error());
    if (step->end == EndReason::Stopped) return endAnswer(EndReason::Stopped);
    show(*step);
    underWay_->end = step->end;
    if (underWay_->end && !underWay_->text.waiting()) endAnswer(*underWay_->end);
}

void EngineSteps::beginAnswer() {
    const Question& question = underWay_->question;
    if (auto opened = openSession(question.contextLength); !opened) return failAnswer(opened.error());
    auto answer = Answer::begin(
        *session_, {.turns = question.turns,
                    .format = question.format ? inference::named_format(*question.format) : opened_->format.format,
                    .sampling = question.sampling,
                    .token_limit = question.answerLimit,
                    .stop_texts = question.stopTexts,
                    .session = {.reproducible = question.reproducible}});
    if (!answer) return failAnswer(answer.error());
    underWay_->answer = std::move(*answer);
}

inference::Result<void> EngineSteps::openSession(std::uint32_t contextLength) {
    const std::uint32_t length = std::min(contextLength, model_->source->config.context_length);
    if (session_ && session_->context_length() == length) return {};
    session_.reset();  // its cache makes room for the new one
    auto session = inference::Session::open(
        model_, {.context_length = length,
                 .cache_type = model_->precision == inference::Precision::Exact ? inference::CacheType::F32
                                                                                : inference::CacheType::F16});
    if (!session) return std::unexpected(std::move(session.error()));
    session_ = std::move(*session);
    return {};
}

void EngineSteps::show(const Answer::Step& step) {
    const RequestId request = underWay_->question.request;
    if (step.dropped_turns > 0) {
        listener_.turnsDropped(request, step.dropped_turns);
        underWay_->promptShown = 0;
    }
    if (step.shortened_answer) {
        listener_.answerShortened(request);
        underWay_->promptShown = 0;
    }
    const auto now = std::chrono::steady_clock::now();
    const bool read = step.prompt_done == step.prompt_total;
    if (step.prompt_done != underWay_->promptShown &&
        (read || now - underWay_->progressShown >= shortestTimeBetweenProgress)) {
        underWay_->promptShown = step.prompt_done;
        underWay_->progressShown = now;
        listener_.promptProgress(request, step.prompt_done, step.prompt_total);
    }
    underWay_->text.append(step.text);
    sendText();
}

void EngineSteps::sendText() {
    auto piece = underWay_->text.take();
    if (!piece) return;
    // One of these a piece, so that they are as bounded as the text is.
    const auto counted = statistics();
    if (counted.context_used != underWay_->contextShown) {
        underWay_->contextShown = counted.context_used;
        listener_.contextUsed(underWay_->question.request, counted.context_used, counted.context_length);
    }
    listener_.text(underWay_->question.request, std::move(*piece));
}

Answer::Statistics EngineSteps::statistics() const {
    return underWay_->answer ? underWay_->answer->statistics() : Answer::Statistics{};
}

void EngineSteps::endAnswer(EndReason reason) {
    const RequestId request = underWay_->question.request;
    const auto counted = statistics();
    underWay_.reset();
    listener_.ended(request, reason, counted);
}

void EngineSteps::failAnswer(const Error& error) {
    const RequestId request = underWay_->question.request;
    const auto counted = statistics();
    // What was computed before the failure is not lost: it leaves even if the last piece was not acknowledged.
    underWay_->text.acknowledge();
    sendText();
    underWay_.reset();
    if (spoilsSession(error.kind)) session_.reset();
    if (error.kind == ErrorKind::DeviceLost) {
        dropModel();
        engine_.reset();
    }
    listener_.failed(request, error, counted);
}

}  // namespace app
