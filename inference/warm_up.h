#pragma once
#include <array>
#include <optional>

#include "inference/engine.h"
#include "inference/stage_chain.h"

namespace inference {

/// One short prompt and one decoded token through a model's stages, thrown away, a submission at a time. Drivers finish
/// a kernel when it is first run (a software driver compiles it then: 0.2 to 2.8 s each), and move weights to where
/// they are read fast; done as part of loading, the first answer does not wait for it.
class WarmUp {
public:
    /// Fails with OutOfMemory where not even the memory for a conversation of a few tokens is there.
    static Result<WarmUp> begin(const Model& model, CacheType cache_type);

    /// At most one submission's work, waited for a few tens of milliseconds. True once all is done.
    Result<bool> advance();
    float fraction() const;  ///< of the two batches: 0 to 1

private:
    explicit WarmUp(StageChain chain) : chain_(std::move(chain)) {}

    static constexpr std::array<Token, 3> tokens_{};  // any will do: the work does not depend on them
    StageChain chain_;
    std::uint32_t batches_done_ = 0;
};

}  // namespace inference
