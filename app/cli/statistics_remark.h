#pragma once
#include "inference/chat/answer.h"

namespace app::cli {

/// For --verbose: a line on standard error that says how many tokens an answer read, how many of them were computed
/// already, how many it made, and how long both took.
void remarkStatistics(const inference::Answer::Statistics& statistics);

}  // namespace app::cli
