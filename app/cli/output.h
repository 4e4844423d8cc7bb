#pragma once
#include <string_view>

#include "app/cli/exit.h"

namespace app::cli {

/// Writes bytes to standard output, at once. Fails if they cannot be written, such as on a full disk.
Result<void> print(std::string_view text);

/// Writes a line to standard error, harmless and on one line whatever is in it.
void remark(std::string_view text);

/// "altiplano: what. hint", on standard error.
void report(const Exit& exit);

bool outputIsTerminal();
bool inputIsTerminal();
bool remarksAreRead();  ///< standard error is a terminal: progress is shown to somebody

}  // namespace app::cli
