#include "inference/cpu/cpu_stage_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace inference::cpu {

namespace {

/// Tokens of a prompt batch: so many that reading the weights is a small part of the work.
constexpr std::uint32_t prompt_tokens = 128;

/// A submission ends when this is over and the slice under way is done.
constexpr auto submission_time = std::chrono::milliseconds(40);

PassBuffers::Sizes sizes_of(const ModelConfig& config, LayerRange range, unsigned threads, std::uint32_t cache_length,
                            CacheType type) {
    return {.cache = {.type = type,
                      .kv_head_count = config.kv_head_count,
                      .head_size = config.head_size,
                      .positions = cache_length},
            .layers = range.count,
            .tokens = std::max(std::min(cache_length, prompt_tokens), PassBuffers::decode_tokens),
            .threads = threads,
            .has_head = range.first + range.count == config.layer_count};
}

std::unexpected<Error> unknown_ticket(Ticket ticket) {
    return fail(ErrorKind::InvalidArgument, fmt::format("ticket {} names no batch under way", ticket.number),
                "This is a fault of the program; please report it.");
}

std::unexpected<Error> no_memory(const char* what) {
    return fail(ErrorKind::OutOfMemory, fmt::format("there is no memory left for {}", what), "Close other programs.");
}

}  // namespace

std::uint64_t CpuStageState::bytes_needed(const ModelConfig& config, LayerRange range, unsigned threads,
                                          std::uint32_t cache_length, CacheType type) {
    return PassBuffers::bytes_needed(config, sizes_of(config, range, threads, cache_length, type));
}

Result<std::unique_ptr<StageState>> CpuStageState::open(std::shared_ptr<CpuStage> stage, std::uint32_t cache_length,
                                                        CacheType type) {
    try {
        auto buffers = PassBuffers::create(stage->config(), sizes_of(stage->config(), stage->weights().range,
                                                                     stage->queue().threads(), cache_length, type));
        if (!buffers) return std::unexpected(std::move(buffers.error()));
        return std::unique_ptr<StageState>(
            new CpuStageState(std::move(stage), std::move(*buffers), std::min(cache_length, prompt_tokens)));
    } catch (const std::bad_alloc&) {
        return no_memory("a conversation");
    }
}

CpuStageState::CpuStageState(std::shared_ptr<CpuStage> stage, std::unique_ptr<PassBuffers> buffers,
                             std::uint32_t prompt_tokens_limit)
    : stage_(std::move(stage)),
      buffers_(std::move(buffers)),
      prompt_tokens_limit_(prompt_tokens_limit),
      angles_(stage_->config().head_size, stage_->config().rope) {}

CpuStageState::~CpuStageState() {
    if (running_ && running_->sent) stage_->queue().wait(*running_->sent);
}

Result<std::uint32_t> CpuStageState::tokens_of(const Batch& batch) const {
    const bool takes_tokens = stage_->weights().has_embedding;
    const std::uint32_t limit = batch.pass == Pass::Decode ? PassBuffers::decode_tokens : prompt_tokens_limit_;
    const std::size_t length = stage_->config().embedding_length;
    const std::size_t tokens = takes_tokens ? batch.tokens.size() : batch.activations.size() / length;
    if (running_)
        return fail(ErrorKind::InvalidArgument, "a batch was sent while another is under way",
                    "This is a fault of the program; please report it.");
    if (tokens == 0 || tokens > limit || (!takes_tokens && tokens * length != batch.activations.size()))
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("a batch has {} tokens and {} activations, 1 to {} {} can be computed",
                                batch.tokens.size(), batch.activations.size(), limit,
                                takes_tokens ? "tokens" : fmt::format("times {} activations", length)),
                    "Send fewer tokens at a time.");
    for (const Token token : takes_tokens ? batch.tokens : std::span<const Token>())
        if (token < 0 || static_cast<std::uint32_t>(token) >= stage_->config().vocabulary_size)
            return fail(
                ErrorKind::InvalidArgument,
                fmt::format("token {} is outside the vocabulary of {}", token, stage_->config().vocabulary_size),
                "Make the tokens with this model's own tokenizer.");
    if (batch.position > cache_length() || tokens > cache_length() - batch.position)
        return fail(ErrorKind::TooLong,
                    fmt::format("{} tokens from position {} do not fit a context of {}", tokens, batch.position,
                                cache_length()),
                    "Make the context longer or the text shorter.");
    return static_cast<std::uint32_t>(tokens);
}

Result<Ticket> CpuStageState::submit(const Batch& batch) {
    const auto tokens = tokens_of(batch);
    if (!tokens) return std::unexpected(tokens.error());
    try {
        const ModelConfig& config = stage_->config();
        PreparedPass* const pass = prepare(batch, *tokens);
        for (std::uint32_t t = 0; t < *tokens; ++t)
            angles_.write(batch.position + t, {buffers_->turns[t], config.head_size});
        for (std::uint32_t t = 0; t < *tokens && !stage_->weights().has_embedding; ++t)
            std::memcpy(buffers_->residual[t], &batch.activations[std::size_t{t} * config.embedding_length],
                        config.embedding_length * sizeof(float));
        running_ = Running{.pass = pass, .sent = {}};
        fraction_ = 0.0F;
        send_next();
    } catch (const std::bad_alloc&) {
        running_.reset();
        return no_memory("a batch");
    }
    return Ticket{++tickets_};
}

