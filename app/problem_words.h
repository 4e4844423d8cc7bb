#pragma once
#include <string>

#include "inference/error.h"
#include "ui/ports/problem.h"

namespace app {

/// What the engine says, as the window says it: the same in English, where that names no option of the command line;
/// else in the window's language, with the names and numbers that stand in it.
QString inWindowsLanguage(const std::string& said);
ui::Problem problemOf(const inference::Error& error);

}  // namespace app
