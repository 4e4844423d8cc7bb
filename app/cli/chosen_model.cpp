#include "app/cli/chosen_model.h"

#include <fmt/format.h>
#include <QFile>

#include "app/library/bundled_model.h"
#include "app/library/model_catalog.h"

namespace app::cli {

Result<std::string> chosenModel(const DataDirectory& directory, const ui::Settings& settings) {
    const QString bundled = bundledModel();
    ModelCatalog catalog(directory.models(), directory.openedModels(), bundled);
    if (const auto last = catalog.pathOf(settings.lastModelId)) return QFile::encodeName(*last).toStdString();
    QStringList usable;
    for (const ui::ModelEntry& entry : catalog.scan())
        if (entry.problem.what.isEmpty() && !entry.bundled) usable.append(entry.id);
    if (usable.isEmpty() && !bundled.isEmpty()) return QFile::encodeName(bundled).toStdString();
    const std::string folder = directory.models().toStdString();
    if (usable.isEmpty())
        return fail("there is no model yet", fmt::format("Put a LLaMA model in the GGUF format into {}, or name one: "
                                                         "altiplano chat MODEL.gguf.",
                                                         folder));
    if (usable.size() > 1)
        return fail(fmt::format("there are {} models and none was used last", usable.size()),
                    fmt::format("Name one of {}: altiplano chat MODEL.gguf.", folder));
    const auto only = catalog.pathOf(usable.front());
    if (!only) return fail("the model's file is gone", "Put it back, or name another one.");
    return QFile::encodeName(*only).toStdString();
}

}  // namespace app::cli
