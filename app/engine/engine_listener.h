#pragma once
#include <cstdint>
#include <string>

#include "app/engine/engine_parts.h"
#include "app/engine/recovery.h"
#include "inference/chat/answer.h"
#include "inference/engine.h"

namespace app {

/// Names one answer. Made by who asks for it, never used twice.
using RequestId = std::uint64_t;

/// What comes of an engine's steps, in the order in which it happens and on the thread that steps. None of these may
/// call back into the steps.
class EngineListener {
public:
    virtual ~EngineListener() = default;

    virtual void loadProgress(const std::string& modelId, double fraction) = 0;
    virtual void loaded(const std::string& modelId, const OpenedModel& opened, const inference::Model& model) = 0;
    virtual void loadFailed(const std::string& modelId, const inference::Error& error) = 0;
    /// A device failed under an answer. The model is being loaded anew: `loadProgress`, then `loaded` or `loadFailed`;
    /// the answer waits, and goes on where it was.
    virtual void placedAnew(const std::string& modelId, RequestId request, Recovery::Reason reason) = 0;
    virtual void unloaded() = 0;  ///< the memory of the model that was loaded is free

    /// A graphics driver is about to compile kernels, in a load or before an answer: whoever waits may be told why.
    /// False when that is over.
    virtual void compiling(bool now) = 0;

    virtual void cacheProblem(const inference::Error& error) = 0;  ///< something kept of a conversation was of no use

    virtual void promptProgress(RequestId request, std::uint32_t done, std::uint32_t total) = 0;
    virtual void text(RequestId request, std::string piece) = 0;
    virtual void turnsDropped(RequestId request, std::uint32_t count) = 0;
    virtual void answerShortened(RequestId request) = 0;  ///< the beginning of this very answer left the context
    virtual void contextUsed(RequestId request, std::uint32_t used, std::uint32_t length) = 0;
    virtual void ended(RequestId request, inference::EndReason reason,
                       const inference::Answer::Statistics& statistics) = 0;
    virtual void failed(RequestId request, const inference::Error& error,
                        const inference::Answer::Statistics& statistics) = 0;
};

}  // namespace app
