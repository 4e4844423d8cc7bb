#include "app/library/model_parts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "inference/gguf/split_name.h"

namespace app {
namespace {

using inference::gguf::SplitName;

std::optional<SplitName> splitNameOf(const QString& path) {
    return SplitName::parse(QFile::encodeName(QFileInfo(path).fileName()).toStdString());
}

}  // namespace

QStringList modelPartsOf(const QString& path) {
    const QFileInfo info(path);
    const auto name = splitNameOf(path);
    if (!name) return info.isFile() ? QStringList{info.canonicalFilePath()} : QStringList();
    // The folder is read once: a name may claim any number of parts.
    const QDir folder(QFileInfo(info.absolutePath()).canonicalFilePath());
    const QString prefix = QFile::decodeName(QByteArray::fromStdString(name->prefix));
    QStringList parts;
    const auto files = folder.entryInfoList({QStringLiteral("*.gguf")}, QDir::Files, QDir::Name);
    for (const QFileInfo& file : files) {
        if (!file.fileName().startsWith(prefix)) continue;
        const auto other = splitNameOf(file.filePath());
        if (other && other->prefix == name->prefix && other->count == name->count) parts += file.filePath();
    }
    return parts;
}

QString modelBaseNameOf(const QString& path) {
    const auto name = splitNameOf(path);
    return name ? QFile::decodeName(QByteArray::fromStdString(name->prefix)) : QFileInfo(path).completeBaseName();
}

}  // namespace app
