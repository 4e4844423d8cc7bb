#include "app/library/bundled_model.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <array>

namespace app {

QString bundledModel() {
    for (const char* place : std::array{"/share/altiplano/cria.gguf", "/../share/altiplano/cria.gguf"}) {
        const QFileInfo file(QCoreApplication::applicationDirPath() + QLatin1String(place));
        if (file.isFile()) return file.canonicalFilePath();
    }
    return {};
}

}  // namespace app
