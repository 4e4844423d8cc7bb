#include "inference/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include "inference/sampling/sampler.h"
#include "inference/session_transfer.h"
#include "inference/speculation/draft_length.h"
#include "inference/speculation/prompt_lookup.h"
#include "inference/stage_chain.h"

namespace inference {

namespace {

constexpr std::uint32_t decode_tokens_limit = 8;   // of Pass::Decode
constexpr std::uint32_t logits_batch_tokens = 64;  // rows of 32,000 logits that come back at once: 8 MB
using Clock = std::chrono::steady_clock;
constexpr auto longest_wait = std::chrono::seconds(1);  // twice the longest submission, so a stop is seen in time

/// A token that the model chose, which nobody was told yet.
struct Chosen {
    Token token;
    std::optional<TokenDetails> details;
};

class StagedSession final : public Session {
public:
    StagedSession(std::shared_ptr<const Model> model, StageChain chain, const Options& options)
        : model_(std::move(model)),
          chain_(std::move(chain)),
          context_length_(options.context_length),
          batch_tokens_(options.batch_tokens),
          cache_type_(options.cache_type),
          draft_tokens_(options.draft_tokens) {
        tokens_.reserve(context_length_);
    }
    ~StagedSession() override { static_cast<void>(chain_.abandon()); }

    const Model& model() const override { return *model_; }
    std::uint32_t context_length() const override { return context_length_; }
    CacheType cache_type() const override { return cache_type_; }
    std::span<const Token> tokens() const override { return tokens_; }
    std::uint64_t memory_bytes() const override { return chain_.memory_bytes(); }
    Speculation speculation() const override { return speculation_; }

    using Session::start;
    Result<std::uint32_t> start(std::span<const Token> prompt, const SamplingSettings& sampling,
                                StartOptions options) override;
    Result<Step> advance(std::stop_token stop) override;
    Result<void> rewind(std::uint32_t position) override;
    Result<bool> read_logits(std::span<const Token> tokens, std::uint32_t first, const RowReader& read,
                             std::stop_token stop) override;
    Result<std::unique_ptr<CacheTransfer>> begin_save(const std::filesystem::path& path,
                                                      std::string_view model_identity, std::string_view note) override;
    std::uint64_t save_bytes() const override;
    Result<std::unique_ptr<CacheTransfer>> begin_restore(const std::filesystem::path& path,
                                                         std::string_view model_identity) override;

private:
    Result<void> check(std::span<const Token> tokens, std::uint32_t places) const;
    std::uint32_t length() const { return static_cast<std::uint32_t>(tokens_.size()); }
    /// `tokens` may be a part of the old ones. All places are reserved: a batch under way points into the vector.
    void replace_tokens(std::span<const Token> tokens) {
        std::vector<Token> replacement;
        replacement.reserve(context_length_);
        replacement.assign(tokens.begin(), tokens.end());
        tokens_ = std::move(replacement);
    }
    Batch next_batch(std::uint32_t limit) const;
    Result<void> send_next();
    void add_guesses(Batch& batch);
    void choose(const BatchResult& result);
    Chosen choose_from(const BatchResult& result, std::size_t row) const;
    void deliver(Step& step);
    /// After a failure nothing is known of the caches.
    std::unexpected<Error> failed(Error error) {
        computed_ = read_by_prompt_ = 0;
        chosen_.clear();
        return std::unexpected(std::move(error));
    }

    std::shared_ptr<const Model> model_;
    StageChain chain_;
    std::uint32_t context_length_;
    std::vector<SessionFileHeader::StageShape> cache_shapes(std::uint32_t positions) const;
    Result<void> check(const SessionFileReader& file, std::string_view model_identity) const;
    std::uint32_t batch_tokens_;  // 0: the stages' choice; 1: the decode kernels for everything
    std::optional<Sampler> sampler_;
    std::uint32_t alternatives_ = 0;  // told with each token; 0: no details
    std::vector<Token> tokens_;
    std::uint32_t computed_ = 0;  // so many leading tokens are in the caches
    CacheType cache_type_;
    std::uint32_t read_by_prompt_ = 0;  // so many leading ones by the kernels that read prompts
    std::uint32_t prompt_length_ = 0;   // so many leading tokens are the prompt's
    std::uint32_t running_ = 0;         // tokens of the batch under way

