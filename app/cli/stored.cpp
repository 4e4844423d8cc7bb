#include "app/cli/stored.h"

#include <QFile>

#include "app/data_directory.h"

namespace app::cli {

Result<std::optional<Database>> openStored(const std::optional<std::string>& dataDirectory) {
    const auto directory = DataDirectory::find(QFile::decodeName(dataDirectory.value_or("").c_str()));
    if (!directory) return fail(directory.error());
    if (!QFile::exists(directory->database())) {
        if (dataDirectory && !QFile::exists(directory->path()))
            return fail("there is no folder " + *dataDirectory, "Check what --data-dir names.");
        return std::nullopt;
    }
    auto database = Database::open(directory->database(), Database::Access::ReadOnly);
    if (!database) return fail(database.error());
    return std::move(*database);
}

}  // namespace app::cli
