#pragma once
#include <QHash>
#include <QList>
#include <QMutex>
#include <QString>
#include <QStringList>
#include <optional>

#include "app/outcome.h"
#include "ui/ports/model_library.h"

namespace app {

/// The opaque id of a model file: a hash of its canonical path, so the same file has the same id in every session.
QString modelIdOf(const QString& file);

/// Which model files are at hand: *.gguf of the models folder, those that were opened by hand, which an INI file
/// remembers, and the one that comes with the program. Thread-safe. Describing a file reads its header only;
/// descriptions are kept while size and time of the file stay the same. A model in several files is one entry, which
/// goes by its first.
class ModelCatalog {
public:
    /// `bundled` is the path of the model that comes with the program; empty where none does.
    ModelCatalog(QString folder, QString openedFilesIni, QString bundled = {});

    QString folder() const { return folder_; }

    /// Looks again. By name, the bundled one last; a file that cannot be used carries its problem; a remembered file
    /// that is gone is left out, and comes back when the file does.
    QList<ui::ModelEntry> scan();

    /// Remembers a file and returns its id. Fails, remembering nothing, if it is no model that this program can run.
    Outcome<QString> add(const QString& file);

    /// The file behind an id, if it is there. Needs no scan before it.
    std::optional<QString> pathOf(const QString& id) const;

private:
    struct Described {
        qint64 bytes;
        qint64 modified_ms;
        ui::ModelEntry entry;
    };
    QStringList files() const;
    ui::ModelEntry describe(const QString& file);

    QString folder_;
    QString openedFilesIni_;
    QString bundled_;  // without links
    mutable QMutex mutex_;
    QHash<QString, Described> described_;  // by path
};

}  // namespace app
