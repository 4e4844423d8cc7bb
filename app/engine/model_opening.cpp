#include "app/engine/model_opening.h"

#include <QFile>
#include <utility>

#include "app/library/model_identity.h"

namespace app {

inference::Result<OpenedModel> openModelFile(const QString& path) {
    auto file = inference::ModelFile::open(QFile::encodeName(path).toStdString());
    if (!file) return std::unexpected(std::move(file.error()));
    auto format = inference::chat_format_of(*(*file)->file);
    if (!format) return std::unexpected(format.error());
    const auto identity = modelIdentityOf(path);
    if (!identity)
        return inference::fail(inference::ErrorKind::Unreadable, identity.error().what.toStdString(),
                               identity.error().hint.toStdString());
    return OpenedModel{.file = std::move(*file), .format = std::move(*format), .identity = identity->toStdString()};
}

EngineParts enginePartsOver(std::function<std::optional<QString>(const QString& modelId)> pathOf,
                            EngineMaker makeEngine, const QString& cacheFolder) {
    return {.makeEngine = std::move(makeEngine),
            .openModel = [pathOf = std::move(pathOf)](const std::string& modelId) -> inference::Result<OpenedModel> {
                const auto path = pathOf(QString::fromStdString(modelId));
                if (!path)
                    return inference::fail(inference::ErrorKind::Unreadable, "the model's file is gone",
                                           "Put it back, or choose another model.");
                return openModelFile(*path);
            },
            .cacheFolder = QFile::encodeName(cacheFolder).toStdString()};
}

}  // namespace app
