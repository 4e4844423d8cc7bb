#pragma once

namespace app {

/// The program: reads its words and carries out a command of the command line. Returns the exit code.
int run(int argc, char** argv);

}  // namespace app
