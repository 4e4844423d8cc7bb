#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "inference/error.h"
#include "inference/model/model_file.h"
#include "inference/plan/plan.h"
#include "inference/plan/speed_correction.h"
#include "inference/stage.h"

namespace inference {

/// A device that was found, as `altiplano devices` and the window show it.
struct DeviceDescription {
    std::string selector;                 ///< what --device takes: "vulkan:0", "cpu"
    std::string name;                     ///< "GeForce RTX 3060"
    std::string kind;                     ///< "discrete GPU", "integrated GPU", "virtual GPU", "software", "other",
                                          ///< "processor"
    std::string driver;                   ///< name and version; of the processor, which vector code it runs
    std::string vulkan_version;           ///< "1.3.289"; empty for the processor
    std::uint64_t memory_bytes = 0;       ///< device-local heaps; the system's memory
    std::uint64_t memory_free_bytes = 0;  ///< by VK_EXT_memory_budget, else equal to memory_bytes; what is available
    bool software = false;
    bool usable = false;                ///< Vulkan 1.2 with a compute queue
    std::string unusable_reason;        ///< when not usable
    std::vector<std::string> features;  ///< those asked for and granted, by name
    std::string left_out{};             ///< features that it has and that are not used, as they were found wrong; which
                                        ///< and why; empty: none
    std::string tuning{};               ///< how its kernels were tuned; empty: not, or as they are by themselves
};

/// A model on its stages, ready for sessions. Immutable, shared; memory is freed with the last reference.
struct Model {
    std::shared_ptr<const ModelFile> source;
    std::vector<std::shared_ptr<Stage>> stages;  ///< in order
    Precision precision = Precision::Fast;
    DeviceDescription device;  ///< of several stages the first one's, but their names and selectors joined
    Plan plan;                 ///< by which it was loaded
    std::uint64_t weights_bytes() const;
    bool is_compiled_for(CacheType type) const;  ///< every stage is
};

struct LoadOptions {
    std::string device = "auto";  ///< as DeviceChoice has it: auto | cpu | vulkan:N, "vulkan:0,cpu", "vulkan:0=20,cpu"
    Precision precision = Precision::Fast;
    unsigned threads = 0;              ///< of the processor stage; 0: one for each physical core
    std::uint32_t context_length = 0;  ///< of the conversation to leave room for; 0: as a session takes it
    CacheType cache_type = CacheType::F16;
    bool allow_disk = false;  ///< layers that fit nowhere are read from the file at each token
    /// Devices of the plan whose speed is not known are measured before, also where that decides nothing.
    bool measure = false;
    /// By selector: memory that will be free by then, as a model that is loaded now leaves first.
    std::map<std::string, std::uint64_t> leaving{};
    std::set<std::string> without{};  ///< selectors that `auto` passes over, as these devices failed
    double memory_share = 1.0;        ///< a plan of the engine's takes no more than this of the memory that is free

    /// No longer than the model was trained for.
    ConversationSize conversation_with(const ModelConfig& config) const {
        const std::uint32_t wanted = context_length == 0 ? config.default_context_length() : context_length;
        return {wanted < config.context_length ? wanted : config.context_length, cache_type};
    }
};

/// A plan on its way: what is not known of the devices' speed is measured, a second or two for each device and shape of
/// model, once.
class Planning {
public:
    virtual ~Planning() = default;
    /// A few tens of milliseconds of work. True once the plan is there.
    virtual Result<bool> advance() = 0;
    virtual Result<Plan> take() = 0;
};

/// A model on its way to a device, a step at a time, so that the thread stays free for a cancel.
class Loading {
public:
    struct Progress {
        float fraction = 0.0F;  ///< 0 to 1: the weights' bytes, then the kernels' first run
        bool done = false;
        bool compiling = false;  ///< a graphics driver may take its time in the next step, to compile kernels
    };
    virtual ~Loading() = default;
    /// A few tens of milliseconds of work. Dropping a Loading half way frees everything it took.
    virtual Result<Progress> advance() = 0;
    /// The model, once, after `done`.
    virtual Result<std::shared_ptr<const Model>> take() = 0;
};

/// Finds devices and loads models. One per process, used by one thread.
class Engine {
public:
    /// Where it keeps what it found out about this machine; what has an empty path is forgotten with the process.
    struct Places {
        std::filesystem::path speeds = {};     ///< a file: how fast devices are
        std::filesystem::path pipelines = {};  ///< a folder, made in one that is there: what graphics drivers compiled,
                                               ///< how kernels were tuned for them, and what was found wrong there
    };
    /// Opens the Vulkan loader where there is one.
    static std::unique_ptr<Engine> create(const Places& places);
    static std::unique_ptr<Engine> create() { return create(Places()); }
    virtual ~Engine() = default;

    /// The Vulkan devices, if there are any, then the processor.
    virtual Result<std::vector<DeviceDescription>> devices() = 0;

    /// What `load` would do, and how fast it will be. Fails as `load` does; not where a device fails as it is
    /// measured, which the plan tells.
    virtual Result<std::unique_ptr<Planning>> plan(std::shared_ptr<const ModelFile> file,
                                                   const LoadOptions& options) = 0;

    /// The same at once, by what is known or guessed of the devices' speed; the file is not read.
    virtual Result<Plan> estimate(std::shared_ptr<const ModelFile> file, const LoadOptions& options) = 0;

    /// `auto` places the layers so that tokens come fastest: on graphics cards, then a graphics chip, then the
    /// processor, as far as memory goes; on a software Vulkan device only where it is asked for. Several devices that
    /// are named without layers all get some, likewise. Fails before anything is loaded with NoDevice, InvalidArgument
    /// (a choice that is none, or of layers that the model has not) or OutOfMemory (what is needed, what is there, what
    /// would fit). With several devices to choose from, their speed is measured first, where it is not known, as part
    /// of the loading.
    virtual Result<std::unique_ptr<Loading>> load(std::shared_ptr<const ModelFile> file,
                                                  const LoadOptions& options) = 0;

    /// What a model that was loaded by `plan` then took; the next plan tells that where this one was far off.
    virtual void decoded(const Plan& plan, const Decoded& decoded) = 0;
};

}  // namespace inference
