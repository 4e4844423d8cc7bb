#pragma once
#include <QtGlobal>
#include <string>

#include "inference/validation_log.h"

namespace test_support {

/// From now on engines open Vulkan under the validation layers, synchronisation validation on.
inline void validate_engines() { qputenv("ALTIPLANO_VALIDATION", "1"); }

/// The first thing that the layers said, or that there were none; empty if they were on and said nothing.
inline std::string first_message_of_engines() {
    const auto log = inference::ValidationLog::of_environment();
    if (!log || log->openings() == 0) return "no engine has opened Vulkan under the validation layers";
    const auto messages = log->first_messages();
    return messages.empty() ? std::string() : messages.front();
}

}  // namespace test_support
