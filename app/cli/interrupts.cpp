#include "app/cli/interrupts.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace app::cli {
namespace {

constexpr int patience = 3;

// What the handler may touch. The pipe lets a poll see a signal that comes just before it, on whatever thread.
std::array<int, 2> ends{-1, -1};
std::atomic<int> unheard = 0;
static_assert(std::atomic<int>::is_always_lock_free);
struct sigaction previous{};

void onInterrupt(int) {
    const int error = errno;
    if (unheard.fetch_add(1) + 1 >= patience) _exit(128 + SIGINT);
    const char mark = 0;
    static_cast<void>(!write(ends[1], &mark, 1));
    errno = error;
}

}  // namespace

Interrupts::Interrupts() {
    unheard = 0;
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;  // without descriptors Ctrl-C ends the program as ever
    struct sigaction action{};
    action.sa_handler = onInterrupt;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, &previous);
}

Interrupts::~Interrupts() {
    if (ends[0] < 0) return;
    sigaction(SIGINT, &previous, nullptr);
    for (int& end : ends) {
        close(end);
        end = -1;
    }
}

bool Interrupts::pressed() {
    std::array<char, 64> marks{};
    bool any = false;
    while (ends[0] >= 0 && read(ends[0], marks.data(), marks.size()) > 0) any = true;
    if (any) unheard = 0;
    return any;
}

int Interrupts::descriptor() const { return ends[0]; }

}  // namespace app::cli
