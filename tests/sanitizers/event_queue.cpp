#include <QtCore/qnamespace.h>

#include <atomic>
#include <cstddef>

// Linked into every test of the thread preset. Debian's Qt is built without the sanitizer, so the mutex by which its
// event queue hands an event to another thread is not seen, and everything that travels with an event would be taken
// for a race. Posting an event allocates it, delivering one calls back, and afterwards it is freed: the order is told
// at these places. What a thread did before it allocated or freed happens before every event that is delivered later.
// Work of two threads that no event lies between stays as unordered as it is; planted_race.cpp proves it.

// Of the sanitizers' runtime; g++ brings no header for it.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*onAllocation)(const volatile void*, std::size_t),
                                                         void (*onFree)(const volatile void*));

namespace {

std::atomic<unsigned> told = 0;

void onAllocation(const volatile void*, std::size_t) { told.fetch_add(1, std::memory_order_release); }
void onFree(const volatile void*) { told.fetch_add(1, std::memory_order_release); }

bool onDelivery(void**) {
    static_cast<void>(told.load(std::memory_order_acquire));
    return false;  // deliver it
}

const bool installed = __sanitizer_install_malloc_and_free_hooks(onAllocation, onFree) != 0 &&
                       QInternal::registerCallback(QInternal::EventNotifyCallback, onDelivery);

}  // namespace
