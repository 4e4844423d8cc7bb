#pragma once
#include <optional>
#include <string>

#include "app/cli/exit.h"
#include "app/storage/database.h"

namespace app::cli {

/// The kept conversations, to read; nothing where none were kept yet. Makes no file and no folder.
Result<std::optional<Database>> openStored(const std::optional<std::string>& dataDirectory);

}  // namespace app::cli
