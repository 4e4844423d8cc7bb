#pragma once
#include <QFile>
#include <QString>

namespace app {

/// Makes an empty file that only its owner can read, unless there is one: what people write is private wherever their
/// data directory lies, and whoever writes the file after this keeps its permissions. Whatever goes wrong here, opening
/// the file will say it.
inline void makePrivateFile(const QString& path) {
    QFile file(path);
    if (!file.exists())
        (void)file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
}

}  // namespace app
