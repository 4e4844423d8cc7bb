#include "inference/cpu/memory.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace inference::cpu {

namespace {

constexpr std::uint64_t huge_page = 2 << 20;  // of x86-64 and, with 4 KiB pages, of ARM

}  // namespace

void Memory::Unmap::operator()(std::byte* data) const { munmap(data, bytes); }

Result<Memory> Memory::allocate(std::uint64_t bytes) {
    Memory memory;
    if (bytes == 0) return memory;
    const auto fail_with = [&] {
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("{} bytes of memory cannot be had: {}", bytes, std::strerror(errno)),
                    "Close other programs, or choose a smaller model or a shorter context.");
    };
    // Large pieces begin on a huge page: a load's page faults, a small page each, would take longer than its repacking.
    const std::uint64_t spare = bytes < huge_page ? 0 : huge_page;
    if (bytes > UINT64_MAX - spare) return fail_with();
    void* mapped = mmap(nullptr, bytes + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return fail_with();
    auto* data = static_cast<std::byte*>(mapped);
    if (spare > 0) {
        const std::uint64_t before = (huge_page - reinterpret_cast<std::uintptr_t>(data) % huge_page) % huge_page;
        const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
        const std::uint64_t end = (before + bytes + page - 1) / page * page;
        if (before > 0) munmap(data, before);
        if (end < bytes + spare) munmap(data + end, bytes + spare - end);
        data += before;
    }
    madvise(data, bytes, MADV_HUGEPAGE);  // a wish: without it, all is the same but for the time
    memory.bytes_ = {data, Unmap{bytes}};
    return memory;
}

}  // namespace inference::cpu
