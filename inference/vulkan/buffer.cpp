#include "inference/vulkan/buffer.h"

#include <utility>

#include "inference/vulkan/device.h"

namespace inference::vulkan {

Buffer::Buffer(Buffer&& other) noexcept { *this = std::move(other); }

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    std::swap(device_, other.device_);
    std::swap(buffer_, other.buffer_);
    std::swap(memory_, other.memory_);
    std::swap(data_, other.data_);
    std::swap(size_bytes_, other.size_bytes_);
    std::swap(address_, other.address_);
    return *this;
}

Buffer::~Buffer() {
    if (!device_ || !device_->settle()) return;
    const Functions& functions = device_->functions();
    if (buffer_ != VK_NULL_HANDLE) functions.DestroyBuffer(device_->handle(), buffer_, nullptr);
    if (memory_ != VK_NULL_HANDLE) functions.FreeMemory(device_->handle(), memory_, nullptr);
    device_->allocated_bytes_ -= size_bytes_;
}

std::span<std::byte> Buffer::mapped() const {
    return data_ == nullptr ? std::span<std::byte>() : std::span(data_, size_bytes_);
}

}  // namespace inference::vulkan
