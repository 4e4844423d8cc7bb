#include "inference/vulkan/vulkan_tuning.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "inference/vulkan/chain_check.h"
#include "inference/vulkan/vulkan_stage_state.h"

namespace inference::vulkan {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t most_positions = 1024;
constexpr double enough_seconds = 0.2;  ///< of passes, for one way
constexpr int most_runs = 20;
/// What is less than 3 % faster may be the clock's doing.
constexpr double faster = 0.97;
/// Of the results, as NMSE: another order of addition stays below 1e-4 (kernel_tuning_test), a wrong kernel comes
/// near 1.
constexpr double most_error = 1e-3;

CacheType cache_type_of(Precision precision) { return precision == Precision::Exact ? CacheType::F32 : CacheType::F16; }

}  // namespace

/// `best`, then every other combination that is sound.
std::deque<KernelTuning> VulkanTuning::Group::ways(const KernelTuning& best) const {
    std::deque<KernelTuning> all{best};
    for (const Choice& choice : choices) {
        std::deque<KernelTuning> more;
        for (const KernelTuning& way : all)
            for (const std::uint32_t value : choice.values) {
                more.push_back(way);
                more.back().*choice.member = value;
            }
        all = std::move(more);
    }
    std::erase_if(all, [&](const KernelTuning& way) { return way == best || !way.sound(); });
    all.push_front(best);
    return all;
}

Result<std::unique_ptr<StageTuning>> VulkanTuning::begin(std::shared_ptr<VulkanStage> stage) {
    auto tuning = std::unique_ptr<VulkanTuning>(new VulkanTuning(std::move(stage)));
    if (auto filled = tuning->fill(); !filled) return std::unexpected(std::move(filled.error()));
    using T = KernelTuning;
    const std::uint32_t prompt = tuning->prompt_tokens_;
    tuning->groups_ = {
        {Pass::Decode, 1, {{&T::decode_row_groups, {1, 2, 4}}, {&T::decode_parts, {1, 2, 4, 8, 16}}}},
        {Pass::Decode, 1, {{&T::attention_threads, {32, 64, 128, 256}}}},
        {Pass::Decode, KernelOptions::decode_tokens, {{&T::decode_tile_tokens, {1, 4, 8}}}},
    };
    Device& device = tuning->stage_->device();
    if (device.capabilities().can_chain() && tuning->stage_->precision() == Precision::Fast &&
        chain_problem(device).empty())
        tuning->groups_.push_back({Pass::Decode, 1, {{&T::decode_chained, {0, 1}}}});
    const auto add = [&](std::vector<Choice> choices) {
        tuning->groups_.push_back({Pass::Prompt, prompt, std::move(choices)});
    };
    if (MatrixPipelines::are_cooperative(tuning->stage_->device().capabilities(), Pass::Prompt,
                                         tuning->stage_->precision())) {
        add({{&T::cooperative_row_subgroups, {1, 2, 4}}, {&T::cooperative_subgroup_rows, {16, 32, 64}}});
        add({{&T::cooperative_token_subgroups, {1, 2, 4}},
             {&T::cooperative_subgroup_tokens, {16, 32, 64}},
             {&T::prompt_stages_activations, {0, 1}}});
    } else {
        add({{&T::prompt_row_groups, {1, 2, 4}}, {&T::prompt_thread_tokens, {2, 4, 8}}});
        add({{&T::prompt_token_slots, {1, 2, 4}}, {&T::prompt_stages_activations, {0, 1}}});
    }
    add({{&T::attention_queries, {8, 16, 32}},
         {&T::attention_chunks, {4, 8}},
         {&T::attention_chunk_threads, {1, 4, 8}}});
    return tuning;
}

