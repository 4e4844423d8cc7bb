#include "ui/controllers/settings_controller.h"

#include <QVariantMap>
#include <algorithm>
#include <cmath>

#include "ui/controllers/system_theme.h"

namespace ui {
namespace {

double temperatureInRange(double value) { return std::clamp(value, 0.0, 2.0); }
double topPInRange(double value) { return std::clamp(value, 0.01, 1.0); }
int topKInRange(int value) { return std::clamp(value, 0, 256); }
int answerLimitInRange(int tokens) { return std::clamp(tokens, 16, 32768); }
int contextLengthInRange(int tokens) { return std::clamp(tokens, 256, 131072); }

/// What was kept may be of another version, or edited by hand.
Settings inRange(Settings settings) {
    const AnswerSettings standard;
    AnswerSettings& answer = settings.answer;
    answer.temperature = temperatureInRange(std::isnan(answer.temperature) ? standard.temperature : answer.temperature);
    answer.topP = topPInRange(std::isnan(answer.topP) ? standard.topP : answer.topP);
    answer.topK = topKInRange(answer.topK);
    answer.answerLimit = answerLimitInRange(answer.answerLimit);
    answer.contextLength = contextLengthInRange(answer.contextLength);
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

void SettingsController::setTemperature(double temperature) {
    double& kept = settings_.answer.temperature;
    set(kept, std::isnan(temperature) ? kept : temperatureInRange(temperature));
}

void SettingsController::setTopP(double topP) {
    double& kept = settings_.answer.topP;
    set(kept, std::isnan(topP) ? kept : topPInRange(topP));
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
