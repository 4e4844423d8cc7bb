#include "inference/vulkan/chain_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "inference/vulkan/check_file.h"
#include "inference/vulkan/run_now.h"
#include "shaders/include/chain_parameters.h"

namespace inference::vulkan {

namespace {

// A device with 300 processors of 2048 threads holds 9600 of these at once, and is fast. One that takes long for fewer
// holds few.
constexpr std::uint32_t fewest_workgroups = 512;
constexpr std::uint32_t most_workgroups = 32768;
constexpr auto long_enough = std::chrono::milliseconds(50);
constexpr std::uint32_t workgroup_values = 64;  // of shaders/chain_check.comp
constexpr std::uint32_t steps = 4;              // an even number: the last one writes the first buffer

/// What the dispatches make of zeros, as shaders/chain_check.comp has it.
std::vector<std::uint32_t> expected_values(std::uint32_t count) {
    std::vector<std::uint32_t> from(count, 0);
    std::vector<std::uint32_t> to(count);
    for (std::uint32_t step = 0; step < steps; ++step) {
        for (std::uint32_t i = 0; i < count; ++i)
            to[i] = from[(i * 4099U + step) % count] * 1664525U + from[count - 1 - i] + i * 1013904223U + step;
        std::swap(from, to);
    }
    return from;
}

std::unexpected<Error> wrong(std::string what) {
    return fail(ErrorKind::DeviceFailure, std::move(what), "Update the graphics driver.");
}

/// One chain, whose numbers and counts have to be right.
Result<void> try_chain(Device& device, const Pipeline& pipeline, std::uint32_t workgroups) {
    const std::uint32_t count = workgroups * workgroup_values;
    const std::uint64_t bytes = std::uint64_t{count} * sizeof(std::uint32_t);
    const auto buffer = [&](std::uint64_t size, Purpose purpose) {
        return device.create_buffer(size, purpose, "a chain of dispatches");
    };
    const std::array made = {buffer(bytes, Purpose::Scratch),
                             buffer(bytes, Purpose::Scratch),
                             buffer(sizeof(shader::ChainCounts), Purpose::Scratch),
                             buffer(sizeof(std::uint32_t), Purpose::Readback),
                             buffer(bytes, Purpose::Readback),
                             buffer(sizeof(shader::ChainCounts), Purpose::Readback)};
    for (const auto& one : made)
        if (!one) return std::unexpected(one.error());
    const Buffer& counts = *made[2];
    const Buffer& outcome = *made[3];
    const Buffer& values_read = *made[4];
    const Buffer& counts_read = *made[5];
    auto ran = run_now(
        device, "a chain of dispatches",
        [&](CommandStream& stream) {
            for (const Buffer* one : {&*made[0], &*made[1], &counts, &outcome}) stream.fill(*one, 0);
            stream.full_barrier();
            stream.chain({.counts = counts, .outcome = outcome}, true);
            for (std::uint32_t step = 0; step < steps; ++step) {
                const std::array views = {BufferView(*made[step % 2], 0, bytes),
                                          BufferView(*made[1 - step % 2], 0, bytes)};
                stream.dispatch(pipeline, views, shader::ChainCheckParameters{.values = count, .step = step},
                                workgroups);
                stream.barrier();
            }
            stream.full_barrier();
            stream.copy(BufferView(*made[0], 0, bytes), values_read);
            stream.copy(counts, counts_read);
        },
        std::chrono::seconds(device.capabilities().software ? 60 : 1));
    if (!ran) return ran;

    shader::ChainCounts counted{};
    std::uint32_t gave_up = 0;
    std::memcpy(&counted, counts_read.mapped().data(), sizeof counted);
    std::memcpy(&gave_up, outcome.mapped().data(), sizeof gave_up);
    if (gave_up != 0 || counted.gave_up != 0) return wrong(std::string(waited_in_vain));
    // Whoever releases last sets it back: it is 0 only where nobody was missed, or counted twice.
    if (counted.released != 0)
        return wrong(fmt::format("a chain of dispatches handed on {}, not {}", counted.released, 0));
    std::vector<std::uint32_t> found(count);
    std::memcpy(found.data(), values_read.mapped().data(), bytes);
    const auto expected = expected_values(count);
    const auto [at, known] = std::ranges::mismatch(found, expected);
    if (at != found.end()) return wrong(fmt::format("a chain of dispatches handed on {}, not {}", *at, *known));
    return {};
}

}  // namespace

Result<void> try_chained_dispatches(Device& device) {
    using Clock = std::chrono::steady_clock;
    const auto pipeline = Pipeline::create(device, "chain_check_chained");
    if (!pipeline) return std::unexpected(pipeline.error());
    for (std::uint32_t workgroups = fewest_workgroups; workgroups <= most_workgroups; workgroups *= 4) {
        const auto begin = Clock::now();
        if (auto right = try_chain(device, *pipeline, workgroups); !right) return right;
        if (Clock::now() - begin > long_enough) break;
    }
    return {};
}

std::string chain_problem(Device& device) {
    return problem_of(chained_dispatches, CheckFile(device.instance().pipelines(), device.driver(), chained_dispatches),
                      [&] { return try_chained_dispatches(device); });
}

}  // namespace inference::vulkan
