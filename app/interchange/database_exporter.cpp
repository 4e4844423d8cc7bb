#include "app/interchange/database_exporter.h"

#include <QUrl>

#include "app/interchange/export_file.h"
#include "app/storage/database.h"

namespace app {
namespace {

Outcome<void> exportOne(const QString& databaseFile, const QString& id, ui::ExportFormat format, const QString& file) {
    const auto database = Database::open(databaseFile, Database::Access::ReadOnly);
    if (!database) return std::unexpected(database.error());
    const auto conversation = database->conversation(id);
    if (!conversation) return std::unexpected(conversation.error());
    return writeWhole(file, exportOf({*conversation}, format));
}

}  // namespace

DatabaseExporter::DatabaseExporter(const QString& databaseFile, QObject* parent)
    : ConversationExporter(parent), databaseFile_(databaseFile), worker_(new QObject) {
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("export"));
    thread_.start();
}

DatabaseExporter::~DatabaseExporter() {
    // After all exports that were asked for.
    QMetaObject::invokeMethod(worker_, [] { QThread::currentThread()->quit(); });
    thread_.wait();
}

void DatabaseExporter::exportConversation(const QString& conversationId, ui::ExportFormat format, const QUrl& file) {
    if (!file.isLocalFile()) {
        emit failed(conversationId, {tr("%1 is not on this computer").arg(file.toDisplayString()),
                                     tr("Choose a folder of this computer.")});
        return;
    }
    QMetaObject::invokeMethod(worker_, [this, conversationId, format, file, database = databaseFile_] {
        const auto done = exportOne(database, conversationId, format, file.toLocalFile());
        QMetaObject::invokeMethod(this, [this, conversationId, file, done] {
            if (done)
                emit exported(conversationId, file);
            else
                emit failed(conversationId, done.error());
        });
    });
}

}  // namespace app
