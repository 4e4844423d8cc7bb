#include "inference/vulkan/buffer.h"

#include <utility>

namespace inference::vulkan {

Buffer::Buffer(Buffer&& other) noexcept { *this = std::move(other); }

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    std::swap(device_, other.device_);
    std::swap(functions_, other.functions_);
    std::swap(device_handle_, other.device_handle_);
    std::swap(buffer_, other.buffer_);
    std::swap(memory_, other.memory_);
    std::swap(data_, other.data_);
    std::swap(size_bytes_, other.size_bytes_);
    std::swap(address_, other.address_);
    return *this;
}

Buffer::~Buffer() {
    if (buffer_ != VK_NULL_HANDLE) functions_->DestroyBuffer(device_handle_, buffer_, nullptr);
    if (memory_ != VK_NULL_HANDLE) functions_->FreeMemory(device_handle_, memory_, nullptr);
}

std::span<std::byte> Buffer::mapped() const {
    return data_ == nullptr ? std::span<std::byte>() : std::span(data_, size_bytes_);
}

}  // namespace inference::vulkan
