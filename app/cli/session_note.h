#pragma once
#include <string>
#include <vector>

#include "app/cli/exit.h"
#include "inference/chat/turn.h"

namespace app::cli {

/// What `chat --session` keeps beside the caches: the conversation's turns, as JSON.
std::string noteOf(const std::vector<inference::Turn>& turns);

/// The turns of such a note; `file` is what an error calls it.
Result<std::vector<inference::Turn>> turnsOf(const std::string& note, const std::string& file);

}  // namespace app::cli