    std::optional<std::uint32_t> draft_tokens_;
    std::uint32_t prompt_end_ = 0;  // where the answer began
    std::vector<Token> replay_;     // what the answer is made to be
    PromptLookup lookup_;
    DraftLength draft_length_;
    std::vector<Token> guesses_;   // of what comes behind the newest token; some or none of them are verified
    std::vector<Token> trial_;     // the newest token and the guesses that are verified with it
    std::deque<Chosen> chosen_;    // from one pass, told one a step; all but the last are in the caches
    bool decoding_ = false;        // the batch under way, by the kernels that decode
    Clock::time_point sent_at_{};  // of the batch under way
    Speculation speculation_;
};

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
                                           StartOptions options) {
    if (auto sound = check(prompt, context_length_ - 1); !sound) return std::unexpected(std::move(sound.error()));
    auto sampler = Sampler::create(sampling, model_->source->config.vocabulary_size);
    if (!sampler) return std::unexpected(std::move(sampler.error()));
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));

    chosen_.clear();
    const std::uint32_t stays = options.reproducible ? std::min(read_by_prompt_, computed_) : computed_;
    const auto valid = std::span<const Token>(tokens_).first(stays);
    const auto kept = static_cast<std::uint32_t>(std::ranges::mismatch(prompt, valid).in1 - prompt.begin());
    const auto length = static_cast<std::uint32_t>(prompt.size());
    const auto known = static_cast<std::uint32_t>(std::ranges::mismatch(prompt, tokens_).in1 - prompt.begin());
    sampler_ = *sampler;
    alternatives_ = options.alternatives;
    replay_ = std::move(options.replay);
    replace_tokens(prompt);
    lookup_.reset(tokens_, known);
    speculation_ = {};
    prompt_length_ = prompt_end_ = length;
    computed_ = std::min(kept, length - 1);  // the last one again, for its logits
    read_by_prompt_ = std::min(read_by_prompt_, computed_);
    return computed_;
}

/// What to compute next, at most `limit` tokens in the prompt. A prompt keeps to the prompt kernels to its last token,
/// an answer to the decode kernels, so that where the prompt is cut shows in no bit of the result.
Batch StagedSession::next_batch(std::uint32_t limit) const {
    const bool prompt = computed_ < prompt_length_;
    const std::uint32_t rest = (prompt ? prompt_length_ : length()) - computed_;
    const bool decode = !prompt || batch_tokens_ == 1;
    const std::uint32_t count =
        std::min(rest, prompt ? std::min(limit, chain_.prompt_tokens_limit()) : decode_tokens_limit);
    return {.position = computed_,
            .pass = decode ? Pass::Decode : Pass::Prompt,
            .tokens = std::span<const Token>(tokens_).subspan(computed_, count),
            .activations = {},
            .output = Output::None};
}

/// Puts guesses behind the token that is to be decoded, where that is worth it.
void StagedSession::add_guesses(Batch& batch) {
    if (draft_tokens_ == 0U || batch.pass != Pass::Decode || batch.tokens.size() != 1) return;
    const std::uint32_t room = std::min(decode_tokens_limit, context_length_ - computed_) - 1;
    guesses_ = lookup_.guess(tokens_, room);
    const auto guessed = static_cast<std::uint32_t>(guesses_.size());
    const std::uint32_t worth = draft_tokens_ ? std::min(guessed, *draft_tokens_) : draft_length_.worth(guessed);
    if (worth == 0) return;
    trial_.assign(1, tokens_.back());
    trial_.insert(trial_.end(), guesses_.begin(), guesses_.begin() + worth);
    batch.tokens = trial_;
}

Result<void> StagedSession::send_next() {
    Batch batch = next_batch(batch_tokens_ == 0 ? chain_.prompt_tokens_limit() : batch_tokens_);
    running_ = static_cast<std::uint32_t>(batch.tokens.size());
    decoding_ = batch.pass == Pass::Decode;
    guesses_.clear();
    if (computed_ + running_ == length()) {
        add_guesses(batch);
        running_ = static_cast<std::uint32_t>(batch.tokens.size());
        const bool several = computed_ + running_ > length();
        batch.output = sampler_->needs_logits() ? (several ? Output::AllLogits : Output::LastLogits)
                                                : (several ? Output::AllCandidates : Output::LastCandidates);
    }
    sent_at_ = Clock::now();
    return chain_.submit(batch);
}

