#pragma once
#include <cstdint>

#include "inference/plan/plan.h"
#include "inference/plan/speed_record.h"

namespace inference {

/// What decoding took, token by token.
struct Decoded {
    std::uint32_t tokens = 0;
    double seconds = 0.0;
    std::uint32_t position = 0;  ///< in the middle of them
};

/// Where decoding by a plan took far more or less than it said, the speeds that it was made with are corrected in the
/// record, so that the next plan says what was met: those of all its devices in one proportion, as it is not known
/// which of them it was. Not of a plan that reads layers from the disk, nor by a few tokens.
void correct_speeds(SpeedRecord& record, const Plan& plan, const Decoded& decoded);

}  // namespace inference
