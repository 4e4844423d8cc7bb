#pragma once
#include <QObject>
#include <QString>
#include <QUrl>

#include "ui/ports/problem.h"

namespace ui {

enum class ExportFormat { Markdown, Json };

/// Writes a conversation to a file. Returns at once; one of the signals follows.
class ConversationExporter : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

public slots:
    virtual void exportConversation(const QString& conversationId, ui::ExportFormat format, const QUrl& file) = 0;

signals:
    void exported(const QString& conversationId, const QUrl& file);
    void failed(const QString& conversationId, const ui::Problem& problem);
};

}  // namespace ui
