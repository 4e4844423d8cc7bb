#pragma once
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

/// Takes the place of operator new, for one source of a program: counts what the program and its libraries allocate in
/// C++, and lets any one of these allocations fail.
namespace test_support::allocations {

inline thread_local std::uint64_t of_this_thread = 0;
inline std::atomic<std::uint64_t> of_all_threads = 0;
inline std::atomic<std::int64_t> alive = 0;

inline std::atomic<bool> may_fail = false;
inline std::atomic<std::uint64_t> asked = 0;    ///< of those that may fail
inline std::atomic<std::uint64_t> failing = 0;  ///< the how manieth of them; 0: none

/// Allocations in the block may fail, on whichever thread; the `nth` does.
class Failing {
public:
    explicit Failing(std::uint64_t nth) {
        asked = 0;
        failing = nth;
        may_fail = true;
    }
    ~Failing() { may_fail = false; }
    Failing(const Failing&) = delete;
    Failing& operator=(const Failing&) = delete;
};

/// But not in this one, which is the test's own.
class NotFailing {
public:
    NotFailing() : before_(may_fail.exchange(false)) {}
    ~NotFailing() { may_fail = before_; }
    NotFailing(const NotFailing&) = delete;
    NotFailing& operator=(const NotFailing&) = delete;

private:
    bool before_;
};

inline void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
    ++of_this_thread;
    of_all_threads.fetch_add(1, std::memory_order_relaxed);
    if (may_fail && ++asked == failing) return nullptr;
    bytes = (std::max<std::size_t>(bytes, 1) + alignment - 1) / alignment * alignment;
    void* memory =
        alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__ ? std::aligned_alloc(alignment, bytes) : std::malloc(bytes);
    if (memory != nullptr) ++alive;
    return memory;
}

inline void* allocate_or_throw(std::size_t bytes, std::size_t alignment = 1) {
    if (void* memory = allocate(bytes, alignment)) return memory;
    throw std::bad_alloc();
}

inline void release(void* memory) noexcept {
    if (memory != nullptr) --alive;
    std::free(memory);
}

}  // namespace test_support::allocations

// Not inlined, or the compiler sees malloc's memory given to operator delete, and warns.
[[gnu::noinline]] void* operator new(std::size_t bytes) { return test_support::allocations::allocate_or_throw(bytes); }
[[gnu::noinline]] void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return test_support::allocations::allocate_or_throw(bytes, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
    return test_support::allocations::allocate(bytes, 1);
}
[[gnu::noinline]] void* operator new[](std::size_t bytes) {
    return test_support::allocations::allocate_or_throw(bytes);
}
[[gnu::noinline]] void* operator new[](std::size_t bytes, std::align_val_t alignment) {
    return test_support::allocations::allocate_or_throw(bytes, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept {
    return test_support::allocations::allocate(bytes, 1);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { test_support::allocations::release(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    test_support::allocations::release(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept {
    test_support::allocations::release(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    test_support::allocations::release(memory);
}
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t&) noexcept {
    test_support::allocations::release(memory);
}
[[gnu::noinline]] void operator delete[](void* memory) noexcept { test_support::allocations::release(memory); }
[[gnu::noinline]] void operator delete[](void* memory, std::size_t) noexcept {
    test_support::allocations::release(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::align_val_t) noexcept {
    test_support::allocations::release(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
    test_support::allocations::release(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    test_support::allocations::release(memory);
}
