#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "inference/model/layer_range.h"
#include "inference/plan/device_speed.h"
#include "inference/stage.h"

namespace inference {

/// The conversation that a plan makes room for.
struct ConversationSize {
    std::uint32_t context_length = 0;
    CacheType cache_type = CacheType::F16;
    /// Behind so many tokens the speed of decoding is told: a quarter page of text.
    std::uint32_t position_told() const;
};

/// Memory that a stage takes of its device, in bytes.
struct StageBytes {
    std::uint64_t weights = 0;
    std::uint64_t cache = 0;    ///< keys and values of the conversation
    std::uint64_t scratch = 0;  ///< what else the conversation needs
    std::uint64_t total() const { return weights + cache + scratch; }
};

struct PlannedStage {
    std::string selector;
    std::string name;
    LayerRange layers;
    std::uint32_t mapped_layers = 0;  ///< the last ones, which are read from the file at each token
    StageBytes bytes;
    std::uint64_t budget_bytes = 0;
    double token_seconds = 0.0;        ///< its part of decoding a token
    double prompt_seconds = 0.0;       ///< of reading one of a prompt, beside many others
    DeviceSpeed speed{};               ///< by which these are told
    std::string speed_name{};          ///< under which it is kept
    std::uint64_t position_bytes = 0;  ///< keys and values of one position, which each later token reads
};

/// A device whose speed could not be measured.
struct UnmeasuredDevice {
    std::string selector;
    std::string name;
    bool left_out = false;  ///< it failed, and others take its layers; else its speed is guessed
    std::string reason;
};

/// Which layers go where, what that takes, and how fast it will be.
struct Plan {
    std::vector<PlannedStage> stages;  ///< in the layers' order
    ConversationSize conversation;
    double memory_share = 1.0;              ///< of the memory that was free; less after memory ran out
    bool measured = false;                  ///< the devices' speeds were measured, not guessed
    double generate_tokens_per_second = 0;  ///< behind conversation.position_told()
    double prompt_tokens_per_second = 0;
    double load_seconds = 0;
    std::vector<UnmeasuredDevice> unmeasured{};
    double token_seconds_at(std::uint32_t position) const;
    /// As --device has it: "vulkan:0=20,cpu=12", or "cpu" where there is one stage.
    std::string device() const;
};

}  // namespace inference
