#include "inference/vulkan/vulkan_stage_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace inference::vulkan {

namespace {

SubmissionBudget::DeviceKind kind_of(const Capabilities& capabilities) {
    if (capabilities.software) return SubmissionBudget::DeviceKind::Software;
    return capabilities.draws_desktop ? SubmissionBudget::DeviceKind::Desktop : SubmissionBudget::DeviceKind::Headless;
}

std::unexpected<Error> unknown_ticket(Ticket ticket) {
    return fail(ErrorKind::InvalidArgument, fmt::format("ticket {} names no batch under way", ticket.number),
                "This is a fault of the program; please report it.");
}

}  // namespace

Result<std::unique_ptr<StageState>> VulkanStageState::open(std::shared_ptr<VulkanStage> stage,
                                                           std::shared_ptr<const VulkanStage::Kernels> kernels,
                                                           std::uint32_t cache_length, CacheType type) {
    Device& device = stage->device();
    const auto sizes = PassBuffers::Sizes::of(device.capabilities(), cache_length, type);
    auto buffers = PassBuffers::create(device, stage->config(), stage->weights().range, sizes);
    if (!buffers) return std::unexpected(buffers.error());
    auto state = std::unique_ptr<VulkanStageState>(
        new VulkanStageState(std::move(stage), std::move(kernels), std::move(*buffers), sizes.prompt_tokens));
    auto stream = CommandStream::create(device);
    if (!stream) return std::unexpected(stream.error());
    state->passing_.stream = std::move(*stream);
    return state;
}

VulkanStageState::VulkanStageState(std::shared_ptr<VulkanStage> stage,
                                   std::shared_ptr<const VulkanStage::Kernels> kernels,
                                   std::unique_ptr<PassBuffers> buffers, std::uint32_t prompt_tokens_limit)
    : stage_(std::move(stage)),
      kernels_(std::move(kernels)),
      buffers_(std::move(buffers)),
      prompt_tokens_limit_(prompt_tokens_limit),
      budget_(kind_of(stage_->device().capabilities())) {}

VulkanStageState::~VulkanStageState() {
    const Running* const newest = ahead_ ? &ahead_->running : running_ ? &*running_ : nullptr;
    if (newest == nullptr || newest->sent == nullptr) return;
    const auto ended = newest->submission.wait(longest_submission());
    if (!ended || *ended) return;
    // The device has stopped without a word and may still write: what it uses is left to it, not freed under it.
    new std::shared_ptr<VulkanStage>(std::move(stage_));
    static_cast<void>(buffers_.release());
    static_cast<void>(passing_.stream.release());
    for (auto& [kind, pass] : one_token_)
        for (Recorded& recorded : pass.recordings) static_cast<void>(recorded.stream.release());
}

/// A submission is made to take 0.5 s at most; one that takes a minute has stopped for good. A software driver also
/// compiles a kernel in the first submission that runs it: seconds each, but minutes on a machine with ten other
/// programs.
std::chrono::seconds VulkanStageState::longest_submission() const {
    return std::chrono::seconds(stage_->device().capabilities().software ? 600 : 60);
}

std::uint32_t VulkanStageState::batch_tokens(const Batch& batch) const {
    const std::size_t tokens =
        stage_->is_first() ? batch.tokens.size() : batch.activations.size() / stage_->config().embedding_length;
    return static_cast<std::uint32_t>(std::min<std::size_t>(tokens, std::numeric_limits<std::uint32_t>::max()));
}

Result<void> VulkanStageState::check(const Batch& batch) const {
    const std::uint32_t limit = batch.pass == Pass::Decode ? KernelOptions::decode_tokens : prompt_tokens_limit_;
    const std::size_t embedding_length = stage_->config().embedding_length;
    const std::size_t tokens = batch_tokens(batch);
    if (running_)
        return fail(ErrorKind::InvalidArgument, "a batch was sent while another is under way",
                    "This is a fault of the program; please report it.");
    if (tokens == 0 || tokens > limit)
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("a batch has {} tokens, 1 to {} can be computed", tokens, limit),
                    "Send fewer tokens at a time.");
    if (!stage_->is_first() && (!batch.tokens.empty() || batch.activations.size() % embedding_length != 0))
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("a stage that is not the first was sent {} tokens and {} activations, not rows of {}",
                                batch.tokens.size(), batch.activations.size(), embedding_length),
                    "This is a fault of the program; please report it.");
    if (batch.position > cache_length() || tokens > cache_length() - batch.position)
        return fail(ErrorKind::TooLong,
                    fmt::format("{} tokens from position {} do not fit a context of {}", tokens, batch.position,
                                cache_length()),
                    "Make the context longer or the text shorter.");
    return {};
}

