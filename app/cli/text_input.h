#pragma once
#include <string>
#include <string_view>

#include "app/cli/exit.h"

namespace app::cli {

/// The text of a file, or of standard input for "-", as it stands. At most 16 MiB: more than any context holds.
Result<std::string> readText(const std::string& file);

/// Fails if `text` is not UTF-8; `what` is how the error calls it ("the prompt").
Result<void> checkUtf8(std::string_view text, std::string_view what);

}  // namespace app::cli
