#pragma once
#include <cstdint>
#include <vector>

#include "app/cli/exit.h"
#include "inference/session.h"

namespace app::cli {

/// What is to be profiled, on an open session without drafts.
struct ProfileWish {
    std::vector<inference::Token> prompt;  ///< read, and stands before what is generated
    std::uint32_t generateTokens = 1;
    bool json = false;
};

/// Prints what every step of a pass takes, reading and answering, beside what the device's memory can give and beside
/// the time of passes that were not profiled.
Result<void> benchProfile(inference::Session& session, const ProfileWish& wish);

}  // namespace app::cli