void VulkanStageState::write_inputs(const Batch& batch) {
    const std::uint32_t count = batch_tokens(batch);
    const auto parameters = kernels_->of(batch.pass).attention.parameters(batch.position, count);
    const TokenPlace& place = buffers_->places.front();
    std::memcpy(place.parameters.buffer->mapped().data(), &parameters, sizeof parameters);
    if (stage_->is_first())
        std::memcpy(place.tokens.buffer->mapped().data(), batch.tokens.data(), batch.tokens.size_bytes());
    else
        std::memcpy(buffers_->stage_input.buffer->mapped().data(), batch.activations.data(),
                    batch.activations.size_bytes());
    if (!guesses(batch)) return;
    guess_ = *batch.guess;
    const auto guess = BestCandidates::parameters(guess_);
    std::memcpy(buffers_->guess.buffer->mapped().data(), &guess, sizeof guess);
}

Result<Ticket> VulkanStageState::submit(const Batch& batch) {
    if (auto sound = check(batch); !sound) return std::unexpected(std::move(sound.error()));
    if (takes_over(batch))
        take_over();
    else if (auto begun = begin(batch); !begun)
        return std::unexpected(std::move(begun.error()));
    if (batch.guess) go_ahead();
    return Ticket{++tickets_};
}

/// Sends the first submission of a batch, with nothing else of this conversation under way.
Result<void> VulkanStageState::begin(const Batch& batch) {
    if (auto idle = abandon_guess(); !idle) return idle;
    const std::uint32_t tokens = batch_tokens(batch);
    if (stage_->is_last() && (batch.output == Output::LastLogits || batch.output == Output::AllLogits)) {
        const auto moved = buffers_->reserve_logits_on_host(stage_->device(), rows_wanted(batch.output, tokens),
                                                            stage_->config().vocabulary_size);
        if (!moved) return std::unexpected(moved.error());
        if (*moved) one_token_.clear();
    }
    write_inputs(batch);
    const PassShape shape{tokens, batch.output, batch.position, 0, guesses(batch)};
    const bool one_token = batch.pass == Pass::Decode && tokens == 1 && !profile_;
    auto running = prepare(shape, batch.pass, one_token);
    if (!running) return std::unexpected(std::move(running.error()));
    running_ = *running;
    auto sent = send_next();
    if (!sent) running_.reset();
    return sent;
}

Result<VulkanStageState::Running> VulkanStageState::prepare(const PassShape& shape, Pass pass, bool one_token) {
    Running running{.pass = pass, .shape = shape, .cursor = {}, .submission = {}, .sent_at = {}};
    running.steps = steps_of(shape, pass, one_token);
    for (const PassStep& step : *running.steps) running.seconds_total += budget_.estimate_seconds(pass, step.work);
    if (one_token) {
        const auto recording = recording_of_one_token(running);
        if (!recording) return std::unexpected(recording.error());
        running.recording = *recording;
    }
    return running;
}

/// Those of one token are made once.
const std::vector<PassStep>* VulkanStageState::steps_of(const PassShape& shape, Pass pass, bool one_token) {
    std::vector<PassStep>& steps =
        one_token ? one_token_[{shape.output, shape.place, shape.guesses}].steps : passing_steps_;
    if (one_token && !steps.empty())
        move_to(steps, stage_->config(), *buffers_, shape);
    else
        steps = forward_pass(stage_->config(), stage_->weights(), kernels_->of(pass), *buffers_, shape);
    return &steps;
}

Result<void> VulkanStageState::record(Recorded& recorded, const std::vector<PassStep>& steps) const {
    CommandStream& stream = *recorded.stream;
    recorded.profiled = profile_.has_value();
    stream.begin();
    chain(stream);
    stream.timestamp(0);
    std::uint32_t times = 1;
    for (std::size_t i = 0; i < recorded.portions.size(); ++i) {
        const PassStep& step = steps[recorded.portions[i].step];
        const PassStep* before = i == 0 ? nullptr : &steps[recorded.portions[i - 1].step];
        if (before != nullptr && (before->copies || step.copies))
            stream.full_barrier();
        else if (before != nullptr)
            stream.barrier();
        if (before != nullptr && recorded.profiled) stream.timestamp(times++);
        step.record(stream, recorded.portions[i].slice);
    }
    stream.timestamp(times);
    return stream.end();
}

