#include "inference/vulkan/plain_read.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

namespace {

/// Some milliseconds of a graphics card, a tenth of a second of one that shares the system's memory.
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30;
/// Enough for every processor of the device, each thread with many vectors to read.
constexpr std::uint32_t most_workgroups = 8192;
constexpr std::uint32_t workgroup_threads = 128;  // of shaders/plain_read.comp
constexpr int times = 4;                          // the first one warms up
constexpr auto longest = std::chrono::seconds(60);

}  // namespace

Result<double> measure_plain_read(Device& device, const std::deque<Buffer>& buffers) {
    const auto pipeline = Pipeline::create(device, "plain_read", {});
    if (!pipeline) return std::unexpected(pipeline.error());
    auto sink = device.create_buffer(16, Purpose::Scratch, "the end of a plain read");
    if (!sink) return std::unexpected(sink.error());
    auto stream = CommandStream::create(device);
    if (!stream) return std::unexpected(stream.error());
    const auto& capabilities = device.capabilities();
    const std::uint64_t piece = capabilities.max_binding_bytes / 256 * 256;
    const std::uint32_t workgroups = std::min(most_workgroups, capabilities.max_workgroup_count[0]);

    std::uint64_t bytes = 0;
    (*stream)->begin();
    (*stream)->timestamp(0);
    for (const Buffer& buffer : buffers)
        for (std::uint64_t at = 0; at < buffer.size_bytes() && bytes < most_bytes; at += piece) {
            const std::uint64_t length = std::min(piece, buffer.size_bytes() - at);
            const auto vectors = static_cast<std::uint32_t>(length / 16);
            if (vectors == 0) continue;
            const std::uint32_t groups = (vectors + workgroup_threads - 1) / workgroup_threads;
            (*stream)->dispatch(*pipeline, std::array{BufferView(buffer, at, length), BufferView(*sink)}, vectors,
                                std::min(groups, workgroups));
            bytes += length;
        }
    (*stream)->timestamp(1);
    if (auto ended = (*stream)->end(); !ended) return std::unexpected(ended.error());

    double best = 0.0;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const auto submission = device.submit(**stream);
        if (!submission) return std::unexpected(submission.error());
        const auto done = submission->wait(longest);
        if (!done) return std::unexpected(done.error());
        if (!*done)
            return fail(ErrorKind::DeviceLost, "reading a gigabyte has not ended after 60 s",
                        "Restart the program; if it happens again, update the graphics driver.");
        const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - start;
        const auto stamps = (*stream)->timestamps(2);
        if (!stamps) return std::unexpected(stamps.error());
        const double seconds = stamps->size() == 2 ? (*stamps)[1] * 1e-9 : waited.count();
        if (i > 0 && seconds > 0.0) best = std::max(best, static_cast<double>(bytes) / seconds);
    }
    return best;
}

}  // namespace inference::vulkan
