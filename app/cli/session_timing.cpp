#include "app/cli/session_timing.h"

#include <chrono>

namespace app::cli {

Result<double> secondsFor(inference::Session& session, std::uint32_t count) {
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint32_t made = 0; made < count;) {
        const auto step = session.advance({});
        if (!step) return fail(step.error());
        if (step->context_full) return fail("the context is full", "Ask for fewer tokens, or a longer --context.");
        made += static_cast<std::uint32_t>(step->tokens.size());
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Result<double> secondsToRead(inference::Session& session, std::span<const inference::Token> prompt) {
    if (const auto started = session.start(prompt, {.temperature = 0.0F}); !started) return fail(started.error());
    return secondsFor(session, 1);
}

}  // namespace app::cli
