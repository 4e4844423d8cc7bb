#pragma once
#include <cstddef>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "tests/kernels/support/cases.h"

namespace kernel_test {

/// The value, or an exception with the error's words: a test cannot go on without it.
template <typename T>
T need(inference::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().what);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A device, opened under the validation layers, synchronisation validation on; what ALTIPLANO_VULKAN_MASK names is
/// off. With the mask "all", that is bare Vulkan 1.2, it is an error if any feature is left.
class TestDevice {
public:
    /// `validation`: off only in benches. `number`: in the driver's order.
    explicit TestDevice(bool validation = true, std::size_t number = 0);

    inference::vulkan::Device& device() { return *device_; }
    const inference::vulkan::Capabilities& capabilities() const { return device_->capabilities(); }
    const std::string& name() const { return name_; }

    /// Device memory with these contents, or with so many bytes of a pattern that is no number: 0x7fdeadff.
    inference::vulkan::Buffer upload(std::span<const std::byte> bytes);
    template <typename T>
    inference::vulkan::Buffer upload(const std::vector<T>& values) {
        return upload(std::as_bytes(std::span(values)));
    }
    inference::vulkan::Buffer zeros(std::uint64_t bytes) { return filled(bytes, 0); }
    inference::vulkan::Buffer unset(std::uint64_t bytes) { return filled(bytes, unset_word); }
    static constexpr std::uint32_t unset_word = 0x7fdeadffU;

    void download(const inference::vulkan::BufferView& view, std::span<std::byte> to);
    template <typename T>
    std::vector<T> download(const inference::vulkan::BufferView& view) {
        std::vector<T> values(view.bytes / sizeof(T));
        download(view, std::as_writable_bytes(std::span(values)));
        return values;
    }

    /// Records, sends and waits. Returns the names of the kernels that were recorded, in order.
    std::vector<std::string> run(const std::function<void(inference::vulkan::CommandStream&)>& record);

    /// The same; an exception if a kernel ran that is not among `wanted`, or none did.
    void run(std::span<const std::string> wanted, const std::function<void(inference::vulkan::CommandStream&)>& record);

    /// What the validation layers said since the last call.
    std::string new_messages();

private:
    inference::vulkan::Buffer filled(std::uint64_t bytes, std::uint32_t word);

    std::shared_ptr<inference::vulkan::Instance> instance_;
    std::shared_ptr<inference::vulkan::Device> device_;
    std::string name_;
    std::size_t messages_seen_ = 0;
};

/// Kernels that several cases share: a driver takes a second or more to compile one.
template <typename Kernel>
class KernelCache {
public:
    const Kernel& get(const std::string& name, const std::function<inference::Result<Kernel>()>& create) {
        const auto found = kernels_.find(name);
        return found != kernels_.end() ? found->second : kernels_.emplace(name, need(create())).first->second;
    }

private:
    std::map<std::string, Kernel> kernels_;
};

/// The sizes of workgroups that are tested: those of software devices and those of graphics cards, whatever runs here.
/// Of the latter a thread has 2 tokens instead of 8, which a software driver compiles in a tenth of the time; with
/// ALTIPLANO_WHOLE_TILES set (./dev soak) it has all.
struct NamedTuning {
    const char* name;
    inference::vulkan::KernelTuning tuning;
};
std::vector<NamedTuning> tunings();

/// run_cases, in which a word from the validation layers fails the case that drew it.
int run_kernel_cases(TestDevice& device, const std::vector<Case>& cases, int argument_count, char** arguments);

}  // namespace kernel_test
