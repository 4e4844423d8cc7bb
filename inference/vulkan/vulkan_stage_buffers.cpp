#include "inference/vulkan/vulkan_stage_buffers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include "inference/model/rope_table.h"
#include "inference/size_in_words.h"
#include "inference/vulkan/kernels/attention.h"
#include "inference/vulkan/kernels/best_candidates.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/run_now.h"
#include "shaders/include/parameters.h"

namespace inference::vulkan {

namespace {

constexpr std::uint64_t logits_bytes_at_a_time = 8U << 20U;

/// Tokens of a prompt batch: so many that reading the weights is a small part of the work. The software driver computes
/// slowly enough for a quarter to do.
constexpr std::uint32_t most_prompt_tokens = 512;
constexpr std::uint32_t most_prompt_tokens_in_software = 128;

/// What is to be allocated, collected first so that the sum can be compared with what is there.
struct Wanted {
    BufferView* view;
    std::uint64_t bytes;
    Purpose purpose;
    std::string name;
};

std::uint64_t rope_bytes_of(const ModelConfig& config, const PassBuffers::Sizes& sizes) {
    return std::uint64_t{sizes.cache_positions} * config.head_size * sizeof(float);
}

/// int8 activations exist for decode batches alone.
void want_activations(std::vector<Wanted>& wanted, ActivationViews& views, std::uint32_t tokens, std::uint32_t length,
                      const std::string& name) {
    const auto sizes = ActivationSizes::of(tokens, length);
    const auto decode_sizes = ActivationSizes::of(std::min(tokens, KernelOptions::decode_tokens), length);
    wanted.push_back({&views.floats, sizes.floats_bytes, Purpose::Scratch, name});
    wanted.push_back({&views.quants, decode_sizes.quants_bytes, Purpose::Scratch, name});
    wanted.push_back({&views.scales, decode_sizes.scales_bytes, Purpose::Scratch, name});
    wanted.push_back({&views.squares, sizes.squares_bytes, Purpose::Scratch, name});
}

/// Everything that `own` consists of; sets what follows from the sizes.
std::vector<Wanted> want_all(PassBuffers& own, const ModelConfig& config, LayerRange range,
                             const PassBuffers::Sizes& sizes) {
    const std::uint32_t tokens = std::max(sizes.prompt_tokens, KernelOptions::decode_tokens);
    const std::uint64_t logits_row_bytes = std::uint64_t{config.vocabulary_size} * sizeof(float);
    own.head_rows = static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(logits_bytes_at_a_time / logits_row_bytes, KernelOptions::decode_tokens, tokens));
    own.cache_layout = {.type = sizes.cache_type,
                        .kv_head_count = config.kv_head_count,
                        .head_size = config.head_size,
                        .positions = sizes.cache_positions};
    own.caches.resize(range.count);

    std::vector<Wanted> wanted;
    for (std::size_t l = 0; l < own.caches.size(); ++l) {
        const std::string name = fmt::format("the key and value cache of {} positions", sizes.cache_positions);
        wanted.push_back({&own.caches[l].keys, own.cache_layout.bytes(), Purpose::Scratch, name});
        wanted.push_back({&own.caches[l].values, own.cache_layout.bytes(), Purpose::Scratch, name});
    }
    const std::string scratch = fmt::format("scratch for {} tokens", tokens);
    const auto residual_bytes = ActivationSizes::of(tokens, config.embedding_length).floats_bytes;
    wanted.push_back({&own.rope, rope_bytes_of(config, sizes), Purpose::Scratch, "the table of rotations"});
    auto& [given, guessed, guessed_next] = own.places;
    wanted.push_back({&given.parameters, sizeof(shader::BatchParameters), Purpose::Upload, scratch});
    if (range.has_embedding())
        wanted.push_back({&given.tokens, tokens * sizeof(Token), Purpose::Upload, scratch});
    else
        wanted.push_back(
            {&own.stage_input, std::uint64_t{tokens} * config.embedding_length * 4, Purpose::Upload, scratch});
    if (!range.has_head(config)) wanted.push_back({&own.stage_output, residual_bytes, Purpose::Readback, scratch});
    wanted.push_back({&own.residual, residual_bytes, Purpose::Scratch, scratch});
    want_activations(wanted, own.normalised, tokens, config.embedding_length, scratch);
    wanted.push_back({&own.query, std::uint64_t{tokens} * config.query_length() * 4, Purpose::Scratch, scratch});
    if (sizes.cache_type == CacheType::Q8_0)
        for (BufferView* view : {&own.unquantised.keys, &own.unquantised.values})
            wanted.push_back({view, std::uint64_t{tokens} * config.kv_length() * 4, Purpose::Scratch, scratch});
    wanted.push_back(
        {&own.attention_scratch, Attention::scratch_bytes(config, sizes.cache_positions), Purpose::Scratch, scratch});
    want_activations(wanted, own.attended, tokens, config.query_length(), scratch);
    want_activations(wanted, own.hidden, tokens, config.feed_forward_length, scratch);
    if (sizes.float16_rows) {
        const auto longest = ActivationSizes::of(
            tokens, std::max({config.embedding_length, config.query_length(), config.feed_forward_length}));
        wanted.push_back({&own.halves, longest.halves_bytes, Purpose::Scratch, scratch});
        wanted.push_back({&own.exponents, longest.exponents_bytes, Purpose::Scratch, scratch});
    }
    wanted.push_back({&own.chain.counts, sizeof(shader::ChainCounts), Purpose::Scratch, scratch});
    wanted.push_back({&own.chain.outcome, sizeof(std::uint32_t), Purpose::Readback, scratch});
    if (range.has_head(config)) {
        want_activations(wanted, own.head_input, own.head_rows, config.embedding_length, scratch);
        wanted.push_back({&own.logits, own.head_rows * logits_row_bytes, Purpose::Scratch, scratch});
        wanted.push_back({&own.candidate_scratch, BestCandidates::scratch_bytes(own.head_rows, config.vocabulary_size),
                          Purpose::Scratch, scratch});
        wanted.push_back({&given.candidates, BestCandidates::output_bytes(tokens), Purpose::Readback, scratch});
    }
    if (range.has_embedding() && range.has_head(config)) {
        wanted.push_back({&own.guess, sizeof(shader::GuessParameters), Purpose::Upload, scratch});
        for (TokenPlace* place : {&guessed, &guessed_next}) {
            wanted.push_back({&place->parameters, sizeof(shader::BatchParameters), Purpose::Scratch, scratch});
            wanted.push_back({&place->tokens, sizeof(Token), Purpose::Scratch, scratch});
            wanted.push_back({&place->candidates, BestCandidates::output_bytes(1), Purpose::Readback, scratch});
        }
    }
    return wanted;
}

}  // namespace

