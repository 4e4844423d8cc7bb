#pragma once
#include <QString>

#include "app/outcome.h"

namespace app {

/// Where everything of one person lives, and nothing else does.
class DataDirectory {
public:
    /// `wanted` (what --data-dir named) or, where it is empty, the desktop's place for a program's data
    /// (~/.local/share/altiplano). Makes the directory and its models folder, readable by their owner alone; a
    /// directory that exists keeps its permissions. Fails where one of them is a file, or cannot be made or written.
    static Outcome<DataDirectory> open(const QString& wanted);

    /// The same place, for who only reads: nothing is made, and it may not be there. Fails where it is a file.
    static Outcome<DataDirectory> find(const QString& wanted);

    QString path() const { return path_; }                                ///< absolute
    QString models() const { return path_ + QStringLiteral("/models"); }  ///< model files are looked for here
    QString database() const { return path_ + QStringLiteral("/conversations.sqlite"); }
    QString caches() const { return path_ + QStringLiteral("/caches"); }      ///< made when there is something to keep
    QString speeds() const { return path_ + QStringLiteral("/speeds.txt"); }  ///< of this machine's devices
    QString pipelines() const { return path_ + QStringLiteral("/pipelines"); }  ///< what graphics drivers compiled
    QString settings() const { return path_ + QStringLiteral("/settings.ini"); }
    QString openedModels() const { return path_ + QStringLiteral("/opened-models.ini"); }  ///< files opened by hand

private:
    explicit DataDirectory(QString path) : path_(std::move(path)) {}
    QString path_;
};

}  // namespace app
