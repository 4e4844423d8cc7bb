#include "app/cli/statistics_remark.h"

#include <fmt/format.h>

#include "app/cli/output.h"

namespace app::cli {

void remarkStatistics(const inference::Answer::Statistics& statistics) {
    remark(fmt::format("{} tokens read, {} of them computed before, in {:.2f} s; {} made in {:.2f} s",
                       statistics.prompt_tokens, statistics.reused_tokens, statistics.prompt_seconds,
                       statistics.answer_tokens, statistics.answer_seconds));
}

}  // namespace app::cli
