#include "app/library/model_catalog.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QMutexLocker>
#include <QSettings>
#include <algorithm>

#include "app/library/model_parts.h"
#include "app/problem_words.h"
#include "inference/model/model_config.h"
#include "inference/model/weights.h"

namespace app {
namespace {

const auto opened_key = QStringLiteral("opened/files");

ui::ModelSize sizeOf(inference::SizeClass size) {
    switch (size) {
        case inference::SizeClass::B7: return ui::ModelSize::B7;
        case inference::SizeClass::B13: return ui::ModelSize::B13;
        case inference::SizeClass::B33: return ui::ModelSize::B33;
        case inference::SizeClass::B65: return ui::ModelSize::B65;
        case inference::SizeClass::Other: break;
    }
    return ui::ModelSize::Other;
}

/// Metadata and tensor table only; no weight is read.
inference::Result<inference::ModelConfig> readConfig(const QString& file) {
    const auto gguf = inference::gguf::GgufFile::open(QFile::encodeName(file).toStdString());
    if (!gguf) return std::unexpected(gguf.error());
    auto config = inference::ModelConfig::read(**gguf);
    if (!config) return config;
    if (const auto weights = inference::Weights::match(**gguf, *config); !weights)
        return std::unexpected(weights.error());
    return config;
}

/// The path without links of the model's first file, or nothing where there is no plain file.
QString canonicalPath(const QString& file) { return modelPartsOf(file).value(0); }

}  // namespace

QString modelIdOf(const QString& file) {
    const QString canonical = QFileInfo(file).canonicalFilePath();
    const QByteArray path = (canonical.isEmpty() ? QFileInfo(file).absoluteFilePath() : canonical).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(32));
}

ModelCatalog::ModelCatalog(QString folder, QString openedFilesIni, QString bundled)
    : folder_(std::move(folder)), openedFilesIni_(std::move(openedFilesIni)), bundled_(canonicalPath(bundled)) {}

QStringList ModelCatalog::files() const {
    QStringList paths;
    const auto add = [&paths](const QString& file) {
        if (const QString path = canonicalPath(file); !path.isEmpty() && !paths.contains(path)) paths.append(path);
    };
    const auto infos = QDir(folder_).entryInfoList({QStringLiteral("*.gguf")}, QDir::Files, QDir::Name);
    for (const QFileInfo& info : infos) add(info.filePath());
    const QMutexLocker lock(&mutex_);
    const auto opened = QSettings(openedFilesIni_, QSettings::IniFormat).value(opened_key).toStringList();
    for (const QString& file : opened) add(file);
    if (!bundled_.isEmpty()) {
        paths.removeAll(bundled_);  // opened by hand or linked to as well
        add(bundled_);
    }
    return paths;
}

ui::ModelEntry ModelCatalog::describe(const QString& file) {
    qint64 bytes = 0, modified_ms = 0;
    const QStringList parts = modelPartsOf(file);
    for (const QString& part : parts) {
        const QFileInfo info(part);
        bytes += info.size();
        modified_ms = std::max(modified_ms, info.lastModified().toMSecsSinceEpoch());
    }
    {
        const QMutexLocker lock(&mutex_);
        const auto known = described_.constFind(file);
        if (known != described_.cend() && known->bytes == bytes && known->modified_ms == modified_ms)
            return known->entry;
    }
    ui::ModelEntry entry;
    entry.id = modelIdOf(file);
    entry.fileName = QFileInfo(file).fileName();
    entry.name = modelBaseNameOf(file);
    entry.fileBytes = bytes;
    entry.bundled = file == bundled_;
    if (const auto config = readConfig(file)) {
        if (!config->name.empty()) entry.name = QString::fromStdString(config->name);
        entry.quantisation = QString::fromStdString(config->quantisation);
        entry.parameterCount = static_cast<qint64>(config->parameter_count);
        entry.size = sizeOf(inference::size_class_of(config->parameter_count));
    } else {
        entry.problem = problemOf(config.error());
    }
    const QMutexLocker lock(&mutex_);
    described_.insert(file, {entry.fileBytes, modified_ms, entry});
    return entry;
}

QList<ui::ModelEntry> ModelCatalog::scan() {
    QList<ui::ModelEntry> entries;
    const QStringList paths = files();
    for (const QString& path : paths) entries.append(describe(path));
    return entries;
}

Outcome<QString> ModelCatalog::add(const QString& file) {
    const QString path = canonicalPath(file);
    if (path.isEmpty())
        return refuse(QFileInfo::exists(file) ? QCoreApplication::translate("Problem", "%1 is no file").arg(file)
                                              : QCoreApplication::translate("Problem", "there is no file %1").arg(file),
                      QCoreApplication::translate("Problem", "Choose a model file in the GGUF format."));
    const ui::ModelEntry entry = describe(path);
    if (!entry.problem.what.isEmpty()) return std::unexpected(entry.problem);
    if (files().contains(path)) return entry.id;
    const QMutexLocker lock(&mutex_);
    QSettings remembered(openedFilesIni_, QSettings::IniFormat);
    remembered.setValue(opened_key, remembered.value(opened_key).toStringList() << path);
    remembered.sync();
    if (remembered.status() != QSettings::NoError)
        return refuse(
            QCoreApplication::translate("Problem", "%1 cannot be written").arg(openedFilesIni_),
            QCoreApplication::translate("Problem", "Check the permissions and the space of the data folder."));
    return entry.id;
}

std::optional<QString> ModelCatalog::pathOf(const QString& id) const {
    const QStringList paths = files();
    for (const QString& path : paths)
        if (modelIdOf(path) == id) return path;
    return std::nullopt;
}

}  // namespace app
