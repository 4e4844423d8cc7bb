// Chained dispatches, tried before a device is used with them: that a right device passes, and that one which hands on
// wrong numbers, on which a workgroup waits in vain, which is lost or has no memory goes on without them and says so.
#include "inference/vulkan/chain_check.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

#include "inference/vulkan/check_file.h"
#include "inference/vulkan/vulkan_devices.h"
#include "shaders/shader_library.h"
#include "tests/kernels/support/test_device.h"
#include "tests/support/links_in_vain.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;
using test::LinksInVain;

/// A real driver that does one thing wrong. Put in by Instance::Options::replace.
class Driver {
public:
    enum class Fault {
        None,
        WrongKernel,   ///< it multiplies by another number
        WaitsInVain,   ///< for more workgroups than there are
        CountsWrong,   ///< one workgroup more ends the chain
        Lost,          ///< with the first submission
        NoMemory,      ///< for any buffer
        NoMemoryModel  ///< it does not have that
    };
    static inline Fault fault = Fault::None;
    static inline int kernels_made = 0;

    static void install(Functions& functions) {
        LinksInVain::install(functions);
        replace(functions.CreateShaderModule, create_module_, &Driver::create_module);
        replace(functions.QueueSubmit, submit_, &Driver::submit);
        replace(functions.CreateBuffer, create_buffer_, &Driver::create_buffer);
        replace(functions.CmdDispatch, dispatch_, &Driver::dispatch);
        replace(functions.GetPhysicalDeviceFeatures2, features_, &Driver::features);
    }

private:
    template <typename Entry>
    static void replace(Entry& entry, Entry& original, Entry by) {
        if (entry != nullptr && entry != by) original = std::exchange(entry, by);
    }
    static VkResult create_module(VkDevice device, const VkShaderModuleCreateInfo* info,
                                  const VkAllocationCallbacks* callbacks, VkShaderModule* module) {
        ++kernels_made;
        std::vector<std::uint32_t> words(info->pCode, info->pCode + info->codeSize / sizeof(std::uint32_t));
        if (fault == Fault::WrongKernel) std::ranges::replace(words, 1664525U, 1664527U);
        VkShaderModuleCreateInfo given = *info;
        given.pCode = words.data();
        return create_module_(device, &given, callbacks, module);
    }
    static VkResult submit(VkQueue queue, std::uint32_t count, const VkSubmitInfo* infos, VkFence fence) {
        return fault == Fault::Lost ? VK_ERROR_DEVICE_LOST : submit_(queue, count, infos, fence);
    }
    static VkResult create_buffer(VkDevice device, const VkBufferCreateInfo* info,
                                  const VkAllocationCallbacks* callbacks, VkBuffer* buffer) {
        return fault == Fault::NoMemory ? VK_ERROR_OUT_OF_DEVICE_MEMORY
                                        : create_buffer_(device, info, callbacks, buffer);
    }
    static void dispatch(VkCommandBuffer commands, std::uint32_t x, std::uint32_t y, std::uint32_t z) {
        dispatch_(commands, fault == Fault::CountsWrong ? x - 1 : x, y, z);
    }
    static void features(VkPhysicalDevice device, VkPhysicalDeviceFeatures2* given) {
        features_(device, given);
        if (fault != Fault::NoMemoryModel) return;
        for (auto* next = static_cast<VkBaseOutStructure*>(given->pNext); next != nullptr; next = next->pNext)
            if (next->sType == VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES)
                reinterpret_cast<VkPhysicalDeviceVulkan12Features*>(next)->vulkanMemoryModel = VK_FALSE;
    }
    static inline PFN_vkCreateShaderModule create_module_ = nullptr;
    static inline PFN_vkQueueSubmit submit_ = nullptr;
    static inline PFN_vkCreateBuffer create_buffer_ = nullptr;
    static inline PFN_vkCmdDispatch dispatch_ = nullptr;
    static inline PFN_vkGetPhysicalDeviceFeatures2 features_ = nullptr;
};

/// Starts of the program, which keep what they found out in one folder. ALTIPLANO_CHAIN=1, as a software device does
/// not chain unasked.
class Starts {
public:
    Starts() {
        unsetenv("ALTIPLANO_VULKAN_MASK");
        setenv("ALTIPLANO_CHAIN", "1", 1);
        std::string pattern = (std::filesystem::temp_directory_path() / "chain-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder can be made");
        folder_ = pattern;
    }
    ~Starts() {
        std::error_code error;
        std::filesystem::remove_all(folder_, error);
        unsetenv("ALTIPLANO_CHAIN");
    }

