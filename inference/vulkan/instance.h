#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "inference/validation_log.h"
#include "inference/vulkan/functions.h"

namespace inference::vulkan {

/// A Vulkan 1.2 instance, without a window system.
class Instance {
public:
    struct Options {
        const char* library = nullptr;  ///< of the loader; see Functions::open
        bool validation = false;  ///< Khronos validation, with synchronisation validation but where ALTIPLANO_CHAIN=1;
                                  ///< also ALTIPLANO_VALIDATION=1, and then the log is ValidationLog::of_environment()
        std::function<void(Functions&)> replace = nullptr;  ///< tests: called after each level of entries was fetched
        std::filesystem::path pipelines = {};               ///< folder for PipelineFile and TuningFile; empty: neither
    };
    /// Fails with NoDevice: no loader, a loader older than Vulkan 1.2, validation asked for and not installed.
    static Result<std::shared_ptr<Instance>> create(const Options& options);
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const Functions& functions() const { return functions_; }
    VkInstance handle() const { return handle_; }
    const std::function<void(Functions&)>& replace() const { return replace_; }
    const std::filesystem::path& pipelines() const { return pipelines_; }
    /// In the driver's order; vulkan:N is the N-th.
    Result<std::vector<VkPhysicalDevice>> physical_devices() const;
    /// Nullptr when validation is off.
    const std::shared_ptr<ValidationLog>& validation_log() const { return log_; }

private:
    Instance() = default;
    Functions functions_;
    VkInstance handle_ = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
    std::shared_ptr<ValidationLog> log_;
    std::function<void(Functions&)> replace_;
    std::filesystem::path pipelines_;
};

}  // namespace inference::vulkan
