#pragma once
#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QUrl>

#include "ui/ports/conversation_exporter.h"

namespace ui {

class ConversationListModel;

/// Writes a conversation to a file that the person chose.
class ExportController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window: WindowController.exporter")

public:
    enum Format { Markdown, Json };
    Q_ENUM(Format)

    ExportController(ConversationExporter* exporter, const ConversationListModel* conversations,
                     QObject* parent = nullptr);

    /// `exported` or `failed` follows.
    Q_INVOKABLE void exportConversation(const QString& id, Format format, const QUrl& file);
    /// A file name made of the title ("Trip to the Altiplano.md"), without characters that a file system refuses.
    Q_INVOKABLE QString suggestedName(const QString& id, Format format) const;

signals:
    void exported(const QUrl& file);
    void failed(const QString& what, const QString& hint);

private:
    ConversationExporter* exporter_;
    const ConversationListModel* conversations_;
};

}  // namespace ui