/// The recording for a batch: the last one, while each of its submissions keeps the budget and their number is about
/// what would be chosen now; else a new one.
Result<const std::vector<VulkanStageState::Recorded>*> VulkanStageState::recording_of_one_token(
    const Running& running) {
    const std::vector<PassStep>& steps = *running.steps;
    std::size_t wanted = 0;
    for (PassCursor cursor;; ++wanted) {
        next_submission(portions_, steps, cursor, running.pass, budget_);
        if (portions_.empty()) break;
    }
    auto& recordings = one_token_[{running.shape.output, running.shape.place, running.shape.guesses}].recordings;
    const bool keeps_budget = std::ranges::all_of(recordings, [&](const Recorded& recorded) {
        return estimate_seconds(steps, recorded.portions, running.pass, budget_) <= budget_.budget_seconds();
    });
    if (!recordings.empty() && keeps_budget && recordings.size() <= wanted + wanted / 4) return &recordings;

    recordings.resize(wanted);
    PassCursor cursor;
    for (Recorded& recorded : recordings) {
        if (!recorded.stream) {
            auto stream = CommandStream::create(stage_->device());
            if (!stream) {
                recordings.clear();
                return std::unexpected(stream.error());
            }
            recorded.stream = std::move(*stream);
        }
        next_submission(recorded.portions, steps, cursor, running.pass, budget_);
        if (auto done = record(recorded, steps); !done) {
            recordings.clear();
            return std::unexpected(std::move(done.error()));
        }
    }
    return &recordings;
}

/// Sends the next submission of the batch under way, or notes that there is none.
Result<void> VulkanStageState::send_next() {
    Running& running = *running_;
    running.sent = nullptr;
    const Recorded* next = nullptr;
    if (running.recording != nullptr) {
        if (running.next_recorded < running.recording->size()) next = &(*running.recording)[running.next_recorded++];
    } else {
        next_submission(passing_.portions, *running.steps, running.cursor, running.pass, budget_);
        if (!passing_.portions.empty()) {
            if (auto recorded = record(passing_, *running.steps); !recorded) return recorded;
            next = &passing_;
        }
    }
    if (next == nullptr) {
        running.done = true;
        if (profile_) {
            ++profile_->passes;
            profile_->seconds += std::chrono::duration<double>(Clock::now() - running.begun_at).count();
        }
        return {};
    }
    return send(running, *next);
}

Result<void> VulkanStageState::send(Running& running, const Recorded& recorded) {
    const auto submission = stage_->device().submit(*recorded.stream);
    if (!submission) return std::unexpected(submission.error());
    running.sent = &recorded;
    running.submission = *submission;
    running.sent_at = Clock::now();
    ++submissions_;
    return {};
}

Result<bool> VulkanStageState::wait_for_submission(const Running& running, std::chrono::nanoseconds deadline) const {
    auto ended = running.submission.wait(deadline);
    const auto longest = longest_submission();
    if (ended && !*ended && Clock::now() - running.sent_at > longest)
        return fail(ErrorKind::DeviceLost, fmt::format("a submission has not ended after {} s", longest.count()),
                    "Load the model again; if it happens again, update the graphics driver.");
    return ended;
}

/// Learns from the submission that has ended how fast the device is.
Result<void> VulkanStageState::measure() {
    Running& running = *running_;
    const std::size_t portions = running.sent->portions.size();
    const auto times =
        running.sent->stream->timestamps(running.sent->profiled ? static_cast<std::uint32_t>(portions) + 1 : 2);
    if (!times) return std::unexpected(times.error());
    const double seconds = times->size() >= 2 ? times->back() * 1e-9
                                              : std::chrono::duration<double>(Clock::now() - running.sent_at).count();
    if (profile_ && running.sent->profiled) add_to_profile(*times);
    works_.clear();
    for (const Portion& portion : running.sent->portions) works_.push_back(work_of(*running.steps, portion));
    running.seconds_done += estimate_seconds(*running.steps, running.sent->portions, running.pass, budget_);
    // Without a clock of the device nothing is known of a submission that waited behind another.
    if (times->size() >= 2 || !running.taken_over) budget_.measured(running.pass, works_, seconds);
    return {};
}

/// `times`: behind the begin of the submission that has ended and behind each of its portions, in nanoseconds; empty
/// where the device has no clock.
void VulkanStageState::add_to_profile(std::span<const double> times) {
    const Recorded& sent = *running_->sent;
    profile_->timed = profile_->timed && times.size() == sent.portions.size() + 1;
    for (std::size_t i = 0; i < sent.portions.size(); ++i) {
        const Work work = work_of(*running_->steps, sent.portions[i]);
        const double seconds = profile_->timed ? (times[i + 1] - times[i]) * 1e-9 : 0.0;
        profile_->add((*running_->steps)[sent.portions[i].step].name, sent.portions[i].slice.first == 0, seconds,
                      work.bytes, work.multiply_adds);
    }
    ++profile_->submissions;
    profile_->dispatches += sent.stream->dispatches();
    profile_->barriers += sent.stream->barriers();
}

