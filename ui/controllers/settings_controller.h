#pragma once
#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QVariantList>

#include "ui/ports/chat_engine.h"
#include "ui/ports/settings_store.h"

namespace ui {

class SystemTheme;

/// What a person sets. Every change is saved; numbers are brought into their range. An answer takes the settings that
/// stand when it begins.
class SettingsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window: WindowController.settings")
    Q_PROPERTY(double temperature READ temperature WRITE setTemperature NOTIFY changed)     ///< 0..2
    Q_PROPERTY(double topP READ topP WRITE setTopP NOTIFY changed)                          ///< 0.01..1
    Q_PROPERTY(int topK READ topK WRITE setTopK NOTIFY changed)                             ///< 1..256, 0 = no limit
    Q_PROPERTY(int answerLimit READ answerLimit WRITE setAnswerLimit NOTIFY changed)        ///< tokens, 16..32768
    Q_PROPERTY(int contextLength READ contextLength WRITE setContextLength NOTIFY changed)  ///< tokens, 256..131072
    Q_PROPERTY(
        QString seed READ seed WRITE setSeed NOTIFY changed)  ///< a whole number; empty: random. Others are not taken
    Q_PROPERTY(QString stopTexts READ stopTexts WRITE setStopTexts NOTIFY changed)  ///< one a line
    // The advanced ones.
    Q_PROPERTY(double minP READ minP WRITE setMinP NOTIFY changed)              ///< 0..1, 0 = off
    Q_PROPERTY(double typicalP READ typicalP WRITE setTypicalP NOTIFY changed)  ///< 0.01..1, 1 = off
    Q_PROPERTY(
        double repetitionPenalty READ repetitionPenalty WRITE setRepetitionPenalty NOTIFY changed)  ///< 0.5..2, 1 = off
    Q_PROPERTY(double presencePenalty READ presencePenalty WRITE setPresencePenalty NOTIFY changed)  ///< -2..2, 0 = off
    Q_PROPERTY(
        double frequencyPenalty READ frequencyPenalty WRITE setFrequencyPenalty NOTIFY changed)  ///< -2..2, 0 = off
    Q_PROPERTY(int penaltyWindow READ penaltyWindow WRITE setPenaltyWindow NOTIFY changed)       ///< tokens, 0..4096
    /// As token_bias_text.h writes them. What has a line that is no bias is not taken; logitBiasProblem says which.
    Q_PROPERTY(QString logitBias READ logitBias WRITE setLogitBias NOTIFY changed)
    Q_PROPERTY(QString logitBiasProblem READ logitBiasProblem NOTIFY changed)
    Q_PROPERTY(bool reproducible READ reproducible WRITE setReproducible NOTIFY changed)
    Q_PROPERTY(bool smallCache READ smallCache WRITE setSmallCache NOTIFY changed)  ///< CacheType::Q8_0, else F16
    /// What may be kept of conversations that were left, in units of 2^30 bytes; 0 keeps nothing.
    Q_PROPERTY(double diskCacheGigabytes READ diskCacheGigabytes WRITE setDiskCacheGigabytes NOTIFY changed)  ///< 0..64
    Q_PROPERTY(
        double memoryCacheGigabytes READ memoryCacheGigabytes WRITE setMemoryCacheGigabytes NOTIFY changed)  ///< 0..16
    Q_PROPERTY(bool advancedAreDefaults READ advancedAreDefaults NOTIFY changed)
    Q_PROPERTY(QString systemPrompt READ systemPrompt WRITE setSystemPrompt NOTIFY changed)  ///< of new conversations
    Q_PROPERTY(QString device READ device WRITE setDevice NOTIFY deviceChanged)  ///< a selector of `devices`
    /// Of the processor as a device: a whole number, 1..1024; empty: one for each physical core. Others are not taken.
    Q_PROPERTY(QString threads READ threads WRITE setThreads NOTIFY changed)
    Q_PROPERTY(QVariantList devices READ devices NOTIFY devicesChanged)  ///< maps of selector, name, usable, reason
    Q_PROPERTY(Theme theme READ theme WRITE setTheme NOTIFY changed)
    Q_PROPERTY(bool sideBarVisible READ sideBarVisible WRITE setSideBarVisible NOTIFY changed)
    Q_PROPERTY(bool systemDark READ systemDark NOTIFY darkChanged)                 ///< what the desktop asks for
    Q_PROPERTY(bool dark READ dark NOTIFY darkChanged)                             ///< what is to be shown
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY reducedMotionChanged)  ///< the desktop asks for no movement

