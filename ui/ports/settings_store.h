#pragma once
#include <QMap>
#include <QObject>
#include <QString>

#include "ui/ports/chat_engine.h"

namespace ui {

enum class ThemeChoice { System, Light, Dark };

/// What a person has set, and what the window remembers.
struct Settings {
    AnswerSettings answer;
    QString systemPrompt;  ///< stands before every new conversation
    QString device = QStringLiteral("auto");
    int threads = 0;  ///< of the processor as a device; 0: one for each physical core
    ThemeChoice theme = ThemeChoice::System;
    QString lastModelId;
    QString lastConversationId;
    bool sideBarVisible = true;
    CacheBudget caches;
    QMap<QString, QString> chatFormats{};  ///< chosen for a model, by its identity; others use their own
    bool operator==(const Settings&) const = default;
};

/// Reads and keeps settings. Small and in memory: `load` does not wait for a disk after start.
class SettingsStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Settings load() const = 0;
    virtual void save(const ui::Settings& settings) = 0;
};

}  // namespace ui