/// Reads a prompt and keeps its cache, so that no way has to read it for itself.
Result<void> VulkanTuning::fill() {
    const ModelConfig& config = stage_->config();
    const CacheType type = cache_type_of(stage_->precision());
    positions_ = std::max(2 * KernelOptions::decode_tokens, std::min(config.context_length, most_positions));
    auto kernels = stage_->kernels(best_, type);
    if (!kernels) return std::unexpected(std::move(kernels.error()));
    kernels_ = std::move(*kernels);
    auto state = VulkanStageState::open(stage_, kernels_, positions_, type);
    if (!state) return std::unexpected(std::move(state.error()));
    prompt_tokens_ = std::min((*state)->prompt_tokens_limit(), positions_ - KernelOptions::decode_tokens);
    for (std::uint32_t i = 0; i < prompt_tokens_; ++i)
        tokens_.push_back(static_cast<Token>((std::uint64_t{i} * 7919 + 1) % config.vocabulary_size));
    if (!stage_->is_first()) {
        tokens_.clear();
        activations_.resize(std::size_t{prompt_tokens_} * config.embedding_length);
        for (std::size_t i = 0; i < activations_.size(); ++i)
            activations_[i] = static_cast<float>(i * 7919 % 2001) / 1000.0F - 1.0F;
    }
    if (auto read = run(**state, {Pass::Prompt, prompt_tokens_, {}}, Output::None); !read)
        return std::unexpected(std::move(read.error()));
    cache_.resize((*state)->cache_parts());
    for (std::uint32_t part = 0; part < cache_.size(); ++part) {
        cache_[part].resize((*state)->cache_part_bytes(prompt_tokens_));
        if (auto kept = (*state)->read_cache_part(part, prompt_tokens_, cache_[part]); !kept) return kept;
    }
    return {};
}

/// A prompt from the start, or tokens behind it.
Result<VulkanTuning::Run> VulkanTuning::run(StageState& state, const Group& group, Output output) const {
    Batch batch{.position = group.pass == Pass::Decode ? prompt_tokens_ : 0,
                .pass = group.pass,
                .tokens = {},
                .activations = {},
                .output = output};
    if (stage_->is_first())
        batch.tokens = std::span(tokens_).first(group.tokens);
    else
        batch.activations =
            std::span(activations_).first(std::size_t{group.tokens} * stage_->config().embedding_length);
    const auto begin = Clock::now();
    const auto ticket = state.submit(batch);
    if (!ticket) return std::unexpected(ticket.error());
    for (bool done = false; !done;) {
        const auto progress = state.wait(*ticket, std::chrono::seconds(1));
        if (!progress) return std::unexpected(progress.error());
        done = progress->done;
    }
    Run result{.seconds = std::chrono::duration<double>(Clock::now() - begin).count(), .numbers = {}};
    BatchResult given;
    if (auto taken = state.take(*ticket, given); !taken) return std::unexpected(std::move(taken.error()));
    result.numbers = std::move(stage_->is_last() ? given.logits : given.activations);
    return result;
}

/// A pass's kernels as `tuning` has them, beside the best of the other.
Result<VulkanTuning::Kernels> VulkanTuning::made(const KernelTuning& tuning, Pass pass) const {
    auto kernels = stage_->pass_kernels(pass, tuning, cache_type_of(stage_->precision()));
    if (!kernels) return std::unexpected(std::move(kernels.error()));
    VulkanStage::Kernels both = *kernels_;
    (pass == Pass::Decode ? both.decode : both.prompt) = std::move(*kernels);
    return std::make_shared<const VulkanStage::Kernels>(std::move(both));
}

/// The fastest of several runs, and what the first one gave.
Result<VulkanTuning::Run> VulkanTuning::time(const Kernels& kernels, const Group& group) const {
    auto state = VulkanStageState::open(stage_, kernels, positions_, cache_type_of(stage_->precision()));
    if (!state) return std::unexpected(std::move(state.error()));
    if (group.pass == Pass::Decode)
        for (std::uint32_t part = 0; part < cache_.size(); ++part)
            if (auto there = (*state)->write_cache_part(part, prompt_tokens_, cache_[part]); !there)
                return std::unexpected(std::move(there.error()));

    auto compared = run(**state, group, Output::LastLogits);  // compiles, too
    if (!compared) return std::unexpected(std::move(compared.error()));
    Run fastest{.seconds = std::numeric_limits<double>::infinity(), .numbers = std::move(compared->numbers)};
    // As they are run most: an answer's tokens choose, a prompt's but the last do not.
    const Output output = group.pass == Pass::Decode ? Output::LastCandidates : Output::None;
    double spent = 0.0;
    for (int runs = 0; runs < 3 || (spent < enough_seconds && runs < most_runs); ++runs) {
        const auto once = run(**state, group, output);
        if (!once) return std::unexpected(once.error());
        spent += once->seconds;
        fastest.seconds = std::min(fastest.seconds, once->seconds);
    }
    return fastest;
}

bool VulkanTuning::agrees(const std::vector<float>& numbers) const {
    if (numbers.size() != expected_.size()) return false;
    double difference = 0.0, sum = 0.0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double one = double{numbers[i]} - expected_[i];
        difference += one * one;
        sum += double{expected_[i]} * expected_[i];
    }
    return difference <= most_error * sum;  // not so for what is no number
}

