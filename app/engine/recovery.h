#pragma once
#include <map>
#include <optional>
#include <string>

#include "inference/engine.h"

namespace app {

/// How a model is placed anew, in the middle of an answer, when a device fails under it. A lost device is opened once
/// more; one that is lost twice before an answer came to its end is left out. Where memory ran out, a plan with less of
/// it is made, three times at most. What a person chose in place of `auto` no longer holds then.
class Recovery {
public:
    enum class Reason {
        DeviceLost,     ///< it is opened again
        DeviceLeftOut,  ///< it is not used any more
        OutOfMemory,    ///< the plan takes less memory
    };
    struct Placing {
        inference::LoadOptions options;
        Reason reason = Reason::DeviceLost;
    };

    /// A person had a model loaded so.
    void chosen(const inference::LoadOptions& options);
    /// An answer came to its end.
    void answered() { losses_.clear(); }

    /// What to load with so that the answer goes on; nothing if it has to end. A stage of `plan` failed, or any of them
    /// where the error does not say which.
    std::optional<Placing> after(const inference::Error& error, const inference::Plan& plan);
    /// The same where the load by `after` failed in turn: none of the devices of `plan` has come back.
    std::optional<Placing> afterLoad(const inference::Error& error, const inference::Plan& plan) const;
    /// It is loaded so now.
    void placed(const Placing& placing);

private:
    inference::LoadOptions options_;
    std::map<std::string, int> losses_;  // by selector
    int smaller_plans_ = 0;
};

}  // namespace app
