#include "inference/cpu/plain_read.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace inference::cpu {

namespace {

constexpr std::uint64_t bytes_read = std::uint64_t{1} << 29;

}  // namespace

void read_plainly(ThreadTeam& team, const Memory& memory) {
    static std::atomic<std::uint64_t> sink;
    team.run([&](Share share) {
        const Share::Range own = share.of(static_cast<std::uint32_t>(memory.size() / 64));
        const auto* lines = memory.as<std::uint64_t[8]>();
        std::uint64_t sums[8] = {};
        for (std::uint32_t line = own.begin; line < own.end; ++line)
            for (std::size_t i = 0; i < 8; ++i) sums[i] += lines[line][i];
        for (const std::uint64_t sum : sums) sink.fetch_add(sum, std::memory_order_relaxed);
    });
}

Result<double> measure_plain_read(ThreadTeam& team) try {
    auto memory = Memory::allocate(bytes_read);
    if (!memory) return std::unexpected(memory.error());
    std::fill_n(memory->as<std::uint8_t>(), memory->size(), std::uint8_t{1});
    double best = 0.0;
    for (int i = 0; i < 3; ++i) {
        const auto start = std::chrono::steady_clock::now();
        read_plainly(team, *memory);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        best = std::max(best, static_cast<double>(bytes_read) / seconds.count());
    }
    return best;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference::cpu