/// The pass for a batch: the one of the token before where it serves this one too.
CpuStageState::PreparedPass* CpuStageState::prepare(const Batch& batch, std::uint32_t tokens) {
    const ModelConfig& config = stage_->config();
    const PassShape shape{batch.pass, batch.output, batch.position, tokens};
    const SplitRange splits = splits_of(config, shape);
    const bool one_token = batch.pass == Pass::Decode && tokens == 1;
    std::unique_ptr<PreparedPass>& prepared = one_token ? one_token_[batch.output] : passing_;
    if (one_token && prepared && prepared->splits == splits) {
        prepared->shape = shape;
        prepared->tokens.assign(batch.tokens.begin(), batch.tokens.end());
        prepared->runner->restart();
        return prepared.get();
    }
    auto pass = std::make_unique<PreparedPass>();
    pass->shape = shape;
    pass->splits = splits;
    pass->tokens.assign(batch.tokens.begin(), batch.tokens.end());
    pass->result = make_room(config, stage_->weights(), shape);
    pass->runner = std::make_unique<PassRunner>(
        forward_pass(config, stage_->weights(), *buffers_, pass->shape, pass->tokens, pass->result),
        stage_->queue().threads());
    prepared = std::move(pass);
    return prepared.get();
}

/// Sends the next submission of the batch under way, if there is one.
void CpuStageState::send_next() {
    running_->sent.reset();
    PassRunner* const runner = running_->pass->runner.get();
    if (runner->done()) {
        if (!profile_) return;
        runner->add_to(*profile_);
        ++profile_->passes;
        profile_->seconds +=
            std::chrono::duration<double>(std::chrono::steady_clock::now() - running_->begun_at).count();
        return;
    }
    if (profile_) ++profile_->submissions;
    running_->sent = stage_->queue().submit(
        [runner](ThreadTeam& team) { team.run([&](Share share) { runner->advance(team, share, submission_time); }); });
    ++submissions_;
}

Result<BatchProgress> CpuStageState::wait(Ticket ticket, std::chrono::nanoseconds deadline) {
    if (!running_ || ticket.number != tickets_) return unknown_ticket(ticket);
    const PassRunner& runner = *running_->pass->runner;
    if (running_->sent) {
        if (!stage_->queue().wait(*running_->sent, deadline))
            return BatchProgress{.done = false, .fraction = fraction_};
        if (runner.error()) {
            Error error = *runner.error();
            running_.reset();
            return std::unexpected(std::move(error));
        }
        fraction_ = runner.fraction();
        try {
            send_next();
        } catch (const std::bad_alloc&) {
            running_.reset();
            return no_memory("a batch");
        }
    }
    return BatchProgress{.done = !running_->sent, .fraction = fraction_};
}

Result<void> CpuStageState::take(Ticket ticket, BatchResult& result) {
    if (!running_ || ticket.number != tickets_ || running_->sent) return unknown_ticket(ticket);
    const bool used_again = running_->pass != passing_.get();
    try {
        if (used_again)
            result = running_->pass->result;
        else
            result = std::move(running_->pass->result);
    } catch (const std::bad_alloc&) {
        running_.reset();
        return no_memory("a result");
    }
    running_.reset();
    if (!used_again) passing_.reset();
    return {};
}

Result<void> CpuStageState::abandon(Ticket ticket) {
    if (!running_ || ticket.number != tickets_) return unknown_ticket(ticket);
    if (running_->sent) stage_->queue().wait(*running_->sent);
    running_.reset();
    return {};
}

Result<void> CpuStageState::check_part(std::uint32_t part, std::uint32_t positions, std::size_t bytes) const {
    if (!running_ && part < cache_parts() && positions <= cache_length() && bytes == cache_part_bytes(positions))
        return {};
    return fail(ErrorKind::InvalidArgument,
                fmt::format("{} bytes for {} positions of cache part {} do not fit a cache of {}", bytes, positions,
                            part, cache_length()),
                "This is a fault of the program; please report it.");
}

Result<void> CpuStageState::read_cache_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) {
    if (auto sound = check_part(part, positions, out.size()); !sound) return sound;
    buffers_->cache.read_part(part, positions, out);
    return {};
}

Result<void> CpuStageState::write_cache_part(std::uint32_t part, std::uint32_t positions,
                                             std::span<const std::byte> bytes) {
    if (auto sound = check_part(part, positions, bytes.size()); !sound) return sound;
    buffers_->cache.write_part(part, positions, bytes);
    return {};
}

}  // namespace inference::cpu
