#include "app/cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "app/cli/terminal_text.h"

namespace app::cli {

Result<void> print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return {};
    return fail(fmt::format("standard output cannot be written: {}", std::strerror(errno)),
                "Check where it goes, and the space there.");
}

void remark(std::string_view text) { fmt::print(stderr, "{}\n", onOneLine(text)); }

void report(const Exit& exit) { remark(fmt::format("altiplano: {}. {}", exit.what, exit.hint)); }

bool outputIsTerminal() { return isatty(STDOUT_FILENO) == 1; }
bool inputIsTerminal() { return isatty(STDIN_FILENO) == 1; }
bool remarksAreRead() { return isatty(STDERR_FILENO) == 1; }

}  // namespace app::cli
