#include "inference/staged_session.h"

#include <fmt/format.h>

namespace inference {

namespace {

constexpr std::uint32_t decode_tokens_limit = 8;        // of Pass::Decode
constexpr std::uint32_t logits_batch_tokens = 64;       // rows of 32,000 logits that come back at once: 8 MB
constexpr std::uint32_t smallest_piece = 64;            // of a prompt on several stages: a few tiles of a product
constexpr auto longest_wait = std::chrono::seconds(1);  // twice the longest submission, so a stop is seen in time

}  // namespace

Result<void> StagedSession::check(std::span<const Token> tokens, std::uint32_t places) const {
    if (tokens.empty())
        return fail(ErrorKind::InvalidArgument, "the prompt has 0 tokens", "Give at least one token to go on from.");
    if (tokens.size() > places)
        return fail(ErrorKind::TooLong,
                    fmt::format("the prompt has {} tokens, a context of {} has room for {}", tokens.size(),
                                context_length_, places),
                    "Shorten the text or make the context longer.");
    const std::uint32_t vocabulary_size = model_->source->config.vocabulary_size;
    for (const Token token : tokens)
        if (token < 0 || static_cast<std::uint32_t>(token) >= vocabulary_size)
            return fail(ErrorKind::InvalidArgument,
                        fmt::format("token {} is outside the vocabulary of {}", token, vocabulary_size),
                        "Make the tokens with this model's own tokenizer.");
    return {};
}

Result<std::uint32_t> StagedSession::start(std::span<const Token> prompt, const SamplingSettings& sampling,
                                           StartOptions options) try {
    if (auto sound = check(prompt, context_length_ - 1); !sound) return std::unexpected(std::move(sound.error()));
    auto sampler = Sampler::create(sampling, model_->source->config.vocabulary_size);
    if (!sampler) return std::unexpected(std::move(sampler.error()));
    if (auto idle = abandon(); !idle) return failed(std::move(idle.error()));

    chosen_.clear();
    const std::uint32_t stays = options.reproducible ? std::min(read_by_prompt_, computed_) : computed_;
    const auto valid = std::span<const Token>(tokens_).first(stays);
    const auto kept = static_cast<std::uint32_t>(std::ranges::mismatch(prompt, valid).in1 - prompt.begin());
    const auto length = static_cast<std::uint32_t>(prompt.size());
    const auto known = static_cast<std::uint32_t>(std::ranges::mismatch(prompt, tokens_).in1 - prompt.begin());
    sampler_ = *sampler;
    guess_ = goes_ahead_ ? sampler_->guess() : std::nullopt;
    alternatives_ = options.alternatives;
    replay_ = std::move(options.replay);
    replace_tokens(prompt);
    drafting_.begin(tokens_, known);
    prompt_length_ = prompt_end_ = length;
    prompt_begin_ = std::min(kept, length - 1);
    computed_ = sent_ = std::min(kept, length - 1);  // the last one again, for its logits
    read_by_prompt_ = std::min(read_by_prompt_, computed_);
    return computed_;
} catch (const std::bad_alloc&) {
    return failed(out_of_memory().error());
}

Result<void> StagedSession::abandon() {
    sent_ = computed_;
    under_way_.clear();
    return chain_.abandon();
}

/// What to compute next, at most `limit` tokens in the prompt. A prompt keeps to the prompt kernels to its last token,
/// an answer to the decode kernels, so that where the prompt is cut shows in no bit of the result.
Batch StagedSession::next_batch(std::uint32_t limit) const {
    const bool prompt = sent_ < prompt_length_;
    const std::uint32_t rest = (prompt ? prompt_length_ : length()) - sent_;
    const bool decode = !prompt || reads_by_decoding();
    const std::uint32_t count =
        std::min(rest, prompt ? std::min(limit, chain_.prompt_tokens_limit()) : decode_tokens_limit);
    return {.position = sent_,
            .pass = decode ? Pass::Decode : Pass::Prompt,
            .tokens = std::span<const Token>(tokens_).subspan(sent_, count),
            .activations = {},
            .output = Output::None};
}

/// Tokens of a prompt that enter the stages at once. Several stages work side by side when there are several pieces:
/// of n, with s stages, n of n + s - 1 turns are full; but each piece reads all weights.
std::uint32_t StagedSession::prompt_batch() const {
    const std::uint32_t most = chain_.prompt_tokens_limit();
    if (batch_tokens_ != 0) return batch_tokens_;
    const auto stages = static_cast<std::uint32_t>(chain_.states().size());
    if (stages == 1) return most;
    const std::uint32_t piece = (prompt_length_ - prompt_begin_) / (StageChain::prompt_pieces_a_stage * stages);
    return std::clamp(piece, std::min(smallest_piece, most), most);
}

/// A piece of the prompt may enter behind another; what comes behind a choice has to wait for it.
bool StagedSession::can_send() const { return chain_.ready() && (under_way_.empty() || sent_ < prompt_length_); }

/// How the stage may guess the token behind the one at `position`, to go on with it: where there is a place for its
/// pass, and what comes is neither prescribed nor likely to be verified with a draft.
std::optional<ChoiceGuess> StagedSession::guess_behind(std::uint32_t position) const {
    const bool has_place = position + 2 < context_length_;
    const bool prescribed = length() - prompt_end_ < replay_.size();
    return has_place && !prescribed && !drafting_.drafts() ? guess_ : std::nullopt;
}

Result<void> StagedSession::send_next() {
    Batch batch = next_batch(prompt_batch());
    auto count = static_cast<std::uint32_t>(batch.tokens.size());
    decoding_ = batch.pass == Pass::Decode;
    drafting_.forget();
    bool began = false;
    if (sent_ + count == length()) {
        if (decoding_ && count == 1) {
            // What has begun with the right token is finished as it is: a draft may begin one token later.
            began = chain_.went_ahead_with(tokens_.back(), sent_);
            batch.tokens = drafting_.draft(tokens_, std::min(decode_tokens_limit, context_length_ - sent_) - 1, began);
            count = static_cast<std::uint32_t>(batch.tokens.size());
            batch.guess = guess_behind(sent_);
        }
        const bool several = sent_ + count > length();
        batch.output = sampler_->needs_logits() ? (several ? Output::AllLogits : Output::LastLogits)
                                                : (several ? Output::AllCandidates : Output::LastCandidates);
    }
    sent_at_ = began ? came_at_ : Clock::now();
    sent_ += count;
    under_way_.push_back(count);
    return chain_.submit(batch);
}

/// The model's choice from a row of a batch's result, behind the tokens as they are.
Chosen StagedSession::choose_from(const BatchResult& result, std::size_t row) {
    const auto from = [&](const auto& scores) {
        const std::size_t said = length() - prompt_end_;
        const Token token = said < replay_.size() ? replay_[said] : sampler_->choose(scores, length(), tokens_);
        return Chosen{token,
                      alternatives_ > 0 ? std::optional(details_of(scores, token, alternatives_)) : std::nullopt};
    };
    if (!sampler_->needs_logits()) return from(result.candidates[row]);
    const std::size_t vocabulary_size = model_->source->config.vocabulary_size;
    return from(std::span<const float>(result.logits).subspan(row * vocabulary_size, vocabulary_size));
}

/// A batch that ended at the newest token, or behind it with guesses, is done. Each guess that the model chooses too
/// gives it another choice.
void StagedSession::choose(const BatchResult& result) {
    const std::uint32_t before = length();
    const std::uint32_t verified = sent_ - before;  // guesses in the batch
    for (std::uint32_t row = 0;; ++row) {
        chosen_.push_back(choose_from(result, row));
        if (!drafting_.compare(row, chosen_.back().token) || row == verified) break;
        tokens_.push_back(chosen_.back().token);
    }
    tokens_.resize(before);
    if (decoding_) drafting_.passed(sent_ - computed_, std::chrono::duration<double>(Clock::now() - sent_at_).count());
    computed_ = sent_ = before;
}

/// The next chosen token joins the conversation. Its key and value are in the caches if more were chosen behind it.
void StagedSession::deliver(Step& step) {
    Chosen next = std::move(chosen_.front());
    chosen_.erase(chosen_.begin());  // of eight at most
    tokens_.push_back(next.token);
    drafting_.append(tokens_);
    computed_ = sent_ = chosen_.empty() ? length() - 1 : length();
    step.tokens = std::span<const Token>(tokens_).last(1);
    if (!next.details) return;
    details_.clear();
    details_.push_back(std::move(*next.details));
    step.details = details_;
}

std::uint32_t StagedSession::prompt_done() const {
    const float under_way = chain_.fraction() * static_cast<float>(sent_ - computed_);
    return std::min(computed_ + static_cast<std::uint32_t>(under_way), prompt_length_);
}

Result<Session::Step> StagedSession::submission(std::stop_token stop) {
    if (!sampler_ || tokens_.empty())
        return fail(ErrorKind::InvalidArgument, "the session has 0 tokens to go on from", "Start it with a prompt.");
    Step step{.prompt_done = prompt_done(), .prompt_total = prompt_length_, .tokens = {}, .details = {}};
    if (stop.stop_requested()) {
        if (auto idle = abandon(); !idle) return failed(std::move(idle.error()));
        step.stopped = true;
        return step;
    }
    if (under_way_.empty()) {
        if (length() == context_length_) {
            step.context_full = true;
            return step;
        }
        if (!chosen_.empty()) {
            deliver(step);
            return step;
        }
    }
    while (can_send())
        if (auto sent = send_next(); !sent) return failed(std::move(sent.error()));
    auto result = chain_.advance(longest_wait);
    if (!result) return failed(std::move(result.error()));
    if (*result) {
        came_at_ = Clock::now();
        const std::uint32_t count = under_way_.front();
        under_way_.erase(under_way_.begin());
        if (computed_ < prompt_length_ && read_by_prompt_ == computed_) read_by_prompt_ += count;
        if (computed_ + count < length()) {
            computed_ += count;
        } else {
            choose(**result);
            deliver(step);
        }
    }
    step.prompt_done = prompt_done();
    return step;
}

Result<Session::Step> StagedSession::advance(std::stop_token stop) {
    const std::uint32_t told = length();
    try {
        return submission(std::move(stop));
    } catch (const std::bad_alloc&) {
        tokens_.resize(told);
        return failed(out_of_memory().error());
    }
}

Result<void> StagedSession::rewind(std::uint32_t position) try {
    if (position > length())
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("position {} is behind the session's {} tokens", position, length()),
                    "Rewind to a position inside the conversation.");
    if (auto idle = abandon(); !idle) return failed(std::move(idle.error()));
    tokens_.resize(position);
    chosen_.clear();
    drafting_.reset(tokens_, position);
    prompt_length_ = std::min(prompt_length_, position);
    prompt_end_ = std::min(prompt_end_, position);
    // The last one again, for its logits.
    computed_ = sent_ = std::min(computed_, position == 0 ? 0 : position - 1);
    read_by_prompt_ = std::min(read_by_prompt_, computed_);
    return {};
} catch (const std::bad_alloc&) {
    return failed(out_of_memory().error());
}

