#include "app/cli/progress_line.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/cli/output.h"

namespace app::cli {

void ProgressLine::show(double fraction) {
    const int percent = static_cast<int>(fraction * 100);
    if (percent == shown_ || !remarksAreRead()) return;
    shown_ = percent;
    fmt::print(stderr, "\r{} {} %", what_, percent);
    std::fflush(stderr);
}

void ProgressLine::show(std::string_view what, double fraction) {
    if (what != what_) {
        clear();
        what_ = what;
    }
    show(fraction);
}

void ProgressLine::clear() {
    if (shown_ < 0) return;
    shown_ = -1;
    fmt::print(stderr, "\r{:{}}\r", "", what_.size() + 6);
    std::fflush(stderr);
}

}  // namespace app::cli
