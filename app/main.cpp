#include <cstdio>
#include <cstring>

#include "app/version.h"

int main(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], "--version") == 0) {
        std::printf("altiplano %s\n", app::version);
        return 0;
    }
    std::fprintf(stderr, "altiplano: nothing to do\n");
    return 2;
}