PassBuffers::Sizes PassBuffers::Sizes::of(const Capabilities& capabilities, std::uint32_t cache_positions,
                                          CacheType cache_type) {
    const std::uint32_t most = capabilities.software ? most_prompt_tokens_in_software : most_prompt_tokens;
    return {.cache_positions = cache_positions,
            .cache_type = cache_type,
            .prompt_tokens = std::min(cache_positions, most),
            .float16_rows = capabilities.multiplies_cooperatively()};
}

std::uint64_t PassBuffers::bytes_needed(const ModelConfig& config, LayerRange range, const Sizes& sizes) {
    PassBuffers none;
    std::uint64_t sum = 0;
    for (const Wanted& one : want_all(none, config, range, sizes)) sum += buffer_bytes(one.bytes);
    return sum;
}

Result<void> PassBuffers::check(const Capabilities& capabilities, const ModelConfig& config, LayerRange range,
                                const Sizes& sizes) {
    PassBuffers none;
    const std::vector<Wanted> wanted = want_all(none, config, range, sizes);
    const Wanted& largest = *std::ranges::max_element(wanted, {}, &Wanted::bytes);
    if (largest.bytes <= capabilities.max_binding_bytes) return {};
    return fail(ErrorKind::OutOfMemory,
                fmt::format("a context of {} tokens needs {} at once for {}, the device takes at most {}",
                            sizes.cache_positions, size_in_words(largest.bytes), largest.name,
                            size_in_words(capabilities.max_binding_bytes)),
                "Make the context shorter, or choose another device: the processor has no such limit.");
}

Result<std::unique_ptr<PassBuffers>> PassBuffers::create(Device& device, const ModelConfig& config, LayerRange range,
                                                         const Sizes& sizes) {
    auto result = std::make_unique<PassBuffers>();
    PassBuffers& own = *result;
    const std::vector<Wanted> wanted = want_all(own, config, range, sizes);
    std::uint64_t needed = 0;
    for (const Wanted& one : wanted)
        if (one.purpose == Purpose::Scratch) needed += one.bytes;
    if (const std::uint64_t there = device.free_memory_bytes(); needed > there)
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("a context of {} tokens needs {} of device memory, {} are free", sizes.cache_positions,
                                size_in_words(needed), size_in_words(there)),
                    "Make the context shorter in the settings, or choose a smaller model.");
    if (auto possible = check(device.capabilities(), config, range, sizes); !possible)
        return std::unexpected(std::move(possible.error()));
    for (const Wanted& one : wanted) {
        auto buffer = device.create_buffer(one.bytes, one.purpose, one.name);
        if (!buffer) return std::unexpected(buffer.error());
        own.buffers_.push_back(std::move(*buffer));
        *one.view = own.buffers_.back();
    }
    for (ActivationViews* views : {&own.normalised, &own.attended, &own.hidden, &own.head_input}) {
        views->halves = own.halves;
        views->exponents = own.exponents;
    }

    const std::uint64_t rope_bytes = rope_bytes_of(config, sizes);
    const auto table = rope_table(0, sizes.cache_positions, config.head_size, config.rope);
    auto upload = device.create_buffer(rope_bytes, Purpose::Upload, "the table of rotations");
    if (!upload) return std::unexpected(upload.error());
    std::memcpy(upload->mapped().data(), table.data(), rope_bytes);
    auto filled = run_now(device, "clearing memory", [&](CommandStream& stream) {
        for (const Wanted& one : wanted)
            if (one.view != &own.rope) stream.fill(*one.view, 0);
        stream.copy(BufferView(*upload, 0, rope_bytes), own.rope);
    });
    if (!filled) return std::unexpected(filled.error());
    return result;
}

Result<bool> PassBuffers::reserve_logits_on_host(Device& device, std::uint32_t rows, std::uint32_t vocabulary_size) {
    const std::uint64_t bytes = std::uint64_t{rows} * vocabulary_size * sizeof(float);
    if (logits_on_host_.size_bytes() >= bytes) return false;
    auto buffer = device.create_buffer(bytes, Purpose::Readback, fmt::format("logits of {} tokens", rows));
    if (!buffer) return std::unexpected(buffer.error());
    logits_on_host_ = std::move(*buffer);
    logits_on_host = logits_on_host_;
    return true;
}

std::uint64_t PassBuffers::bytes() const {
    std::uint64_t sum = logits_on_host_.size_bytes();
    for (const Buffer& buffer : buffers_) sum += buffer.size_bytes();
    return sum;
}

}  // namespace inference::vulkan
