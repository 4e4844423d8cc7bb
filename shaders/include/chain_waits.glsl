// The functions of chain.glsl. Included behind the push constants, as they read `link`.
#ifdef CHAINED
const int both_ways = gl_SemanticsAcquireRelease | gl_SemanticsMakeAvailable | gl_SemanticsMakeVisible;

uint released_so_far() {
    return atomicLoad(chain_counts.released, gl_ScopeQueueFamily, gl_StorageSemanticsBuffer, gl_SemanticsRelaxed);
}

// By difference, so that the count may go round.
bool has_come(uint count) { return int(released_so_far() - count) >= 0; }

// Once one has waited in vain, nobody waits long.
bool goes_on_looking(uint looks) {
    return looks < link.looks &&
           atomicLoad(chain_counts.gave_up, gl_ScopeQueueFamily, gl_StorageSemanticsBuffer, gl_SemanticsRelaxed) == 0;
}

void give_up() {
    const uint before = atomicExchange(chain_counts.gave_up, 1u, gl_ScopeQueueFamily, gl_StorageSemanticsBuffer,
                                       gl_SemanticsRelaxed);
    if (before == 0) chain_gave_up = 1;
}

void await_earlier() {
    if (link.awaited == 0) return;  // the first of a chain, behind a barrier
    if (gl_LocalInvocationIndex == 0) {
        uint looks = 0;
        while (!has_come(link.awaited)) {
            if (goes_on_looking(looks++)) continue;
            give_up();
            break;
        }
        memoryBarrier(gl_ScopeQueueFamily, gl_StorageSemanticsBuffer, gl_SemanticsAcquire | gl_SemanticsMakeVisible);
    }
    // What is visible to that thread is to all, each of which drops what it had of before.
    controlBarrier(gl_ScopeWorkgroup, gl_ScopeQueueFamily, gl_StorageSemanticsBuffer, both_ways);
}

void release_results() {
    if (link.end == 0) return;  // there is no chain, barriers stand between
    // What each thread wrote is available before the release, which the first thread makes for all.
    controlBarrier(gl_ScopeWorkgroup, gl_ScopeQueueFamily, gl_StorageSemanticsBuffer, both_ways);
    if (gl_LocalInvocationIndex != 0) return;
    const uint before = atomicAdd(chain_counts.released, 1u, gl_ScopeQueueFamily, gl_StorageSemanticsBuffer,
                                  gl_SemanticsRelease | gl_SemanticsMakeAvailable);
    // The last of a chain leaves the count as it was found: all others have waited and released by then.
    if (before + 1 == link.end)
        atomicStore(chain_counts.released, 0u, gl_ScopeQueueFamily, gl_StorageSemanticsBuffer, gl_SemanticsRelaxed);
}
#endif