Result<bool> StagedSession::read_logits(std::span<const Token> tokens, std::uint32_t first, const RowReader& read,
                                        std::stop_token stop) try {
    if (auto sound = check(tokens, context_length_); !sound) return std::unexpected(std::move(sound.error()));
    if (auto idle = abandon(); !idle) return failed(std::move(idle.error()));
    replace_tokens(tokens);
    chosen_.clear();
    prompt_length_ = prompt_end_ = length();
    computed_ = sent_ = read_by_prompt_ = 0;
    const std::uint32_t vocabulary_size = model_->source->config.vocabulary_size;
    while (computed_ < length()) {
        const bool read_this = computed_ >= first;
        const std::uint32_t most =
            read_this ? logits_batch_tokens : std::min(chain_.prompt_tokens_limit(), first - computed_);
        Batch batch = next_batch(batch_tokens_ == 0 ? most : std::min(batch_tokens_, most));
        batch.output = read_this ? Output::AllLogits : Output::None;
        if (auto sent = chain_.submit(batch); !sent) return failed(std::move(sent.error()));
        while (chain_.busy()) {
            if (stop.stop_requested()) {
                if (auto idle = abandon(); !idle) return failed(std::move(idle.error()));
                return false;
            }
            auto result = chain_.advance(longest_wait);
            if (!result) return failed(std::move(result.error()));
            if (!*result || !read_this) continue;
            for (std::uint32_t row = 0; row < batch.tokens.size(); ++row)
                read(computed_ + row, std::span<const float>((*result)->logits)
                                          .subspan(std::size_t{row} * vocabulary_size, vocabulary_size));
        }
        computed_ += static_cast<std::uint32_t>(batch.tokens.size());
        sent_ = read_by_prompt_ = computed_;
    }
    return true;
} catch (const std::bad_alloc&) {
    return failed(out_of_memory().error());
}

Result<std::unique_ptr<Session>> Session::open(std::shared_ptr<const Model> model, Options options) try {
    const std::uint32_t context_length =
        options.context_length == 0 ? model->source->config.default_context_length() : options.context_length;
    if (context_length < 2)
        return fail(ErrorKind::InvalidArgument, fmt::format("a context of {} tokens was asked for", context_length),
                    "Ask for at least 2: one to read and one to answer.");
    auto chain = StageChain::open(model->stages, context_length, options.cache_type);
    if (!chain) return std::unexpected(std::move(chain.error()));
    options.context_length = context_length;
    return std::make_unique<StagedSession>(std::move(model), std::move(*chain), options);
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
