#pragma once
#include "app/cli/command_line.h"

namespace app::cli {

bool isCommand(std::string_view name);

/// Carries out a command; the words begin with its name, --help or --version. What goes wrong is said on standard
/// error, on one line, memory that cannot be had too. Returns the exit code.
int run(Words words);

}  // namespace app::cli
