#include "app/data_directory.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace app {
namespace {

constexpr auto owner_only = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

Outcome<void> checkNoFile(const QString& path) {
    const QFileInfo info(path);
    if (!info.exists() || info.isDir()) return {};
    return refuse(QStringLiteral("%1 is a file, where a folder is needed").arg(path),
                  QStringLiteral("Move it away, or choose another place with --data-dir."));
}

Outcome<void> makeDirectory(const QString& path) {
    if (auto none = checkNoFile(path); !none) return none;
    if (const QFileInfo info(path); !info.exists()) {
        // The parents as usual; the last one is made closed from its first moment.
        QDir().mkpath(info.absolutePath());
        if (!QDir().mkdir(path, owner_only) && !QFileInfo(path).isDir())
            return refuse(QStringLiteral("the folder %1 cannot be made").arg(path),
                          QStringLiteral("Check the permissions of the folder above it, or choose another place with "
                                         "--data-dir."));
    }
    if (!QFileInfo(path).isWritable())
        return refuse(QStringLiteral("the folder %1 cannot be written").arg(path),
                      QStringLiteral("Check its permissions, or choose another place with --data-dir."));
    return {};
}

}  // namespace

Outcome<DataDirectory> DataDirectory::find(const QString& wanted) {
    QString path = wanted;
    if (path.isEmpty()) {
        const QString base = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
        if (base.isEmpty())
            return refuse(QStringLiteral("no folder for a program's data is known"),
                          QStringLiteral("Set HOME, or choose a place with --data-dir."));
        path = base + QStringLiteral("/altiplano");
    }
    path = QDir::cleanPath(QDir().absoluteFilePath(path));
    if (auto none = checkNoFile(path); !none) return std::unexpected(none.error());
    return DataDirectory(path);
}

Outcome<DataDirectory> DataDirectory::open(const QString& wanted) {
    auto directory = find(wanted);
    if (!directory) return directory;
    for (const QString& folder : {directory->path(), directory->models()})
        if (auto made = makeDirectory(folder); !made) return std::unexpected(made.error());
    return directory;
}

}  // namespace app