/// The model's choice from a row of a batch's result, behind the tokens as they are.
Chosen StagedSession::choose_from(const BatchResult& result, std::size_t row) const {
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
    const std::uint32_t verified = computed_ + running_ - before;  // guesses in the batch
    for (std::uint32_t row = 0;; ++row) {
        chosen_.push_back(choose_from(result, row));
        const bool guessed = row < guesses_.size();
        const bool same = guessed && guesses_[row] == chosen_.back().token;
        if (guessed) draft_length_.compared(same);
        if (row < verified) speculation_.right += same ? 1 : 0;
        if (!same || row == verified) break;
        tokens_.push_back(chosen_.back().token);
    }
    speculation_.drafted += verified;
    tokens_.resize(before);
    if (decoding_) draft_length_.passed(running_, std::chrono::duration<double>(Clock::now() - sent_at_).count());
    computed_ = before;
}

/// The next chosen token joins the conversation. Its key and value are in the caches if more were chosen behind it.
void StagedSession::deliver(Step& step) {
    Chosen next = std::move(chosen_.front());
    chosen_.pop_front();
    tokens_.push_back(next.token);
    lookup_.append(tokens_);
    computed_ = chosen_.empty() ? length() - 1 : length();
    step.tokens.push_back(next.token);
    if (next.details) step.details.push_back(std::move(*next.details));
}

Result<Session::Step> StagedSession::advance(std::stop_token stop) {
    if (!sampler_ || tokens_.empty())
        return fail(ErrorKind::InvalidArgument, "the session has 0 tokens to go on from", "Start it with a prompt.");
    Step step{.prompt_done = std::min(computed_, prompt_length_),
              .prompt_total = prompt_length_,
              .tokens = {},
              .details = {}};
    if (stop.stop_requested()) {
        if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
        step.stopped = true;
        return step;
    }
    if (!chain_.busy()) {
        if (length() == context_length_) {
            step.context_full = true;
            return step;
        }
        if (!chosen_.empty()) {
            deliver(step);
            return step;
        }
        if (auto sent = send_next(); !sent) return failed(std::move(sent.error()));
    }
    auto result = chain_.advance(longest_wait);
    if (!result) return failed(std::move(result.error()));
    if (!*result) {
        const auto part = static_cast<std::uint32_t>(chain_.fraction() * static_cast<float>(running_));
        step.prompt_done = std::min(computed_ + part, prompt_length_);
        return step;
    }
    if (computed_ < prompt_length_ && read_by_prompt_ == computed_) read_by_prompt_ += running_;
    if (computed_ + running_ < length()) {
        computed_ += running_;
    } else {
        choose(**result);
        deliver(step);
    }
    step.prompt_done = std::min(computed_, prompt_length_);
    return step;
}

Result<void> StagedSession::rewind(std::uint32_t position) {
    if (position > length())
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("position {} is behind the session's {} tokens", position, length()),
                    "Rewind to a position inside the conversation.");
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
    tokens_.resize(position);
    chosen_.clear();
    lookup_.reset(tokens_, position);
    prompt_length_ = std::min(prompt_length_, position);
    prompt_end_ = std::min(prompt_end_, position);
    computed_ = std::min(computed_, position == 0 ? 0 : position - 1);  // the last one again, for its logits
    read_by_prompt_ = std::min(read_by_prompt_, computed_);
    return {};
}

Result<bool> StagedSession::read_logits(std::span<const Token> tokens, std::uint32_t first, const RowReader& read,
                                        std::stop_token stop) {
    if (auto sound = check(tokens, context_length_); !sound) return std::unexpected(std::move(sound.error()));
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
    replace_tokens(tokens);
    chosen_.clear();
    prompt_length_ = prompt_end_ = length();
    computed_ = read_by_prompt_ = 0;
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
                if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
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
        read_by_prompt_ = computed_;
    }
    return true;
}

