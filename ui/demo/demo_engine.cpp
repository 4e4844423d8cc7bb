#include "ui/demo/demo_engine.h"

#include <algorithm>
#include <utility>

#include "ui/demo/demo_texts.h"

namespace ui::demo {
namespace {

constexpr int loadSteps = 20;
constexpr double compiledFrom = 0.9;   // of a load
constexpr int charactersPerToken = 4;  // about what a tokenizer makes of English
constexpr quint64 drawnSeed = 3141592653;

int tokensOf(qsizetype characters) {
    return static_cast<int>((characters + charactersPerToken - 1) / charactersPerToken);
}

}  // namespace

QList<ChatFormatChoice> DemoEngine::formats() {
    return {{QStringLiteral("llama-2"), QStringLiteral("Llama-2")},
            {QStringLiteral("chatml"), QStringLiteral("ChatML")},
            {QStringLiteral("vicuna"), QStringLiteral("Vicuna")},
            {QStringLiteral("dialogue"), QStringLiteral("Dialogue")},
            {QStringLiteral("plain"), QStringLiteral("Plain text")}};
}

QString DemoEngine::preparedAnswer() { return texts::preparedAnswer(); }

DemoEngine::DemoEngine(QObject* parent) : ChatEngine(parent) {
    devices = {{QStringLiteral("auto"), {}, true, {}},
               {QStringLiteral("vulkan:0"), QStringLiteral("GeForce RTX 3060"), true, {}},
               {QStringLiteral("vulkan:1"), QStringLiteral("llvmpipe"), true, {}},
               {QStringLiteral("vulkan:2"), QStringLiteral("Radeon HD 7850"), false,
                QStringLiteral("it offers Vulkan 1.1, 1.2 is needed")}};
    textTimer_.setSingleShot(true);
    connect(&promptTimer_, &QTimer::timeout, this, &DemoEngine::stepPrompt);
    connect(&textTimer_, &QTimer::timeout, this, &DemoEngine::stepText);
    connect(&loadTimer_, &QTimer::timeout, this, &DemoEngine::stepLoad);
}

// Loading

void DemoEngine::load(const QString& modelId, const Placing& placing) {
    unload();
    loadThreads.append(placing.threads);
    loading_ = behaviour;
    loadingId_ = modelId;
    loadingDevice_ = placing.device;
    loadStep_ = 0;
    loadTimer_.start(loading_.loadMilliseconds / loadSteps);
}

void DemoEngine::cancelLoad() { loadTimer_.stop(); }

void DemoEngine::unload() {
    stopAnswer();
    cancelLoad();
    if (std::exchange(loaded_, false)) QTimer::singleShot(0, this, &ChatEngine::unloaded);
}

void DemoEngine::stepLoad() {
    double fraction = static_cast<double>(loadStep_++) / loadSteps;
    if (loading_.holdLoadAt >= 0 && fraction >= loading_.holdLoadAt) {
        loadTimer_.stop();
        fraction = loading_.holdLoadAt;
    }
    if (loading_.compiles && fraction >= compiledFrom) emit compilingKernels(fraction < 1);
    if (fraction < 1) {
        emit loadProgress(loadingId_, fraction);
        return;
    }
    loadTimer_.stop();
    if (loading_.loadProblem) {
        emit loadFailed(loadingId_, *loading_.loadProblem);
        return;
    }
    loaded_ = true;
    emit loaded(loadedModel());
}

LoadedModel DemoEngine::loadedModel() const {
    LoadedModel model{.id = loadingId_,
                      .name = loadingId_,
                      .quantisation = QStringLiteral("Q4_0"),
                      .identity = QStringLiteral("identity of ") + loadingId_,
                      .device = {},
                      .format = QStringLiteral("llama-2"),
                      .contextLength = 4096,
                      .memoryBytes = 3'800'000'000,
                      .formatSource = ChatFormatSource::Template,
                      .formatProblem = {},
                      .formatTemplate = {},
                      .formats = formats()};
    if (const auto known = models.constFind(loadingId_); known != models.constEnd()) model = *known;
    if (model.devices.isEmpty())
        model.devices = {{.device = QStringLiteral("vulkan:0"),
                          .name = QStringLiteral("GeForce RTX 3060"),
                          .layers = 32,
                          .bytes = model.memoryBytes + 2'300'000'000,
                          .budgetBytes = 11'700'000'000}};
    const auto chosen = std::find_if(devices.begin(), devices.end(), [this](const DeviceChoice& choice) {
        return choice.usable && !choice.name.isEmpty() &&
               (choice.selector == loadingDevice_ || loadingDevice_ == QStringLiteral("auto"));
    });
    if (chosen != devices.end()) model.device = chosen->name;
    return model;
}

void DemoEngine::findDevices() {
    QTimer::singleShot(0, this, [this, found = devices] { emit devicesFound(found); });
}

// Answering

void DemoEngine::start(quint64 request, const QString& conversationId, const QList<ChatTurn>& turns,
                       const AnswerSettings& settings) {
    started += request;
    lastConversation = conversationId;
    lastTurns = turns;
    lastSettings = settings;
    stopAnswer();
    if (!loaded_) {
        QTimer::singleShot(0, this, [this, request] {
            emit failed(request, {QStringLiteral("no model is loaded"), QStringLiteral("Choose a model first.")}, {});
        });
        return;
    }
    answering_ = behaviour;
    request_ = request;
    qsizetype characters = 0;
    for (const ChatTurn& turn : turns) characters += turn.text.size();
    promptTokens_ = std::max(tokensOf(characters), 1);
    promptStep_ = pieces_ = pending = 0;
    answer_ = answering_.answer.isEmpty() ? preparedAnswer() : answering_.answer;
    const bool goesOn = !turns.isEmpty() && turns.last().role == ChatTurn::Role::Assistant;
    begin_ = position_ = goesOn && answer_.startsWith(turns.last().text) ? turns.last().text.size() : 0;
    if (answering_.compiles) QTimer::singleShot(0, this, [this] { emit compilingKernels(true); });
    promptTimer_.start(answering_.promptMilliseconds);
}

void DemoEngine::stop(quint64 request) {
    stopped += request;
    if (request == request_) stopAnswer();
}

void DemoEngine::stopAnswer() {
    if (request_ == 0) return;
    promptTimer_.stop();
    textTimer_.stop();
    QTimer::singleShot(0, this,
                       [this, request = std::exchange(request_, 0), end = statistics(AnswerEnd::Stopped),
                        late = answering_.lateSignals] {
                           if (late) talkOfStopped(request);
                           emit finished(request, end);
                           if (late) talkOfStopped(request);
                       });
}

void DemoEngine::talkOfStopped(quint64 request) {
    emit promptProgress(request, 1, 2);
    emit contextUsed(request, 1, 2);
    emit text(request, QStringLiteral("late"));
}

void DemoEngine::acknowledge(quint64 request) {
    ++acknowledged;
    if (request != request_ || pending == 0) return;
    --pending;
    if (answering_.waitsForAcknowledgement) textTimer_.start(answering_.pieceMilliseconds);
}

void DemoEngine::stepPrompt() {
    const quint64 request = request_;
    if (promptStep_ == 0 && answering_.compiles) emit compilingKernels(false);
    if (promptStep_++ == 0 && answering_.turnsDropped > 0) emit turnsDropped(request, answering_.turnsDropped);
    if (request != request_) return;  // who heard it stopped the answer
    double fraction = answering_.promptSteps > 0 ? static_cast<double>(promptStep_) / answering_.promptSteps : 1.0;
    const bool holds = answering_.holdPromptAt >= 0 && fraction >= answering_.holdPromptAt;
    if (holds) fraction = answering_.holdPromptAt;
    if (holds || fraction >= 1) promptTimer_.stop();
    if (!holds && fraction >= 1) textTimer_.start(answering_.pieceMilliseconds);
    if (answering_.promptSteps > 0 || holds)
        emit promptProgress(request, static_cast<int>(fraction * promptTokens_), promptTokens_);
}

void DemoEngine::stepText() {
    if (pieces_ == answering_.holdAfterPieces) return;
    const bool fails = pieces_ == answering_.failAfterPieces || answering_.end == AnswerEnd::Failed;
    if (pieces_ == answering_.failAfterPieces || position_ == answer_.size()) {
        const AnswerStatistics end = statistics(fails ? AnswerEnd::Failed : answering_.end);
        const quint64 request = std::exchange(request_, 0);
        if (fails)
            emit failed(request, answering_.problem, end);
        else
            emit finished(request, end);
        return;
    }
    qsizetype next = std::min(position_ + std::max(answering_.pieceLength, 1), answer_.size());
    if (next < answer_.size() && answer_[next].isLowSurrogate()) ++next;
    const QString piece = answer_.mid(position_, next - position_);
    position_ = next;
    ++pieces_;
    mostPending = std::max(mostPending, ++pending);
    if (!answering_.waitsForAcknowledgement) textTimer_.start(answering_.pieceMilliseconds);
    const AnswerStatistics now = statistics(AnswerEnd::Unfinished);
    const quint64 request = request_;
    emit contextUsed(request, now.contextUsed, now.contextLength);
    if (request == request_) emit text(request, piece);
}

AnswerStatistics DemoEngine::statistics(AnswerEnd end) const {
    const int answerTokens = tokensOf(position_ - begin_);
    const bool read = promptStep_ >= answering_.promptSteps;
    return {.end = end,
            .promptTokens = promptTokens_,
            .reusedTokens = 0,
            .answerTokens = answerTokens,
            .promptTokensPerSecond = read ? 812.0 : 0.0,
            .tokensPerSecond = answerTokens > 0 ? 41.0 : 0.0,
            .contextUsed = promptTokens_ + answerTokens,
            .contextLength = lastSettings.contextLength,
            .seed = lastSettings.seed.value_or(drawnSeed)};
}

}  // namespace ui::demo
