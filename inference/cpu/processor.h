#pragma once
#include "inference/engine.h"

namespace inference::cpu {

/// The processor as `altiplano devices` and the window show it: selector "cpu", kind "processor", the system's memory.
/// Fails with Unreadable where the system does not say how much there is.
Result<DeviceDescription> describe_processor();

}  // namespace inference::cpu