std::vector<SessionFileHeader::StageShape> StagedSession::cache_shapes(std::uint32_t positions) const {
    std::vector<SessionFileHeader::StageShape> shapes;
    for (std::size_t i = 0; i < model_->stages.size(); ++i) {
        const Stage& stage = *model_->stages[i];
        const StageState& state = *chain_.states()[i];
        shapes.push_back({stage.kind(), stage.first_layer(), stage.layer_count(), state.cache_parts(),
                          state.cache_part_bytes(positions)});
    }
    return shapes;
}

std::uint64_t StagedSession::save_bytes() const {
    std::uint64_t bytes = 0;
    for (const auto& state : chain_.states()) bytes += state->cache_parts() * state->cache_part_bytes(computed_);
    return bytes;
}

Result<std::unique_ptr<CacheTransfer>> StagedSession::begin_save(const std::filesystem::path& path,
                                                                 std::string_view model_identity,
                                                                 std::string_view note) {
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
    const SessionFileHeader header{.cache_type = cache_type_,
                                   .model_identity = std::string(model_identity),
                                   .note = std::string(note),
                                   .tokens = {tokens_.begin(), tokens_.begin() + computed_},
                                   .read_by_prompt = read_by_prompt_,
                                   .stages = cache_shapes(computed_)};
    auto file = SessionFileWriter::create(path, header);
    if (!file) return std::unexpected(std::move(file.error()));
    return std::make_unique<CacheSaving>(chain_.states(), std::move(*file), computed_, header.note);
}

Result<void> StagedSession::check(const SessionFileReader& file, std::string_view model_identity) const {
    const SessionFileHeader& header = file.header();
    const auto other = [&](std::string what) {
        return fail(ErrorKind::InvalidFile, fmt::format("{} {}", file.name(), what),
                    "Go on with what it was made with, or choose another file.");
    };
    if (header.model_identity != model_identity) return other("was made with another model file");
    if (header.cache_type != cache_type_)
        return other(fmt::format("has a cache of type {}, {} is wanted", static_cast<int>(header.cache_type),
                                 static_cast<int>(cache_type_)));
    if (header.tokens.size() >= context_length_)
        return fail(ErrorKind::TooLong,
                    fmt::format("{} has {} tokens, a context of {} has room for {}", file.name(), header.tokens.size(),
                                context_length_, context_length_ - 1),
                    "Make the context longer.");
    if (header.stages != cache_shapes(static_cast<std::uint32_t>(header.tokens.size())))
        return other(fmt::format("was made with the layers on {} stages of another kind, {} are here",
                                 header.stages.size(), model_->stages.size()));
    return header.tokens.empty() ? Result<void>() : check(header.tokens, context_length_);
}

Result<std::unique_ptr<CacheTransfer>> StagedSession::begin_restore(const std::filesystem::path& path,
                                                                    std::string_view model_identity) {
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
    replace_tokens({});
    chosen_.clear();
    computed_ = read_by_prompt_ = prompt_length_ = prompt_end_ = 0;
    auto file = SessionFileReader::open(path);
    if (!file) return std::unexpected(std::move(file.error()));
    if (auto sound = check(*file, model_identity); !sound) return std::unexpected(std::move(sound.error()));
    return std::make_unique<CacheRestoring>(chain_.states(), std::move(*file), [this](const SessionFileHeader& header) {
        replace_tokens(header.tokens);
        lookup_.reset(tokens_, 0);
        computed_ = prompt_length_ = length();
        read_by_prompt_ = header.read_by_prompt;
    });
}

}  // namespace

Result<std::unique_ptr<Session>> Session::open(std::shared_ptr<const Model> model, Options options) {
    const std::uint32_t context_length =
        options.context_length == 0 ? model->source->config.default_context_length() : options.context_length;
    if (context_length < 2)
        return fail(ErrorKind::InvalidArgument, fmt::format("a context of {} tokens was asked for", context_length),
                    "Ask for at least 2: one to read and one to answer.");
    auto chain = StageChain::open(model->stages, context_length, options.cache_type);
    if (!chain) return std::unexpected(std::move(chain.error()));
    options.context_length = context_length;
    return std::make_unique<StagedSession>(std::move(model), std::move(*chain), options);
}

}  // namespace inference
