#include "inference/cpu/memory.h"

#include <fmt/format.h>
#include <sys/mman.h>

#include <cstring>

namespace inference::cpu {

void Memory::Unmap::operator()(std::byte* data) const { munmap(data, bytes); }

Result<Memory> Memory::allocate(std::uint64_t bytes) {
    Memory memory;
    if (bytes == 0) return memory;
    void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED)
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("{} bytes of memory cannot be had: {}", bytes, std::strerror(errno)),
                    "Close other programs, or choose a smaller model or a shorter context.");
    madvise(data, bytes, MADV_HUGEPAGE);  // a wish: without it, all is the same but for the time
    memory.bytes_ = {static_cast<std::byte*>(data), Unmap{bytes}};
    return memory;
}

}  // namespace inference::cpu
