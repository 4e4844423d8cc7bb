#pragma once
#include <optional>
#include <string>
#include <vector>

#include "inference/error.h"
#include "inference/stage.h"

namespace inference {

/// One way of cutting a pass's work into workgroups, tried on the device.
struct TuningTrial {
    Pass pass = Pass::Decode;
    std::uint32_t tokens = 1;  ///< of the pass
    std::string way;           ///< what is other than in the best one before: "decode_parts 4"; empty: that one itself
    double seconds = 0.0;      ///< of the pass, the fastest of several; 0 where it was refused
    std::string refusal;       ///< why the device or the results do not allow it
    bool best = false;         ///< so far, of its kind
};

/// What a pass took as the device was, and as it is tuned.
struct TuningGain {
    Pass pass = Pass::Decode;
    std::uint32_t tokens = 1;
    double seconds_before = 0.0;
    double seconds_after = 0.0;
};

/// The search for the fastest way to run a stage's kernels on its device, a trial at a time.
class StageTuning {
public:
    virtual ~StageTuning() = default;
    /// Tries the next way: compiles it, compares its results with those of the first, and times it. Nothing when all
    /// were tried. Fails where the device does.
    virtual Result<std::optional<TuningTrial>> advance() = 0;
    /// After the last trial: times what the device had and what was found in turns, and gives back what is not faster.
    /// Nothing where nothing was found.
    virtual Result<std::vector<TuningGain>> confirm() = 0;
    /// What is best so far, in words; empty where it is what the device has by itself.
    virtual std::string found() const = 0;
    /// Keeps the best so far, for all models that are loaded on this device from now on. Fails with Unreadable, or
    /// InvalidArgument where the engine has no place to keep it in.
    virtual Result<void> keep() = 0;
};

}  // namespace inference
