#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "inference/vulkan/functions.h"

namespace inference::vulkan {

class Device;

/// What a buffer is for decides where it lies.
enum class Purpose {
    Weights,   ///< device memory; mapped where the device has only memory that the host sees
    Scratch,   ///< device memory, likewise
    Upload,    ///< host memory, mapped, written by the host
    Readback,  ///< host memory, mapped and cached where there is such, read by the host
};

/// What a buffer of so many bytes takes: fills and copies of whole words stay inside.
constexpr std::uint64_t buffer_bytes(std::uint64_t bytes) { return bytes == 0 ? 16 : (bytes + 15) / 16 * 16; }

/// Device memory and its buffer. Freed with the object, which waits for submissions under way (Device::settle).
class Buffer {
public:
    Buffer() = default;
    Buffer(Buffer&& other) noexcept;
    Buffer& operator=(Buffer&& other) noexcept;
    ~Buffer();

    std::uint64_t size_bytes() const { return size_bytes_; }
    /// The mapped bytes (coherent), or an empty span when the host does not see them.
    std::span<std::byte> mapped() const;
    VkBuffer handle() const { return buffer_; }
    /// Of its first byte; 0 without Capabilities::buffer_device_address.
    std::uint64_t address() const { return address_; }

private:
    friend class Device;
    std::shared_ptr<Device> device_;
    VkBuffer buffer_ = VK_NULL_HANDLE;
    VkDeviceMemory memory_ = VK_NULL_HANDLE;
    std::byte* data_ = nullptr;
    std::uint64_t size_bytes_ = 0;
    std::uint64_t address_ = 0;
};

/// A range of a buffer, as a kernel binds it. Offsets are multiples of Capabilities::storage_alignment_bytes.
struct BufferView {
    const Buffer* buffer = nullptr;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;

    BufferView() = default;
    BufferView(const Buffer& whole)
        : buffer(&whole), bytes(whole.size_bytes()) {}  // NOLINT: a buffer is its whole view
    BufferView(const Buffer& of, std::uint64_t at, std::uint64_t length) : buffer(&of), offset(at), bytes(length) {}
    std::uint64_t address() const { return buffer->address() == 0 ? 0 : buffer->address() + offset; }
};

}  // namespace inference::vulkan
