#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/exit.h"
#include "inference/chat/turn.h"

namespace app::cli {

/// What `chat --session` keeps of a conversation, beside the caches and where there are none.
struct SessionNote {
    std::string modelIdentity;
    std::vector<inference::Turn> turns;
    bool operator==(const SessionNote&) const = default;
};

/// As JSON on one line, sealed.
std::string noteOf(const SessionNote& note);

/// Reads it, from whoever it comes; `file` is what an error calls the place where it was. Fails for what is no such
/// note, or has changed since it was written.
Result<SessionNote> noteFrom(std::string_view text, const std::string& file);

/// A note of before there were seals, without the model: nothing but the checksum of its whole file says that it is
/// as it was written.
bool isUnsealed(std::string_view text);

/// A text behind its own checksum, "0123456789abcdef text": the words are the only copy there is, and must be told from
/// damaged ones when the caches behind them are not whole.
std::string sealed(std::string_view text);
/// The text; nothing if it has changed.
std::optional<std::string_view> unsealed(std::string_view text);

}  // namespace app::cli
