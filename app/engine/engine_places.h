#pragma once
#include <QFile>

#include "app/data_directory.h"
#include "inference/engine.h"

namespace app {

/// Where the engine keeps what it found out about this machine.
inline inference::Engine::Places placesIn(const DataDirectory& directory) {
    const auto native = [](const QString& path) {
        return std::filesystem::path(QFile::encodeName(path).toStdString());
    };
    return {.speeds = native(directory.speeds()), .pipelines = native(directory.pipelines())};
}

}  // namespace app
