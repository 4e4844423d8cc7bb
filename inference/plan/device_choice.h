#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/error.h"
#include "inference/model/layer_range.h"

namespace inference {

/// One stage as a person names it: a device, and how many layers it gets where they say so.
struct StageChoice {
    std::string selector;                 ///< "cpu" or "vulkan:N"
    std::optional<std::uint32_t> layers;  ///< nothing: those that the others leave
    bool operator==(const StageChoice&) const = default;
};

/// On what a model is to run.
struct DeviceChoice {
    std::vector<StageChoice> stages;  ///< in the layers' order; none: the engine chooses a device
    bool automatic() const { return stages.empty(); }
    bool splits() const;  ///< the engine chooses how many layers each of several gets
    bool fixed() const { return !automatic() && !splits(); }  ///< it says where each layer goes

    /// "auto", or stages in order, separated by commas: "vulkan:0", "vulkan:0=20,vulkan:0=12,cpu", "vulkan:0,cpu". One
    /// stage at most has no number of layers, or no stage has one and each is another device. Fails with
    /// InvalidArgument, naming the stage that is wrong. Whether such a device exists is another matter.
    static Result<DeviceChoice> parse(std::string_view text);

    /// The layers of each stage, of a fixed choice. Fails with InvalidArgument (both numbers) if the model does not
    /// have as many.
    Result<std::vector<LayerRange>> layers_of(const ModelConfig& config) const;
};

}  // namespace inference
