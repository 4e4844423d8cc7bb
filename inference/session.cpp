#include "inference/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "inference/sampling/sampler.h"
#include "inference/stage_chain.h"

namespace inference {

namespace {

constexpr std::uint32_t longest_default_context = 4096;  // float16 cache of 7B: 2 GiB
constexpr std::uint32_t decode_tokens_limit = 8;         // of Pass::Decode
constexpr std::uint32_t logits_batch_tokens = 64;        // rows of 32,000 logits that come back at once: 8 MB
constexpr auto longest_wait = std::chrono::seconds(1);   // twice the longest submission, so a stop is seen in time

class StagedSession final : public Session {
public:
    StagedSession(std::shared_ptr<const Model> model, StageChain chain, std::uint32_t context_length,
                  std::uint32_t batch_tokens)
        : model_(std::move(model)),
          chain_(std::move(chain)),
          context_length_(context_length),
          batch_tokens_(batch_tokens) {
        tokens_.reserve(context_length);
    }
    ~StagedSession() override { static_cast<void>(chain_.abandon()); }

    const Model& model() const override { return *model_; }
    std::uint32_t context_length() const override { return context_length_; }
    std::span<const Token> tokens() const override { return tokens_; }
    std::uint64_t memory_bytes() const override { return chain_.memory_bytes(); }

    Result<std::uint32_t> start(std::span<const Token> prompt, const SamplingSettings& sampling) override;
    Result<Step> advance(std::stop_token stop) override;
    Result<void> rewind(std::uint32_t position) override;
    Result<std::vector<float>> logits(std::span<const Token> tokens, std::stop_token stop) override;

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
    Token sample(const BatchResult& result) const;
    /// After a failure nothing is known of the caches.
    std::unexpected<Error> failed(Error error) {
        computed_ = 0;
        return std::unexpected(std::move(error));
    }

    std::shared_ptr<const Model> model_;
    StageChain chain_;
    std::uint32_t context_length_;
    std::uint32_t batch_tokens_;  // 0: the stages' choice; 1: the decode kernels for everything
    std::optional<Sampler> sampler_;
    std::vector<Token> tokens_;
    std::uint32_t computed_ = 0;       // so many leading tokens are in the caches
    std::uint32_t prompt_length_ = 0;  // so many leading tokens are the prompt's
    std::uint32_t running_ = 0;        // tokens of the batch under way
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

Result<std::uint32_t> StagedSession::start(std::span<const Token> prompt, const SamplingSettings& sampling) {
    if (auto sound = check(prompt, context_length_ - 1); !sound) return std::unexpected(std::move(sound.error()));
    auto sampler = Sampler::create(sampling, model_->source->config.vocabulary_size);
    if (!sampler) return std::unexpected(std::move(sampler.error()));
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));

    const auto valid = std::span<const Token>(tokens_).first(computed_);
    const auto kept = static_cast<std::uint32_t>(std::ranges::mismatch(prompt, valid).in1 - prompt.begin());
    const auto length = static_cast<std::uint32_t>(prompt.size());
    sampler_ = *sampler;
    replace_tokens(prompt);
    prompt_length_ = length;
    computed_ = std::min(kept, length - 1);  // the last one again, for its logits
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

Token StagedSession::sample(const BatchResult& result) const {
    if (sampler_->needs_logits()) return sampler_->choose(result.logits, length(), tokens_);
    return sampler_->choose(result.candidates.back(), length(), tokens_);
}

Result<Session::Step> StagedSession::advance(std::stop_token stop) {
    if (!sampler_ || tokens_.empty())
        return fail(ErrorKind::InvalidArgument, "the session has 0 tokens to go on from", "Start it with a prompt.");
    Step step{.prompt_done = std::min(computed_, prompt_length_), .prompt_total = prompt_length_, .tokens = {}};
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
        Batch batch = next_batch(batch_tokens_ == 0 ? chain_.prompt_tokens_limit() : batch_tokens_);
        running_ = static_cast<std::uint32_t>(batch.tokens.size());
        if (computed_ + running_ == length())
            batch.output = sampler_->needs_logits() ? Output::LastLogits : Output::LastCandidates;
        if (auto sent = chain_.submit(batch); !sent) return failed(std::move(sent.error()));
    }
    auto result = chain_.advance(longest_wait);
    if (!result) return failed(std::move(result.error()));
    if (!*result) {
        const auto part = static_cast<std::uint32_t>(chain_.fraction() * static_cast<float>(running_));
        step.prompt_done = std::min(computed_ + part, prompt_length_);
        return step;
    }
    computed_ += running_;
    step.prompt_done = std::min(computed_, prompt_length_);
    if (computed_ == length()) {
        step.tokens.push_back(sample(**result));
        tokens_.push_back(step.tokens.back());
    }
    return step;
}

Result<void> StagedSession::rewind(std::uint32_t position) {
    if (position > length())
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("position {} is behind the session's {} tokens", position, length()),
                    "Rewind to a position inside the conversation.");
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
    tokens_.resize(position);
    prompt_length_ = std::min(prompt_length_, position);
    computed_ = std::min(computed_, position == 0 ? 0 : position - 1);  // the last one again, for its logits
    return {};
}

Result<std::vector<float>> StagedSession::logits(std::span<const Token> tokens, std::stop_token stop) {
    if (auto sound = check(tokens, context_length_); !sound) return std::unexpected(std::move(sound.error()));
    if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
    replace_tokens(tokens);
    prompt_length_ = length();
    computed_ = 0;
    std::vector<float> rows;
    rows.reserve(tokens.size() * model_->source->config.vocabulary_size);
    while (computed_ < length()) {
        Batch batch = next_batch(batch_tokens_ == 0 ? logits_batch_tokens : batch_tokens_);
        batch.output = Output::AllLogits;
        if (auto sent = chain_.submit(batch); !sent) return failed(std::move(sent.error()));
        while (chain_.busy()) {
            if (stop.stop_requested()) {
                if (auto idle = chain_.abandon(); !idle) return failed(std::move(idle.error()));
                return std::vector<float>();
            }
            auto result = chain_.advance(longest_wait);
            if (!result) return failed(std::move(result.error()));
            if (*result) rows.insert(rows.end(), (*result)->logits.begin(), (*result)->logits.end());
        }
        computed_ += static_cast<std::uint32_t>(batch.tokens.size());
    }
    return rows;
}

}  // namespace

Result<std::unique_ptr<Session>> Session::open(std::shared_ptr<const Model> model, Options options) {
    const std::uint32_t trained = model->source->config.context_length;
    const std::uint32_t context_length =
        options.context_length == 0 ? std::min(trained, longest_default_context) : options.context_length;
    if (context_length < 2)
        return fail(ErrorKind::InvalidArgument, fmt::format("a context of {} tokens was asked for", context_length),
                    "Ask for at least 2: one to read and one to answer.");
    auto chain = StageChain::open(model->stages, context_length, options.cache_type);
    if (!chain) return std::unexpected(std::move(chain.error()));
    return std::make_unique<StagedSession>(std::move(model), std::move(*chain), context_length, options.batch_tokens);
}

}  // namespace inference
