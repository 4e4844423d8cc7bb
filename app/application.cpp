#include "app/application.h"

#include <QCoreApplication>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>
#include <string>
#include <vector>

#include "app/cli/cli.h"

namespace app {
namespace {

/// Qt wants a UTF-8 locale and otherwise says so on standard error, before each line of ours.
void useUtf8() {
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setenv("LC_ALL", "C.UTF-8", 1);
}

}  // namespace

int run(int argc, char** argv) {
    useUtf8();
    // Before Qt decodes them: what is not UTF-8 is to be refused, not mended.
    std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty()) words = {"--help"};
    const QCoreApplication application(argc, argv);
    return cli::run(words);
}

}  // namespace app