/// The best one's time may be of a clock that was slow or cold, so it is taken again before it is beaten.
Result<bool> VulkanTuning::is_faster(double seconds, const Group& group) {
    if (seconds >= faster * best_seconds_) return false;
    const auto again = time(kernels_, group);
    if (!again) return std::unexpected(again.error());
    best_seconds_ = std::min(best_seconds_, again->seconds);
    return seconds < faster * best_seconds_;
}

Result<std::optional<TuningTrial>> VulkanTuning::advance() {
    if (groups_.empty()) return std::nullopt;
    const Group group = groups_.front();
    const bool begins = !std::exchange(begun_, true);
    if (begins) ways_ = group.ways(best_);
    const KernelTuning tuning = ways_.front();
    ways_.pop_front();
    TuningTrial trial;
    trial.pass = group.pass;
    trial.tokens = group.tokens;
    trial.way = difference(tuning, best_);
    const auto kernels = begins ? Result<Kernels>(kernels_) : made(tuning, group.pass);
    const auto timed = kernels ? time(*kernels, group) : Result<Run>(std::unexpected(kernels.error()));
    if (!timed && (begins || timed.error().kind == ErrorKind::DeviceLost)) return std::unexpected(timed.error());
    if (begins) {
        expected_ = timed->numbers;
        best_seconds_ = timed->seconds;
        if (!agrees(expected_))
            return fail(ErrorKind::UnsupportedFile,
                        "the model's results are no finite numbers, nothing can be compared", "Choose another model.");
    }
    if (!timed) {
        trial.refusal = timed.error().what;
    } else if (!agrees(timed->numbers)) {
        trial.refusal = "its results differ";
    } else {
        trial.seconds = timed->seconds;
        const auto best = begins ? Result<bool>(true) : is_faster(trial.seconds, group);
        if (!best) return std::unexpected(best.error());
        trial.best = *best;
        if (trial.best) {
            best_ = tuning;
            best_seconds_ = trial.seconds;
            kernels_ = *kernels;
        }
    }
    if (ways_.empty()) {
        groups_.pop_front();
        begun_ = false;
    }
    return trial;
}

/// Of a kind of pass what it alone goes by.
void VulkanTuning::give_back(const Group& group) {
    const auto take = [this](auto... members) { ((best_.*members = before_.*members), ...); };
    using T = KernelTuning;
    if (group.pass == Pass::Prompt)
        take(&T::prompt_row_groups, &T::prompt_thread_tokens, &T::prompt_token_slots, &T::prompt_stages_activations,
             &T::cooperative_row_subgroups, &T::cooperative_token_subgroups, &T::cooperative_subgroup_rows,
             &T::cooperative_subgroup_tokens, &T::attention_queries, &T::attention_chunks, &T::attention_chunk_threads);
    else if (group.tokens == 1)
        take(&T::decode_row_groups, &T::decode_parts, &T::decode_chained, &T::attention_threads);
    else
        take(&T::decode_tile_tokens);
}

Result<std::vector<TuningGain>> VulkanTuning::confirm() {
    std::vector<TuningGain> gains;
    if (best_ == before_) return gains;
    const Kernels found = kernels_;
    for (const Group& group : {Group{Pass::Decode, 1, {}}, Group{Pass::Decode, KernelOptions::decode_tokens, {}},
                               Group{Pass::Prompt, prompt_tokens_, {}}}) {
        TuningGain gain{.pass = group.pass,
                        .tokens = group.tokens,
                        .seconds_before = std::numeric_limits<double>::infinity(),
                        .seconds_after = std::numeric_limits<double>::infinity()};
        const auto had = made(before_, group.pass);
        if (!had) return std::unexpected(had.error());
        for (int turn = 0; turn < 3; ++turn) {
            const auto before = time(*had, group);
            if (!before) return std::unexpected(before.error());
            const auto after = time(found, group);
            if (!after) return std::unexpected(after.error());
            gain.seconds_before = std::min(gain.seconds_before, before->seconds);
            gain.seconds_after = std::min(gain.seconds_after, after->seconds);
        }
        if (gain.seconds_after >= gain.seconds_before) {
            give_back(group);
            gain.seconds_after = gain.seconds_before;
        }
        gains.push_back(gain);
    }
    return gains;
}

}  // namespace inference::vulkan
