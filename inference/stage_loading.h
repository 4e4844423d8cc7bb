#pragma once
#include <cstdint>
#include <memory>

#include "inference/error.h"
#include "inference/stage.h"

namespace inference {

/// The weights of a model's stage on their way, and the stage that comes of them. Dropped half way, it frees
/// everything.
class StageLoading {
public:
    virtual ~StageLoading() = default;
    virtual std::uint64_t bytes_total() const = 0;  ///< memory that the weights take
    virtual std::uint64_t bytes_done() const = 0;
    /// A few tens of milliseconds of work. True once all weights are there.
    virtual Result<bool> advance() = 0;
    /// The stage, once, after advance() was true.
    virtual Result<std::shared_ptr<Stage>> take() = 0;
};

}  // namespace inference
