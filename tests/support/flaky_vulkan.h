#pragma once
#include <map>
#include <string>
#include <string_view>
#include <type_traits>

#include "inference/vulkan/functions.h"

namespace inference::test {

/// A real driver of which one fallible call fails, and which counts what was created and not destroyed again. Put in by
/// Instance::Options::replace. One at a time, as Vulkan's functions carry no context of ours.
class FlakyVulkan {
public:
    /// From now on the `fail_at`-th fallible call (from 1; 0: none) returns `result` without reaching the driver.
    static void reset(int fail_at, VkResult result) {
        calls_ = 0;
        fail_at_ = fail_at;
        result_ = result;
        failed_.clear();
        alive_.clear();
    }
    /// The `calls`-th fallible call from now on returns `result`, and it alone.
    static void fail_after(int calls, VkResult result) {
        fail_at_ = calls_ + calls;
        result_ = result;
    }
    static int calls() { return calls_; }
    static const std::string& failed() { return failed_; }  ///< name of the call that failed; empty if none did
    /// "Buffer: 1, Memory: 1", or empty when everything was destroyed.
    static std::string alive() {
        std::string text;
        for (const auto& [name, count] : alive_)
            if (count != 0) text += (text.empty() ? "" : ", ") + name + ": " + std::to_string(count);
        return text;
    }

    /// Wraps every entry that has been fetched. Again and again, as levels are fetched one after the other.
    static void install(vulkan::Functions& functions) {
#define ALTIPLANO_WRAP(entry) wrap<&vulkan::Functions::entry>(functions.entry, #entry);
        ALTIPLANO_VULKAN_GLOBAL(ALTIPLANO_WRAP)
        ALTIPLANO_VULKAN_INSTANCE(ALTIPLANO_WRAP)
        ALTIPLANO_VULKAN_DEVICE(ALTIPLANO_WRAP)
#undef ALTIPLANO_WRAP
    }

private:
    template <auto Member, typename... Arguments>
    struct Fallible {
        static inline VkResult (*original)(Arguments...) = nullptr;
        static inline const char* name = nullptr;
        static VkResult call(Arguments... arguments) {
            if (++calls_ == fail_at_) {
                failed_ = name;
                return result_;
            }
            const VkResult result = original(arguments...);
            if (result == VK_SUCCESS) count(name, 1);
            return result;
        }
    };
    template <auto Member, typename... Arguments>
    struct Infallible {
        static inline void (*original)(Arguments...) = nullptr;
        static inline const char* name = nullptr;
        static void call(Arguments... arguments) {
            count(name, -1);
            original(arguments...);
        }
    };

    template <typename Wrapper, typename Entry>
    static void put(Entry& entry, const char* name) {
        if (entry == nullptr || entry == Wrapper::call) return;
        Wrapper::original = entry;
        Wrapper::name = name;
        entry = Wrapper::call;
    }
    template <auto Member, typename Returned, typename... Arguments>
    static void wrap(Returned (*&entry)(Arguments...), const char* name) {
        if constexpr (std::is_same_v<Returned, VkResult>) put<Fallible<Member, Arguments...>>(entry, name);
        if constexpr (std::is_same_v<Returned, void>) put<Infallible<Member, Arguments...>>(entry, name);
    }

    /// "CreateComputePipelines" and "DestroyPipeline" are both of "Pipeline"; what a pool gives goes with the pool.
    static void count(std::string_view call, int change) {
        if (call == "CreateComputePipelines") call = "CreatePipeline";
        if (call == "AllocateMemory") call = "CreateMemory";
        for (const std::string_view verb : {"Create", "Destroy", "Free"})
            if (call.starts_with(verb)) alive_[std::string(call.substr(verb.size()))] += change;
    }

    static inline int calls_ = 0;
    static inline int fail_at_ = 0;
    static inline VkResult result_ = VK_SUCCESS;
    static inline std::string failed_;
    static inline std::map<std::string, int> alive_;
};

}  // namespace inference::test
