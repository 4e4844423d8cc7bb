#include "app/interchange/export_file.h"

#include <QCoreApplication>
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
        return refuse(QCoreApplication::translate("Problem", "%1 is no plain file").arg(file),
                      QCoreApplication::translate("Problem", "Choose another name."));
    if (info.exists() && !info.isWritable())
        return refuse(QCoreApplication::translate("Problem", "%1 is write-protected").arg(file),
                      QCoreApplication::translate("Problem", "Choose another name."));
    if (!QFileInfo(info.absolutePath()).isDir())
        return refuse(QCoreApplication::translate("Problem", "there is no folder %1").arg(info.path()),
                      QCoreApplication::translate("Problem", "Make it first."));
    if (!QFileInfo(info.absolutePath()).isWritable())
        return refuse(QCoreApplication::translate("Problem", "the folder %1 cannot be written").arg(info.path()),
                      QCoreApplication::translate("Problem", "Choose another place."));
    return {};
}

Outcome<void> writeWhole(const QString& file, const QByteArray& bytes) {
    if (auto sound = checkTarget(file); !sound) return sound;
    QSaveFile target(file);
    target.setDirectWriteFallback(false);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() || !target.commit())
        return refuse(
            QCoreApplication::translate("Problem", "%1 cannot be written: %2").arg(file, target.errorString()),
            QCoreApplication::translate("Problem", "Choose another place, or free some space."));
    return {};
}

}  // namespace app