Result<BatchProgress> VulkanStageState::wait(Ticket ticket, std::chrono::nanoseconds deadline) {
    if (!running_ || ticket.number != tickets_) return unknown_ticket(ticket);
    if (running_->sent != nullptr) {
        const auto ended = wait_for_submission(*running_, deadline);
        if (!ended) {
            running_.reset();
            ahead_.reset();
            return std::unexpected(ended.error());
        }
        if (*ended) {
            auto sent = gave_up() ? start_over() : measure();
            if (sent) sent = send_next();
            if (!sent) {
                running_.reset();
                return std::unexpected(std::move(sent.error()));
            }
        }
    }
    if (running_->done) return BatchProgress{.done = true, .fraction = 1.0F};
    const double fraction = running_->seconds_done / std::max(running_->seconds_total, 1e-9);
    return BatchProgress{.done = false, .fraction = static_cast<float>(std::clamp(fraction, 0.0, 1.0))};
}

Result<void> VulkanStageState::take(Ticket ticket, BatchResult& result) {
    if (!running_ || ticket.number != tickets_ || !running_->done) return unknown_ticket(ticket);
    const PassShape shape = running_->shape;
    running_.reset();
    if (!stage_->is_last()) {
        const std::size_t length = stage_->config().embedding_length;
        const auto* rows = reinterpret_cast<const float*>(buffers_->stage_output.buffer->mapped().data());
        result.activations.clear();
        for (std::size_t token = 0; token < shape.tokens; ++token) {
            const float* row = rows + token * padded_length(static_cast<std::uint32_t>(length));
            result.activations.insert(result.activations.end(), row, row + length);
        }
        return {};
    }
    const std::uint32_t rows = rows_wanted(shape.output, shape.tokens);
    const std::uint32_t vocabulary_size = stage_->config().vocabulary_size;
    if (shape.output == Output::LastLogits || shape.output == Output::AllLogits) {
        result.candidates.clear();
        result.logits.resize(std::size_t{rows} * vocabulary_size);
        std::memcpy(result.logits.data(), buffers_->logits_on_host.buffer->mapped().data(), result.logits.size() * 4);
    } else {
        const auto candidates = buffers_->places[shape.place].candidates.buffer->mapped();
        result.logits.clear();
        result.candidates.resize(rows);
        for (std::uint32_t row = 0; row < rows; ++row)
            BestCandidates::read(candidates, row, vocabulary_size, result.candidates[row]);
        if (ahead_) ahead_->token = BestCandidates::read_guess(candidates);
    }
    return {};
}

Result<void> VulkanStageState::abandon(Ticket ticket) {
    if (!running_ || ticket.number != tickets_) return unknown_ticket(ticket);
    const auto ended =
        running_->sent == nullptr ? Result<bool>(true) : wait_for_submission(*running_, longest_submission());
    running_.reset();
    auto idle = abandon_guess();
    if (!ended) return std::unexpected(ended.error());
    return idle;
}

Result<void> VulkanStageState::check_part(std::uint32_t part, std::uint32_t positions, std::size_t bytes) const {
    if (!running_ && part < cache_parts() && positions <= cache_length() && bytes == cache_part_bytes(positions))
        return {};
    return fail(ErrorKind::InvalidArgument,
                fmt::format("{} bytes for {} positions of cache part {} do not fit a cache of {}", bytes, positions,
                            part, cache_length()),
                "This is a fault of the program; please report it.");
}

Result<void> VulkanStageState::read_cache_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) {
    if (auto sound = check_part(part, positions, out.size()); !sound) return sound;
    if (auto idle = abandon_guess(); !idle) return idle;
    return read_cache(stage_->device(), buffers_->cache_layout, cache_part(part), positions, out);
}

Result<void> VulkanStageState::write_cache_part(std::uint32_t part, std::uint32_t positions,
                                                std::span<const std::byte> bytes) {
    if (auto sound = check_part(part, positions, bytes.size()); !sound) return sound;
    if (auto idle = abandon_guess(); !idle) return idle;
    return write_cache(stage_->device(), buffers_->cache_layout, cache_part(part), positions, bytes);
}

}  // namespace inference::vulkan
