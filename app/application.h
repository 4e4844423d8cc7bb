#pragma once

namespace app {

/// The program: the window, or a command of the command line. Returns the exit code.
int run(int argc, char** argv);

}  // namespace app
