#include "ui/controllers/export_controller.h"

#include "ui/models/conversation_list_model.h"

namespace ui {
namespace {

constexpr qsizetype longest_name_bytes = 200;  // file systems take 255, the extension among them

/// A name without what a file system, or another system's, refuses.
QString fileNameOf(QString title) {
    static const QString refused = QStringLiteral("/\\:*?\"<>|");
    for (QChar& character : title)
        if (refused.contains(character) || character.category() == QChar::Other_Control ||
            character.category() == QChar::Other_Format)
            character = u' ';
    title = title.simplified();
    while (title.toUtf8().size() > longest_name_bytes) title.chop(title.back().isLowSurrogate() ? 2 : 1);
    while (title.startsWith(u'.')) title.remove(0, 1);  // would be hidden
    while (title.endsWith(u'.') || title.endsWith(u' ')) title.chop(1);
    return title.trimmed();
}

}  // namespace

ExportController::ExportController(ConversationExporter* exporter, const ConversationListModel* conversations,
                                   QObject* parent)
    : QObject(parent), exporter_(exporter), conversations_(conversations) {
    connect(exporter, &ConversationExporter::exported, this,
            [this](const QString&, const QUrl& file) { emit exported(file); });
    connect(exporter, &ConversationExporter::failed, this,
            [this](const QString&, const Problem& problem) { emit failed(problem.what, problem.hint); });
}

void ExportController::exportConversation(const QString& id, Format format, const QUrl& file) {
    exporter_->exportConversation(id, format == Json ? ExportFormat::Json : ExportFormat::Markdown, file);
}

QString ExportController::suggestedName(const QString& id, Format format) const {
    const QString name = fileNameOf(conversations_->title(id));
    return (name.isEmpty() ? tr("Conversation") : name) +
           (format == Json ? QStringLiteral(".json") : QStringLiteral(".md"));
}

}  // namespace ui
