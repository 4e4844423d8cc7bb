#pragma once
#include "inference/cpu/memory.h"
#include "inference/cpu/thread_team.h"

namespace inference::cpu {

/// Reads all of it on every thread of the team, each its share, and does nothing with it. No prefetching, which makes a
/// plain read slower. Not within ThreadTeam::run, which this calls.
void read_plainly(ThreadTeam& team, const Memory& memory);

/// Bytes a second of that, the best of three times, over more memory than a cache holds.
Result<double> measure_plain_read(ThreadTeam& team);

}  // namespace inference::cpu