    struct Start {
        DeviceDescription found;  // before it was opened
        std::shared_ptr<Device> device;
        int kernels_made = 0;
        std::optional<std::string> kept;
        bool chains() const { return device->capabilities().can_chain(); }
    };
    Start start(Driver::Fault fault) const {
        Start result;
        Driver::fault = fault;
        Driver::kernels_made = 0;
        LinksInVain::armed = fault == Driver::Fault::WaitsInVain;
        const auto devices =
            need(VulkanDevices::find({.validation = true, .replace = Driver::install, .pipelines = folder_}));
        const PhysicalDevice& card = devices.all().front();
        result.found = card.description;
        result.device = need(devices.open(card));
        Driver::fault = Driver::Fault::None;
        LinksInVain::armed = false;
        result.kernels_made = Driver::kernels_made;
        result.kept = CheckFile(folder_, card.driver, chained_dispatches).read();
        if (const auto& log = result.device->instance().validation_log(); log->count() > 0)
            throw std::runtime_error("the validation layers say: " + log->first_messages().front());
        return result;
    }

private:
    std::filesystem::path folder_;
};

std::string a_right_device_is_used() {
    const Starts starts;
    const auto first = starts.start(Driver::Fault::None);
    if (!first.chains()) return "it is not used: " + first.device->left_out();
    if (!first.device->left_out().empty()) return "but said to be left out: " + first.device->left_out();
    if (first.kernels_made == 0) return "nothing was tried";
    if (first.kept != "") return "that it is right is not kept";
    const auto second = starts.start(Driver::Fault::None);
    if (second.kernels_made != 0) return "it is tried again at the next start";
    return second.chains() ? "" : "it is not used at the next start";
}

std::string left_out_where(Driver::Fault fault, const std::string& problem, bool is_kept) {
    const Starts starts;
    const auto first = starts.start(fault);
    if (first.chains()) return "it is used";
    if (first.device->left_out().find("chained-dispatches (" + problem) != 0)
        return fmt::format("it is said: '{}'", first.device->left_out());
    if (first.kept != (is_kept ? std::optional(first.device->left_out()) : std::nullopt))
        return fmt::format("'{}' is kept", first.kept.value_or("nothing"));
    // The fault is gone, which only another trial would tell.
    const auto second = starts.start(Driver::Fault::None);
    if (second.chains() == is_kept) return "the next start does not go by what is kept";
    if ((second.kernels_made == 0) != is_kept) return "it was tried, or not, at the next start";
    if (second.found.left_out != first.kept.value_or("")) return fmt::format("'{}' is shown", second.found.left_out);
    return {};
}

std::string nothing_is_tried_where_it_is_off() {
    const Starts starts;
    setenv("ALTIPLANO_CHAIN", "0", 1);
    const auto off = starts.start(Driver::Fault::None);
    if (off.chains() || off.kernels_made != 0 || off.kept || !off.device->left_out().empty()) return "it is not off";
    unsetenv("ALTIPLANO_CHAIN");
    const auto unasked = starts.start(Driver::Fault::None);
    if (!unasked.device->capabilities().software) return {};
    return unasked.chains() || unasked.kernels_made != 0 ? "a software device tries it unasked" : "";
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    std::vector<Case> cases;
    const Capabilities& has = device.capabilities();
    if (has.memory_model && has.integer_dot_product) {
        using Fault = Driver::Fault;
        cases = {
            {"a right device", a_right_device_is_used},
            {"a wrong kernel",
             [] { return left_out_where(Fault::WrongKernel, "a chain of dispatches handed on", true); }},
            {"one that waits in vain", [] { return left_out_where(Fault::WaitsInVain, "a workgroup waited", true); }},
            {"one that counts wrong", [] { return left_out_where(Fault::CountsWrong, "a workgroup waited", true); }},
            {"one that is lost", [] { return left_out_where(Fault::Lost, "vkQueueSubmit", true); }},
            {"one without memory",
             [] { return left_out_where(Fault::NoMemory, "a chain of dispatches needs", false); }},
            {"one without the memory model",
             [] {
                 const auto start = Starts().start(Fault::NoMemoryModel);
                 if (start.chains() || start.kernels_made != 0 || start.kept) return std::string("it was tried");
                 return start.device->left_out().find("chained-dispatches (the device lacks") == 0 &&
                                start.found.left_out == start.device->left_out()
                            ? std::string()
                            : "it is said: " + start.device->left_out();
             }},
            {"where it is off", nothing_is_tried_where_it_is_off}};
    } else {
        fmt::print("Skipped: chained dispatches, which the device lacks features for.\n");
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
