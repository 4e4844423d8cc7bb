#include "app/cli/overflow_remarks.h"

#include <fmt/format.h>

#include <utility>

#include "app/cli/output.h"

namespace app::cli {

void OverflowRemarks::take(const inference::Answer::Step& step) {
    dropped_ += step.dropped_turns;
    shortened_ |= step.shortened_answer;
    overflows_ += step.dropped_turns > 0 || step.shortened_answer ? 1 : 0;
    writing_ |= !step.text.empty();
    if (!writing_) say();
}

void OverflowRemarks::finish() { say(); }

void OverflowRemarks::say() {
    if (const auto dropped = std::exchange(dropped_, 0U); dropped > 0)
        remark(fmt::format("(the context is full: the oldest {} messages left it)", dropped));
    if (std::exchange(shortened_, false)) remark("(the context is full: the beginning of this answer left it)");
}

}  // namespace app::cli
