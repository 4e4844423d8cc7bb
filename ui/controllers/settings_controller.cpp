#include "ui/controllers/settings_controller.h"

#include <QVariantMap>
#include <algorithm>
#include <cmath>

#include "ui/controllers/system_theme.h"
#include "ui/ports/token_bias_text.h"

namespace ui {
namespace {

double minPInRange(double value) { return std::clamp(value, 0.0, 1.0); }
double typicalPInRange(double value) { return std::clamp(value, 0.01, 1.0); }
double repetitionPenaltyInRange(double value) { return std::clamp(value, 0.5, 2.0); }
double penaltyInRange(double value) { return std::clamp(value, -2.0, 2.0); }
int penaltyWindowInRange(int tokens) { return std::clamp(tokens, 0, 4096); }
double temperatureInRange(double value) { return std::clamp(value, 0.0, 2.0); }
double topPInRange(double value) { return std::clamp(value, 0.01, 1.0); }
int topKInRange(int value) { return std::clamp(value, 0, 256); }
int answerLimitInRange(int tokens) { return std::clamp(tokens, 16, 32768); }
int contextLengthInRange(int tokens) { return std::clamp(tokens, 256, 131072); }
int threadsInRange(int threads) { return std::clamp(threads, 0, 1024); }

constexpr double gigabyte = 1 << 30;
constexpr double mostDiskCache = 64;
constexpr double mostMemoryCache = 16;
qint64 cacheBytes(double gigabytes, double most) { return qRound64(std::clamp(gigabytes, 0.0, most) * gigabyte); }

/// What was kept may be of another version, or edited by hand.
Settings inRange(Settings settings) {
    const AnswerSettings standard;
    AnswerSettings& answer = settings.answer;
    const auto bring = [](double& value, double otherwise, double (*into)(double)) {
        value = into(std::isnan(value) ? otherwise : value);
    };
    bring(answer.temperature, standard.temperature, temperatureInRange);
    bring(answer.topP, standard.topP, topPInRange);
    bring(answer.minP, standard.minP, minPInRange);
    bring(answer.typicalP, standard.typicalP, typicalPInRange);
    bring(answer.repetitionPenalty, standard.repetitionPenalty, repetitionPenaltyInRange);
    bring(answer.presencePenalty, standard.presencePenalty, penaltyInRange);
    bring(answer.frequencyPenalty, standard.frequencyPenalty, penaltyInRange);
    answer.penaltyWindow = penaltyWindowInRange(answer.penaltyWindow);
    settings.caches.diskBytes = cacheBytes(static_cast<double>(settings.caches.diskBytes) / gigabyte, mostDiskCache);
    settings.caches.memoryBytes =
        cacheBytes(static_cast<double>(settings.caches.memoryBytes) / gigabyte, mostMemoryCache);
    answer.topK = topKInRange(answer.topK);
    answer.answerLimit = answerLimitInRange(answer.answerLimit);
    answer.contextLength = contextLengthInRange(answer.contextLength);
    settings.threads = threadsInRange(settings.threads);
    return settings;
}

/// The settings with everything of the advanced part as it was at first.
Settings withoutAdvanced(Settings settings) {
    const AnswerSettings standard;
    AnswerSettings& answer = settings.answer;
    answer.minP = standard.minP;
    answer.typicalP = standard.typicalP;
    answer.repetitionPenalty = standard.repetitionPenalty;
    answer.presencePenalty = standard.presencePenalty;
    answer.frequencyPenalty = standard.frequencyPenalty;
    answer.penaltyWindow = standard.penaltyWindow;
    answer.logitBias = standard.logitBias;
    answer.stopTexts = standard.stopTexts;
    answer.reproducible = standard.reproducible;
    answer.cacheType = standard.cacheType;
    settings.caches = CacheBudget();
    return settings;
}

}  // namespace

SettingsController::SettingsController(SettingsStore* store, ChatEngine* engine, SystemTheme* theme, QObject* parent)
    : QObject(parent), store_(store), systemTheme_(theme), settings_(inRange(store->load())) {
    connect(engine, &ChatEngine::devicesFound, this, [this](const QList<DeviceChoice>& devices) {
        devices_.clear();
        for (const DeviceChoice& device : devices)
            devices_.append(QVariantMap{{QStringLiteral("selector"), device.selector},
                                        {QStringLiteral("name"), device.name.isEmpty() ? tr("Automatic") : device.name},
                                        {QStringLiteral("usable"), device.usable},
                                        {QStringLiteral("reason"), device.reason}});
        emit devicesChanged();
    });
    if (systemTheme_) {
        connect(systemTheme_, &SystemTheme::darkChanged, this, &SettingsController::darkChanged);
        connect(systemTheme_, &SystemTheme::reducedMotionChanged, this, &SettingsController::reducedMotionChanged);
    }
}

template <typename Value>
void SettingsController::set(Value& member, const Value& value) {
    if (member != value) {
        member = value;
        store_->save(settings_);
    }
    // Even if nothing is new: a field that holds what was not taken shows what stands.
    emit changed();
}

void SettingsController::setReal(double& kept, double value, double (*inRange)(double)) {
    set(kept, std::isnan(value) ? kept : inRange(value));
}

void SettingsController::setTemperature(double temperature) {
    setReal(settings_.answer.temperature, temperature, temperatureInRange);
}

void SettingsController::setTopP(double topP) { setReal(settings_.answer.topP, topP, topPInRange); }

void SettingsController::setMinP(double minP) { setReal(settings_.answer.minP, minP, minPInRange); }

void SettingsController::setTypicalP(double typicalP) { setReal(settings_.answer.typicalP, typicalP, typicalPInRange); }

void SettingsController::setRepetitionPenalty(double penalty) {
    setReal(settings_.answer.repetitionPenalty, penalty, repetitionPenaltyInRange);
}

void SettingsController::setPresencePenalty(double penalty) {
    setReal(settings_.answer.presencePenalty, penalty, penaltyInRange);
}

void SettingsController::setFrequencyPenalty(double penalty) {
    setReal(settings_.answer.frequencyPenalty, penalty, penaltyInRange);
}

void SettingsController::setPenaltyWindow(int tokens) {
    set(settings_.answer.penaltyWindow, penaltyWindowInRange(tokens));
}

QString SettingsController::logitBias() const { return writtenTokenBiases(settings_.answer.logitBias); }

void SettingsController::setLogitBias(const QString& lines) {
    const auto biases = tokenBiasesIn(lines);
    logitBiasProblem_ =
        biases ? QString() : tr("Line %1 is not a token, = and a number, such as 13 = -2.5").arg(biases.error());
    set(settings_.answer.logitBias, biases.value_or(settings_.answer.logitBias));
}

void SettingsController::setReproducible(bool reproducible) { set(settings_.answer.reproducible, reproducible); }

void SettingsController::setSmallCache(bool small) {
    set(settings_.answer.cacheType, small ? CacheType::Q8_0 : CacheType::F16);
}

void SettingsController::setDiskCacheGigabytes(double gigabytes) {
    set(settings_.caches.diskBytes,
        std::isnan(gigabytes) ? settings_.caches.diskBytes : cacheBytes(gigabytes, mostDiskCache));
    emit cachesChanged();
}

void SettingsController::setMemoryCacheGigabytes(double gigabytes) {
    set(settings_.caches.memoryBytes,
        std::isnan(gigabytes) ? settings_.caches.memoryBytes : cacheBytes(gigabytes, mostMemoryCache));
    emit cachesChanged();
}

double SettingsController::diskCacheGigabytes() const {
    return static_cast<double>(settings_.caches.diskBytes) / gigabyte;
}

double SettingsController::memoryCacheGigabytes() const {
    return static_cast<double>(settings_.caches.memoryBytes) / gigabyte;
}

bool SettingsController::advancedAreDefaults() const { return settings_ == withoutAdvanced(settings_); }

void SettingsController::resetAdvanced() {
    logitBiasProblem_.clear();
    set(settings_, withoutAdvanced(settings_));
    emit cachesChanged();
}

void SettingsController::setTopK(int topK) { set(settings_.answer.topK, topKInRange(topK)); }

void SettingsController::setAnswerLimit(int tokens) { set(settings_.answer.answerLimit, answerLimitInRange(tokens)); }

void SettingsController::setContextLength(int tokens) {
    set(settings_.answer.contextLength, contextLengthInRange(tokens));
}

QString SettingsController::seed() const {
    return settings_.answer.seed ? QString::number(*settings_.answer.seed) : QString();
}

void SettingsController::setSeed(const QString& seed) {
    const QString written = seed.trimmed();
    bool whole = false;
    const quint64 number = written.toULongLong(&whole);
    std::optional<quint64> next = settings_.answer.seed;
    if (written.isEmpty())
        next.reset();
    else if (whole)
        next = number;
    set(settings_.answer.seed, next);
}

void SettingsController::setStopTexts(const QString& texts) {
    set(settings_.answer.stopTexts, texts.split(u'\n', Qt::SkipEmptyParts));
}

void SettingsController::setChatFormat(const QString& modelIdentity, const QString& name) {
    if (chatFormat(modelIdentity) == name) return;
    if (name.isEmpty())
        settings_.chatFormats.remove(modelIdentity);
    else
        settings_.chatFormats.insert(modelIdentity, name);
    store_->save(settings_);
    emit changed();
}

AnswerSettings SettingsController::answerSettings(const QString& modelIdentity) const {
    AnswerSettings answer = settings_.answer;
    answer.chatFormat = chatFormat(modelIdentity);
    return answer;
}

void SettingsController::setSystemPrompt(const QString& systemPrompt) { set(settings_.systemPrompt, systemPrompt); }

void SettingsController::setDevice(const QString& selector) {
    if (settings_.device == selector) return;
    settings_.device = selector;
    store_->save(settings_);
    emit deviceChanged();
}

QString SettingsController::threads() const {
    return settings_.threads > 0 ? QString::number(settings_.threads) : QString();
}

void SettingsController::setThreads(const QString& threads) {
    const QString written = threads.trimmed();
    bool whole = false;
    const int number = written.toInt(&whole);
    const int before = settings_.threads;
    if (written.isEmpty())
        set(settings_.threads, 0);
    else
        set(settings_.threads, whole && number > 0 ? threadsInRange(number) : before);
    if (settings_.threads != before) emit threadsChanged();
}

SettingsController::Theme SettingsController::theme() const {
    switch (settings_.theme) {
        case ThemeChoice::System: return System;
        case ThemeChoice::Light: return Light;
        case ThemeChoice::Dark: return Dark;
    }
    return System;
}

void SettingsController::setTheme(Theme theme) {
    const bool before = dark();
    set(settings_.theme, theme == Light ? ThemeChoice::Light : theme == Dark ? ThemeChoice::Dark : ThemeChoice::System);
    if (dark() != before) emit darkChanged();
}

void SettingsController::setSideBarVisible(bool visible) { set(settings_.sideBarVisible, visible); }

bool SettingsController::systemDark() const { return systemTheme_ && systemTheme_->dark(); }

bool SettingsController::dark() const {
    return settings_.theme == ThemeChoice::System ? systemDark() : settings_.theme == ThemeChoice::Dark;
}

bool SettingsController::reducedMotion() const { return systemTheme_ && systemTheme_->reducedMotion(); }

void SettingsController::setLastModelId(const QString& id) {
    if (settings_.lastModelId == id) return;
    settings_.lastModelId = id;
    store_->save(settings_);
}

void SettingsController::setLastConversationId(const QString& id) {
    if (settings_.lastConversationId == id) return;
    settings_.lastConversationId = id;
    store_->save(settings_);
}

}  // namespace ui
