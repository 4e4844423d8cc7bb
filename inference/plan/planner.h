#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "inference/error.h"
#include "inference/plan/device_speed.h"
#include "inference/plan/file_speed.h"
#include "inference/plan/plan.h"
#include "inference/plan/stage_sizes.h"

namespace inference {

/// A device as a plan sees it.
struct PlanDevice {
    std::string selector;
    std::string name;
    StageKind kind = StageKind::Processor;
    std::uint64_t budget_bytes = 0;  ///< what a plan may take of its memory: the reserve for others is off already
    bool system_memory = false;      ///< its memory is the system's, which such devices share
    DeviceSpeed speed;
    std::string speed_name{};  ///< under which it is kept
    StageSizes sizes;          ///< of the model, on this device
};

struct PlanRequest {
    ConversationSize conversation;
    bool allow_disk = false;  ///< layers that fit nowhere are read from the file at each token
    FileSpeed file{};
};

/// The plan whose tokens come fastest; of those that answer equally fast, the one that reads prompts fastest. `devices`
/// in the order in which they may follow each other, each once. Fails with OutOfMemory where the
/// model does not fit: what it needs and what is there, without a hint (what_would_fit.h has it).
Result<Plan> fastest_plan(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request);

/// The same with some layers on each of the devices. Fails with InvalidArgument where these are more than the layers.
Result<Plan> split_plan(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request);

/// The plan that a person chose: layers[i] on devices[i], where one device may stand several times. Fails with
/// OutOfMemory, likewise.
Result<Plan> chosen_plan(const ModelFile& model, std::span<const PlanDevice> devices,
                         std::span<const LayerRange> layers, const PlanRequest& request);

}  // namespace inference
