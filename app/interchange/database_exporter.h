#pragma once
#include <QObject>
#include <QThread>

#include "ui/ports/conversation_exporter.h"

namespace app {

/// Exports for the window, reading the database on a thread of its own and through a connection that cannot write.
class DatabaseExporter : public ui::ConversationExporter {
    Q_OBJECT
public:
    explicit DatabaseExporter(const QString& databaseFile, QObject* parent = nullptr);
    ~DatabaseExporter() override;  ///< finishes the export under way

public slots:
    void exportConversation(const QString& conversationId, ui::ExportFormat format, const QUrl& file) override;

private:
    QString databaseFile_;
    QThread thread_;
    QObject* worker_;  ///< where the thread's calls run; lives and dies on thread_
};

}  // namespace app
