#pragma once
#include <cstdint>
#include <span>

#include "app/cli/exit.h"
#include "inference/session.h"

namespace app::cli {

/// Seconds until `count` more tokens are there; the first of a prompt comes with its end. Fails where the context has
/// no room for them.
Result<double> secondsFor(inference::Session& session, std::uint32_t count);

/// Seconds to read the prompt and choose the token behind it.
Result<double> secondsToRead(inference::Session& session, std::span<const inference::Token> prompt);

}  // namespace app::cli
