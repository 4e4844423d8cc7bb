#include "app/interchange/export_file.h"

#include <QFileInfo>
#include <QSaveFile>

#include "app/interchange/json_export.h"
#include "app/interchange/markdown_export.h"

namespace app {

QByteArray exportOf(const QList<ui::StoredConversation>& conversations, ui::ExportFormat format) {
    return format == ui::ExportFormat::Json ? jsonOf(conversations) : markdownOf(conversations);
}

Outcome<void> checkTarget(const QString& file) {
    const QFileInfo info(file);
    if (info.exists() && !info.isFile())
        return refuse(QStringLiteral("%1 is no plain file").arg(file), QStringLiteral("Choose another name."));
    if (info.exists() && !info.isWritable())
        return refuse(QStringLiteral("%1 is write-protected").arg(file), QStringLiteral("Choose another name."));
    if (!QFileInfo(info.absolutePath()).isDir())
        return refuse(QStringLiteral("there is no folder %1").arg(info.path()), QStringLiteral("Make it first."));
    if (!QFileInfo(info.absolutePath()).isWritable())
        return refuse(QStringLiteral("the folder %1 cannot be written").arg(info.path()),
                      QStringLiteral("Choose another place."));
    return {};
}

Outcome<void> writeWhole(const QString& file, const QByteArray& bytes) {
    if (auto sound = checkTarget(file); !sound) return sound;
    QSaveFile target(file);
    target.setDirectWriteFallback(false);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() || !target.commit())
        return refuse(QStringLiteral("%1 cannot be written: %2").arg(file, target.errorString()),
                      QStringLiteral("Choose another place, or free some space."));
    return {};
}

}  // namespace app
