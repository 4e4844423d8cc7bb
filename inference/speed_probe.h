#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "inference/plan/device_speed.h"
#include "inference/plan/stage_sizes.h"
#include "inference/stage_chain.h"
#include "inference/stage_loading.h"

namespace inference {

/// How fast a device is with a model: its first few layers are loaded, decode some tokens and read a prompt, for about
/// a second, a step at a time; then they are loaded again, now that kernels are compiled and kept as they will be at a
/// load. What comes of it stands for all layers of that shape and type.
class SpeedProbe {
public:
    /// So many layers that caches do not hold them.
    static LayerRange layers_for(const ModelFile& model, const StageSizes& sizes);

    /// Opens the device and begins to load there.
    using Begin = std::function<Result<std::unique_ptr<StageLoading>>()>;
    /// `begin`: with `layers` of `model`.
    SpeedProbe(std::shared_ptr<const ModelFile> model, Begin begin, LayerRange layers, StageSizes sizes);

    /// A few tens of milliseconds of work. True once `speed` is known.
    Result<bool> advance();
    /// The next step makes the stage, for which a graphics driver compiles kernels.
    bool makes_stage() const { return weights_there_ && !chain_; }
    const DeviceSpeed& speed() const { return speed_; }

private:
    using Clock = std::chrono::steady_clock;
    Result<void> read_file();
    Result<void> load();
    Result<void> advance_load();
    Result<void> send(Pass pass, std::uint32_t tokens);
    void measured(double seconds);
    void load_again();
    void measured_start(double seconds);

    std::shared_ptr<const ModelFile> model_;
    std::vector<const gguf::TensorInfo*> unread_;  // of the layers: read once before, so that no disk is measured
    std::vector<std::byte> read_;
    Begin begin_;
    std::unique_ptr<StageLoading> loading_;
    LayerRange layers_;
    StageSizes sizes_;
    bool weights_there_ = false;
    std::optional<StageChain> chain_;
    std::vector<Token> tokens_;  // any will do: the work does not depend on them
    std::uint64_t weights_bytes_ = 0;
    double weights_seconds_ = 0.0;  // what of a load grows with the weights
    double start_seconds_ = 0.0;    // what else it takes
    bool again_ = false;            // the layers were loaded before
    Pass pass_ = Pass::Decode;
    std::uint32_t batch_ = 1;    // tokens of the one under way
    std::uint32_t batches_ = 0;  // of this size: the first one compiles, and does not count
    double decode_seconds_ = 0.0;
    Clock::time_point sent_at_;
    DeviceSpeed speed_;
};

}  // namespace inference