public:
    enum Theme { System, Light, Dark };
    Q_ENUM(Theme)

    /// `theme` may be null: then the desktop counts as light.
    SettingsController(SettingsStore* store, ChatEngine* engine, SystemTheme* theme, QObject* parent = nullptr);

    const Settings& current() const { return settings_; }
    double temperature() const { return settings_.answer.temperature; }
    void setTemperature(double temperature);
    double topP() const { return settings_.answer.topP; }
    void setTopP(double topP);
    int topK() const { return settings_.answer.topK; }
    void setTopK(int topK);
    int answerLimit() const { return settings_.answer.answerLimit; }
    void setAnswerLimit(int tokens);
    int contextLength() const { return settings_.answer.contextLength; }
    void setContextLength(int tokens);
    QString seed() const;
    void setSeed(const QString& seed);
    QString stopTexts() const { return settings_.answer.stopTexts.join(u'\n'); }
    void setStopTexts(const QString& texts);
    double minP() const { return settings_.answer.minP; }
    void setMinP(double minP);
    double typicalP() const { return settings_.answer.typicalP; }
    void setTypicalP(double typicalP);
    double repetitionPenalty() const { return settings_.answer.repetitionPenalty; }
    void setRepetitionPenalty(double penalty);
    double presencePenalty() const { return settings_.answer.presencePenalty; }
    void setPresencePenalty(double penalty);
    double frequencyPenalty() const { return settings_.answer.frequencyPenalty; }
    void setFrequencyPenalty(double penalty);
    int penaltyWindow() const { return settings_.answer.penaltyWindow; }
    void setPenaltyWindow(int tokens);
    QString logitBias() const;
    void setLogitBias(const QString& lines);
    QString logitBiasProblem() const { return logitBiasProblem_; }
    bool reproducible() const { return settings_.answer.reproducible; }
    void setReproducible(bool reproducible);
    bool smallCache() const { return settings_.answer.cacheType == CacheType::Q8_0; }
    void setSmallCache(bool small);
    double diskCacheGigabytes() const;
    void setDiskCacheGigabytes(double gigabytes);
    double memoryCacheGigabytes() const;
    void setMemoryCacheGigabytes(double gigabytes);
    bool advancedAreDefaults() const;
    /// Everything of the advanced part as it was at first.
    Q_INVOKABLE void resetAdvanced();
    QString systemPrompt() const { return settings_.systemPrompt; }
    void setSystemPrompt(const QString& systemPrompt);
    QString device() const { return settings_.device; }
    void setDevice(const QString& selector);
    QString threads() const;
    void setThreads(const QString& threads);
    QVariantList devices() const { return devices_; }
    Theme theme() const;
    void setTheme(Theme theme);
    bool sideBarVisible() const { return settings_.sideBarVisible; }
    void setSideBarVisible(bool visible);
    bool systemDark() const;
    bool dark() const;
    bool reducedMotion() const;

    /// The name of the format that was chosen for a model; empty: its own.
    QString chatFormat(const QString& modelIdentity) const { return settings_.chatFormats.value(modelIdentity); }
    void setChatFormat(const QString& modelIdentity, const QString& name);
    /// How the model is to answer now.
    AnswerSettings answerSettings(const QString& modelIdentity) const;

    // What the window remembers.
    void setLastModelId(const QString& id);
    void setLastConversationId(const QString& id);

signals:
    void changed();
    void deviceChanged();
    void threadsChanged();  ///< to another number
    void cachesChanged();
    void devicesChanged();
    void darkChanged();
    void reducedMotionChanged();

private:
    template <typename Value>
    void set(Value& member, const Value& value);
    void setReal(double& kept, double value, double (*inRange)(double));

    SettingsStore* store_;
    SystemTheme* systemTheme_;
    Settings settings_;
    QString logitBiasProblem_;  ///< of what was typed last; empty: it was taken
    QVariantList devices_;
};

}  // namespace ui
