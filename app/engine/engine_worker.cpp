#include "app/engine/engine_worker.h"

#include <QRandomGenerator>
#include <algorithm>
#include <new>
#include <utility>

#include "app/engine/answer_sampling.h"
#include "app/engine/cache_type.h"
#include "app/engine/load_options.h"
#include "app/library/model_plans.h"
#include "app/outcome.h"
#include "app/problem_words.h"
#include "inference/model/model_config.h"

namespace app {

namespace {

inference::Role roleOf(ui::ChatTurn::Role role) {
    switch (role) {
        case ui::ChatTurn::Role::System: return inference::Role::System;
        case ui::ChatTurn::Role::User: return inference::Role::User;
        case ui::ChatTurn::Role::Assistant: return inference::Role::Assistant;
    }
    return inference::Role::User;
}

ui::AnswerEnd endOf(inference::EndReason reason) {
    switch (reason) {
        case inference::EndReason::EndOfTurn: return ui::AnswerEnd::EndOfTurn;
        case inference::EndReason::Limit: return ui::AnswerEnd::Limit;
        case inference::EndReason::Stopped: return ui::AnswerEnd::Stopped;
    }
    return ui::AnswerEnd::Stopped;
}

ui::PlacedAnew reasonOf(Recovery::Reason reason) {
    switch (reason) {
        case Recovery::Reason::DeviceLost: return ui::PlacedAnew::DeviceLost;
        case Recovery::Reason::DeviceLeftOut: return ui::PlacedAnew::DeviceLeftOut;
        case Recovery::Reason::OutOfMemory: return ui::PlacedAnew::OutOfMemory;
    }
    return ui::PlacedAnew::DeviceLost;
}

QStringList leftOutOf(const inference::Plan& plan) {
    QStringList names;
    for (const inference::UnmeasuredDevice& device : plan.unmeasured)
        if (device.left_out) names << QString::fromStdString(device.name);
    return names;
}

QString textOf(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

ui::ChatFormatSource sourceOf(inference::FileFormat::Source source) {
    switch (source) {
        case inference::FileFormat::Source::Template: return ui::ChatFormatSource::Template;
        case inference::FileFormat::Source::Assumed: return ui::ChatFormatSource::Assumed;
        case inference::FileFormat::Source::Name: return ui::ChatFormatSource::Name;
        case inference::FileFormat::Source::Default:
        case inference::FileFormat::Source::Chosen: break;
    }
    return ui::ChatFormatSource::Default;
}

QList<ui::ChatFormatChoice> allFormats() {
    QList<ui::ChatFormatChoice> choices;
    for (const inference::ChatFormatName name : inference::all_chat_formats)
        choices.append({.name = textOf(inference::name_of(name)), .title = textOf(inference::title_of(name))});
    return choices;
}

double rate(std::uint32_t tokens, double seconds) { return seconds > 0 ? tokens / seconds : 0.0; }

ui::AnswerStatistics statisticsOf(const inference::Answer::Statistics& counted, ui::AnswerEnd end, quint64 seed) {
    return {.end = end,
            .promptTokens = static_cast<int>(counted.prompt_tokens),
            .reusedTokens = static_cast<int>(counted.reused_tokens),
            .answerTokens = static_cast<int>(counted.answer_tokens),
            .promptTokensPerSecond = rate(counted.prompt_tokens - counted.reused_tokens, counted.prompt_seconds),
            .tokensPerSecond = rate(counted.answer_tokens, counted.answer_seconds),
            .contextUsed = static_cast<int>(counted.context_used),
            .contextLength = static_cast<int>(counted.context_length),
            .seed = seed};
}

std::uint32_t positive(int value) { return value > 0 ? static_cast<std::uint32_t>(value) : 0; }

/// The window's name of a model: the size's where it is one of the four.
QString nameOf(const inference::ModelConfig& config) {
    switch (inference::size_class_of(config.parameter_count)) {
        case inference::SizeClass::B7: return QStringLiteral("LLaMA 7B");
        case inference::SizeClass::B13: return QStringLiteral("LLaMA 13B");
        case inference::SizeClass::B33: return QStringLiteral("LLaMA 33B");
        case inference::SizeClass::B65: return QStringLiteral("LLaMA 65B");
        case inference::SizeClass::Other: break;
    }
    return QString::fromStdString(config.name);
}

}  // namespace

EngineWorker::EngineWorker(EngineParts parts) : steps_(std::move(parts), *this) {}

template <typename Work>
void EngineWorker::attempt(Work work) {
    try {
        work();
        postStep();
    } catch (const std::bad_alloc&) {
        steps_.memoryRanOut();
    }
}

void EngineWorker::start(quint64 request, const QString& conversationId, const QList<ui::ChatTurn>& turns,
                         const ui::AnswerSettings& settings, std::stop_token stop) {
    // Ten digits at most, so that a person can type a seed that was drawn.
    const quint64 seed = settings.seed.value_or(QRandomGenerator::global()->generate());
    // What this answer replaces ends under its own seed; this one may fail inside `start`, under its own.
    attempt([&] { steps_.stop(request_); });
    request_ = request;
    seed_ = seed;
    bool begun = false;
    attempt([&] {
        Question question;
        question.request = request;
        question.conversation = conversationId.toStdString();
        for (const ui::ChatTurn& turn : turns)
            question.turns.push_back({.role = roleOf(turn.role), .text = turn.text.toStdString()});
        question.sampling = samplingOf(settings, seed);
        question.reproducible = settings.reproducible;
        question.memory = {.contextLength = positive(settings.contextLength),
                           .cacheType = cacheTypeOf(settings.cacheType)};
        question.answerLimit = positive(settings.answerLimit);
        if (!settings.chatFormat.isEmpty()) {
            question.format = inference::chat_format_named(settings.chatFormat.toStdString());
            if (!question.format) qWarning("there is no chat format %s", qPrintable(settings.chatFormat));
        }
        for (const QString& text : settings.stopTexts) question.stopTexts.push_back(text.toStdString());
        question.stop = std::move(stop);
        steps_.start(std::move(question));
        begun = true;
    });
    if (!begun) failed(request, inference::out_of_memory().error(), {});
}

void EngineWorker::stop(quint64 request) {
    attempt([&] { steps_.stop(request); });
}

void EngineWorker::acknowledge(quint64 request) {
    attempt([&] { steps_.acknowledge(request); });
}

void EngineWorker::enterConversation(const QString& conversationId, int contextLength, ui::CacheType cacheType) {
    attempt([&] {
        steps_.enterConversation(conversationId.toStdString(),
                                 {.contextLength = positive(contextLength), .cacheType = cacheTypeOf(cacheType)});
    });
}

void EngineWorker::forgetConversation(const QString& conversationId) {
    attempt([&] { steps_.forgetConversation(conversationId.toStdString()); });
}

void EngineWorker::setCacheBudget(const ui::CacheBudget& budget) {
    attempt([&] {
        steps_.setCacheBudget({.memoryBytes = static_cast<std::uint64_t>(std::max<qint64>(budget.memoryBytes, 0)),
                               .diskBytes = static_cast<std::uint64_t>(std::max<qint64>(budget.diskBytes, 0))});
    });
}

void EngineWorker::finish(std::chrono::milliseconds patience) {
    attempt([&] { steps_.finish(std::chrono::steady_clock::now() + patience); });
}

void EngineWorker::load(const QString& modelId, const ui::Placing& placing) {
    bool begun = false;
    attempt([&] {
        inference::LoadOptions options = loadOptionsOf(placing);
        options.measure = true;
        steps_.load(modelId.toStdString(), std::move(options));
        begun = true;
    });
    if (!begun) emit modelLoadFailed(modelId, problemOf(inference::out_of_memory().error()));
}

void EngineWorker::cancelLoad() {
    attempt([&] { steps_.cancelLoad(); });
}

void EngineWorker::unload() {
    attempt([&] { steps_.unload(); });
}

void EngineWorker::findDevices() {
    attempt([&] {
        QList<ui::DeviceChoice> choices{{.selector = QStringLiteral("auto"), .name = {}, .usable = true, .reason = {}}};
        const auto devices = steps_.devices();
        if (!devices) {
            choices.front().usable = false;
            choices.front().reason = inWindowsLanguage(devices.error().what);
            emit devicesFound(choices);
            return;
        }
        for (const inference::DeviceDescription& device : *devices)
            choices.append({.selector = QString::fromStdString(device.selector),
                            .name = QString::fromStdString(device.name),
                            .usable = device.usable,
                            .reason = inWindowsLanguage(device.unusable_reason),
                            .driver = QString::fromStdString(device.driver),
                            .leftOut = QString::fromStdString(device.left_out)});
        emit devicesFound(choices);
    });
}

void EngineWorker::postStep() {
    if (!stepPosted_ && steps_.hasWork())
        stepPosted_ = QMetaObject::invokeMethod(this, &EngineWorker::step, Qt::QueuedConnection);
}

void EngineWorker::step() {
    stepPosted_ = false;
    attempt([&] { steps_.step(); });
}

void EngineWorker::loadProgress(const std::string& modelId, double fraction) {
    emit loadProgressed(QString::fromStdString(modelId), fraction);
}

void EngineWorker::loaded(const std::string& modelId, const OpenedModel& opened, const inference::Model& model) {
    const inference::ModelConfig& config = opened.file->config;
    emit modelLoaded(
        {.id = QString::fromStdString(modelId),
         .name = nameOf(config),
         .quantisation = QString::fromStdString(config.quantisation),
         .identity = QString::fromStdString(opened.identity),
         .device = QString::fromStdString(model.device.name),
         .format = opened.format.name ? textOf(inference::name_of(*opened.format.name)) : QString(),
         .contextLength = static_cast<int>(config.context_length),
         .memoryBytes = static_cast<qint64>(model.weights_bytes()),
         .devices = sharesOf(model.plan),
         .onProcessor = std::ranges::any_of(
             model.stages, [](const auto& stage) { return stage->kind() == inference::StageKind::Processor; }),
         .smaller = model.plan.memory_share < 1.0,
         .leftOut = leftOutOf(model.plan),
         .formatSource = sourceOf(opened.format.source),
         .formatProblem = inWindowsLanguage(opened.format.problem),
         .formatTemplate = QString::fromStdString(opened.format.template_text),
         .formats = allFormats()});
}

void EngineWorker::loadFailed(const std::string& modelId, const inference::Error& error) {
    emit modelLoadFailed(QString::fromStdString(modelId), problemOf(error));
}

void EngineWorker::placedAnew(const std::string& modelId, RequestId request, Recovery::Reason reason) {
    emit modelPlacedAnew(QString::fromStdString(modelId), request, reasonOf(reason));
}

void EngineWorker::unloaded() { emit modelUnloaded(); }

void EngineWorker::compiling(bool now) { emit compilingKernels(now); }

void EngineWorker::cacheProblem(const inference::Error& error) { emit cacheFailed(problemOf(error)); }

void EngineWorker::promptProgress(RequestId request, std::uint32_t done, std::uint32_t total) {
    emit promptProgressed(request, static_cast<int>(done), static_cast<int>(total));
}

void EngineWorker::text(RequestId request, std::string piece) {
    emit textArrived(request, QString::fromStdString(piece));
}

void EngineWorker::turnsDropped(RequestId request, std::uint32_t count) {
    emit turnsLeft(request, static_cast<int>(count));
}

void EngineWorker::answerShortened(RequestId request) { emit answerBeginningLeft(request); }

void EngineWorker::contextUsed(RequestId request, std::uint32_t used, std::uint32_t length) {
    emit contextGrew(request, static_cast<int>(used), static_cast<int>(length));
}

void EngineWorker::ended(RequestId request, inference::EndReason reason,
                         const inference::Answer::Statistics& statistics) {
    emit answerFinished(request, statisticsOf(statistics, endOf(reason), seed_));
}

void EngineWorker::failed(RequestId request, const inference::Error& error,
                          const inference::Answer::Statistics& statistics) {
    emit answerFailed(request, problemOf(error), statisticsOf(statistics, ui::AnswerEnd::Failed, seed_));
}

}  // namespace app
