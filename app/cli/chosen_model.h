#pragma once
#include <string>

#include "app/cli/exit.h"
#include "app/data_directory.h"
#include "ui/ports/settings_store.h"

namespace app::cli {

/// The model file for who names none: the one last used in the window, else the only one at hand, else the
/// one that comes with the program.
Result<std::string> chosenModel(const DataDirectory& directory, const ui::Settings& settings);

}  // namespace app::cli
