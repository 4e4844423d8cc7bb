// Dispatches that follow each other without a barrier: a workgroup waits at its start until all workgroups of the dispatches
// before have released what they wrote (CommandStream::chain). With CHAINED a kernel declares CHAIN_LINK behind its push
// constants and calls, once each and by all threads of a workgroup,
//     await_earlier()     before it reads what a dispatch before wrote, or writes what one reads
//     release_results()   behind all it writes for a dispatch after
// Without, all of this is nothing, and the kernel's words are what they would be without this file.
//
// A variant and no specialization constant, as a module declares the Vulkan memory model for the whole of itself, and a
// device need not have it. In that model accesses are private unless declared otherwise, and only the others take part in
// what workgroups hand on: EARLIER and LATER declare buffers that dispatches before wrote and dispatches after read. They
// are not `coherent`, by which each read of an activation would go past the caches next to the threads: what is stale there
// is dropped once, by the acquire. Nor are they `readonly` or `restrict`, by which a compiler may take it that nobody writes
// while the kernel runs, and read through a cache that no acquire reaches, or before it.
//
// All dispatches are of one queue, so its scope is enough. Vulkan does not promise that a workgroup that has not begun will
// begin while others wait for it: the wait ends after link.looks, and then all is void, which the host sees in the outcome.
#ifdef CHAINED
#pragma use_vulkan_memory_model
#extension GL_KHR_memory_scope_semantics : require
#include "chain_parameters.h"
#define EARLIER nonprivate
#define EARLIER_APART nonprivate
#define LATER nonprivate writeonly
#define EARLIER_AND_LATER nonprivate
#define CHAIN_LINK ChainLink link;
layout(binding = chain_counts_binding) nonprivate buffer Counts { ChainCounts chain_counts; };
layout(binding = chain_outcome_binding) nonprivate buffer Outcome { uint chain_gave_up; };
#else
#define EARLIER readonly
#define EARLIER_APART restrict readonly
#define LATER writeonly
#define EARLIER_AND_LATER
#define CHAIN_LINK
#define await_earlier()
#define release_results()
#endif
