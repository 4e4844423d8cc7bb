// Products on cooperative matrices, compared before a device is used with them: that right ones pass, and that a device
// which computes wrongly, is lost or has no memory goes on without them and says so.
#include "inference/vulkan/cooperative_check.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

#include "inference/vulkan/check_file.h"
#include "inference/vulkan/tuning_file.h"
#include "inference/vulkan/vulkan_devices.h"
#include "shaders/shader_library.h"
#include "tests/kernels/support/test_device.h"
#include "tests/support/pretended_card.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

/// A real driver that calls its devices graphics cards (PretendedCard), as those are used with cooperative matrices
/// unasked, and that does one thing wrong. Put in by Instance::Options::replace.
class Card {
public:
    enum class Fault {
        None,
        WrongKernel,  ///< weights in F16 are read as if they were BF16
        Lost,         ///< with the first submission
        NoMemory,     ///< for any buffer
    };
    static inline Fault fault = Fault::None;
    static inline int kernels_made = 0;
    static inline std::function<void()> before_submission;

    static void install(Functions& functions) {
        test::PretendedCard::install(functions);
        replace(functions.CreateShaderModule, create_module_, &Card::create_module);
        replace(functions.QueueSubmit, submit_, &Card::submit);
        replace(functions.CreateBuffer, create_buffer_, &Card::create_buffer);
    }

private:
    template <typename Entry>
    static void replace(Entry& entry, Entry& original, Entry by) {
        if (entry != nullptr && entry != by) original = std::exchange(entry, by);
    }
    static VkResult create_module(VkDevice device, const VkShaderModuleCreateInfo* info,
                                  const VkAllocationCallbacks* callbacks, VkShaderModule* module) {
        ++kernels_made;
        VkShaderModuleCreateInfo given = *info;
        if (fault == Fault::WrongKernel &&
            given.pCode == shaders::find_shader("prompt_logits_f16_cooperative").data()) {
            const auto other = shaders::find_shader("prompt_logits_bf16_cooperative");
            given.pCode = other.data();
            given.codeSize = other.size_bytes();
        }
        return create_module_(device, &given, callbacks, module);
    }
    static VkResult submit(VkQueue queue, std::uint32_t count, const VkSubmitInfo* infos, VkFence fence) {
        if (before_submission) before_submission();
        return fault == Fault::Lost ? VK_ERROR_DEVICE_LOST : submit_(queue, count, infos, fence);
    }
    static VkResult create_buffer(VkDevice device, const VkBufferCreateInfo* info,
                                  const VkAllocationCallbacks* callbacks, VkBuffer* buffer) {
        return fault == Fault::NoMemory ? VK_ERROR_OUT_OF_DEVICE_MEMORY
                                        : create_buffer_(device, info, callbacks, buffer);
    }
    static inline PFN_vkCreateShaderModule create_module_ = nullptr;
    static inline PFN_vkQueueSubmit submit_ = nullptr;
    static inline PFN_vkCreateBuffer create_buffer_ = nullptr;
};

/// Starts of the program on such a card, which keep what they found out in one folder.
class Starts {
public:
    Starts() {
        unsetenv("ALTIPLANO_VULKAN_MASK");
        setenv("ALTIPLANO_CHAIN", "0", 1);  // which would be tried too
        std::string pattern = (std::filesystem::temp_directory_path() / "cooperative-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder can be made");
        folder_ = pattern;
        // The smallest tiles: a software driver compiles a third of a second for each matrix product of a subgroup.
        const KernelTuning tuning{.cooperative_row_subgroups = 4,
                                  .cooperative_token_subgroups = 1,
                                  .cooperative_subgroup_rows = 16,
                                  .cooperative_subgroup_tokens = 16};
        need(TuningFile(folder_, need(find()).all().front().driver).write(tuning));
    }
    ~Starts() {
        std::error_code error;
        std::filesystem::remove_all(folder_, error);
        unsetenv("ALTIPLANO_VULKAN_MASK");
    }

    struct Start {
        DeviceDescription found;  // before it was opened
        std::shared_ptr<Device> device;
        int kernels_made = 0;
        std::optional<std::string> kept;
        std::optional<std::string> kept_meanwhile;  // at the first submission
        bool cooperative() const { return device->capabilities().multiplies_cooperatively(); }
    };
    Start start(Card::Fault fault) {
        Start result;
        const auto devices = need(find());
        const PhysicalDevice& card = devices.all().front();
        const CheckFile file(folder_, card.driver, cooperative_matrices);
        Card::fault = fault;
        Card::kernels_made = 0;
        Card::before_submission = [&] {
            if (!result.kept_meanwhile) result.kept_meanwhile = file.read();
        };
        result.found = card.description;
        result.device = need(devices.open(card));
        Card::fault = Card::Fault::None;
        Card::before_submission = nullptr;
        result.kernels_made = Card::kernels_made;
        result.kept = file.read();
        if (const auto& log = result.device->instance().validation_log(); log->count() > 0)
            throw std::runtime_error("the validation layers say: " + log->first_messages().front());
        return result;
    }

private:
    Result<VulkanDevices> find() const {
        return VulkanDevices::find({.validation = true, .replace = Card::install, .pipelines = folder_});
    }
    std::filesystem::path folder_;
};

std::string right_products_are_used() {
    Starts starts;
    const auto first = starts.start(Card::Fault::None);
    if (!first.cooperative()) return "they are not used: " + first.device->left_out();
    if (!first.device->left_out().empty()) return "but said to be left out: " + first.device->left_out();
    if (first.kernels_made == 0) return "nothing was compared";
    if (first.kept != "") return "that they are right is not kept";
    if (!first.kept_meanwhile || first.kept_meanwhile->find("the program ended") == std::string::npos)
        return "a driver that ends the program would do so again";
    const auto second = starts.start(Card::Fault::None);
    if (second.kernels_made != 0) return "it is compared again at the next start";
    return second.cooperative() ? "" : "they are not used at the next start";
}

std::string left_out_where(Card::Fault fault, const std::string& problem, bool is_kept) {
    Starts starts;
    const auto first = starts.start(fault);
    if (first.cooperative()) return "they are used";
    if (first.device->left_out().find(problem) == std::string::npos)
        return fmt::format("it is said: '{}'", first.device->left_out());
    if (first.kept != (is_kept ? std::optional(first.device->left_out()) : std::nullopt))
        return fmt::format("'{}' is kept", first.kept.value_or("nothing"));
    // The fault is gone, which only a comparison would tell.
    const auto second = starts.start(Card::Fault::None);
    if (second.cooperative() == is_kept) return "the next start does not go by what is kept";
    if ((second.kernels_made == 0) != is_kept) return "it was compared, or not, at the next start";
    if (second.found.left_out != first.kept.value_or("")) return fmt::format("'{}' is shown", second.found.left_out);
    const auto& features = second.found.features;
    if ((std::ranges::find(features, "cooperative-matrix") == features.end()) != is_kept)
        return "the features do not go by what is kept";
    // Whoever chooses what is masked has everything else.
    setenv("ALTIPLANO_VULKAN_MASK", "", 1);
    const auto chosen = starts.start(fault);
    return chosen.cooperative() && chosen.kernels_made == 0 && chosen.device->left_out().empty()
               ? ""
               : "they are not used where that was chosen";
}

std::string finds_what_is_wrong() {
    const KnownProducts known{.rows = 2, .values = {1.0, -8.0, 0.0, 1e30}, .magnitudes = {100.0, 8.0, 0.0, 1e31}};
    const std::vector<float> right = {1.0F, -8.0F, 0.0F, 1e30F};
    if (!first_wrong_product(right, known).empty()) return "right ones are called wrong";
    const auto with = [&](std::size_t place, float value) {
        auto found = right;
        found[place] = value;
        return first_wrong_product(found, known);
    };
    if (!with(0, 1.0019F).empty()) return "what lies within the bound is called wrong";
    for (const auto& [place, value] :
         {std::pair(0, 1.0021F), std::pair(1, -8.0002F), std::pair(1, 8.0F), std::pair(2, 1e-30F), std::pair(3, 1.0F),
          std::pair(3, std::numeric_limits<float>::infinity()), std::pair(2, std::nanf(""))})
        if (!with(static_cast<std::size_t>(place), value)
                 .starts_with(fmt::format("token {} and row {} give ", place / 2, place % 2)))
            return fmt::format("{} at {} is not found", value, place);
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    std::vector<Case> cases = {{"what is wrong is found", finds_what_is_wrong}};
    if (device.capabilities().multiplies_cooperatively()) {
        cases.push_back({"right products", [&] {
                             const auto compared = compare_cooperative_products(device.device());
                             return compared ? std::string() : compared.error().what;
                         }});
        using Fault = Card::Fault;
        cases.push_back({"a card that computes right", right_products_are_used});
        cases.push_back({"a card that computes wrongly", [] {
                             return left_out_where(Fault::WrongKernel, "(a product in F16 is wrong: token 0", true);
                         }});
        cases.push_back(
            {"a card that is lost", [] { return left_out_where(Fault::Lost, "VK_ERROR_DEVICE_LOST", true); }});
        cases.push_back(
            {"a card without memory", [] { return left_out_where(Fault::NoMemory, "of device memory", false); }});
    } else {
        fmt::print("Skipped: products on cooperative matrices, which the device does not have.\n");
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
