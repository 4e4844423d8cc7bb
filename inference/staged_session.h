#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "inference/sampling/sampler.h"
#include "inference/session.h"
#include "inference/session_file.h"
#include "inference/speculation/drafting.h"
#include "inference/stage_chain.h"

namespace inference {

/// A token that the model chose, which nobody was told yet.
struct Chosen {
    Token token;
    std::optional<TokenDetails> details;
};

/// The session of a model on its stages, however many these are.
class StagedSession final : public Session {
public:
    StagedSession(std::shared_ptr<const Model> model, StageChain chain, const Options& options)
        : model_(std::move(model)),
          chain_(std::move(chain)),
          context_length_(options.context_length),
          batch_tokens_(options.batch_tokens),
          cache_type_(options.cache_type),
          goes_ahead_(options.goes_ahead.value_or(chain_.gains_by_guesses())),
          drafting_(options.draft_tokens, options.context_length) {
        tokens_.reserve(context_length_);
    }
    ~StagedSession() override { static_cast<void>(chain_.abandon()); }

    const Model& model() const override { return *model_; }
    std::uint32_t context_length() const override { return context_length_; }
    CacheType cache_type() const override { return cache_type_; }
    std::span<const Token> tokens() const override { return tokens_; }
    std::uint64_t memory_bytes() const override { return chain_.memory_bytes(); }
    Speculation speculation() const override { return {.drafted = drafting_.drafted(), .right = drafting_.right()}; }
    AheadCounts ahead_counts() const override { return chain_.ahead_counts(); }

    void begin_profile() override {
        for (const auto& state : chain_.states()) state->begin_profile();
    }
    std::vector<PassProfile> take_profile() override {
        std::vector<PassProfile> profiles;
        for (const auto& state : chain_.states()) profiles.push_back(state->take_profile());
        return profiles;
    }

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
    using Clock = std::chrono::steady_clock;

    // Files: staged_session_files.cpp
    std::vector<SessionFileHeader::StageShape> cache_shapes(std::uint32_t positions) const;
    Result<void> check(const SessionFileReader& file, std::string_view model_identity) const;

    // Computing: staged_session.cpp
    Result<void> check(std::span<const Token> tokens, std::uint32_t places) const;
    std::uint32_t length() const { return static_cast<std::uint32_t>(tokens_.size()); }
    /// `tokens` may be a part of the old ones. All places are reserved: a batch under way points into the vector.
    void replace_tokens(std::span<const Token> tokens) {
        std::vector<Token> replacement;
        replacement.reserve(context_length_);
        replacement.assign(tokens.begin(), tokens.end());
        tokens_ = std::move(replacement);
    }
    /// Prompts go through the decode kernels too; of what these did, nothing counts as read by the prompt's once it is
    /// in a file.
    bool reads_by_decoding() const { return batch_tokens_ == 1; }
    Batch next_batch(std::uint32_t limit) const;
    std::uint32_t prompt_batch() const;
    bool can_send() const;
    std::optional<ChoiceGuess> guess_behind(std::uint32_t position) const;
    Result<void> send_next();
    void choose(const BatchResult& result);
    Chosen choose_from(const BatchResult& result, std::size_t row);
    void deliver(Step& step);
    Result<Step> submission(std::stop_token stop);
    Result<void> abandon();
    std::uint32_t prompt_done() const;
    /// After a failure nothing is known of the caches.
    std::unexpected<Error> failed(Error error) {
        computed_ = sent_ = read_by_prompt_ = 0;
        under_way_.clear();
        chosen_.clear();
        return std::unexpected(std::move(error));
    }

    std::shared_ptr<const Model> model_;
    StageChain chain_;
    std::uint32_t context_length_;
    std::uint32_t batch_tokens_;  // 0: the stages' choice; 1: the decode kernels for everything
    std::optional<Sampler> sampler_;
    std::uint32_t alternatives_ = 0;  // told with each token; 0: no details
    std::vector<Token> tokens_;
    std::uint32_t computed_ = 0;            // so many leading tokens are in the caches
    std::uint32_t sent_ = 0;                // or on the way there
    std::vector<std::uint32_t> under_way_;  // tokens of each batch under way, the oldest first
    CacheType cache_type_;
    std::uint32_t read_by_prompt_ = 0;  // so many leading ones by the kernels that read prompts
    std::uint32_t prompt_length_ = 0;   // so many leading tokens are the prompt's
    std::uint32_t prompt_begin_ = 0;    // so many of them were there when it was set

    std::uint32_t prompt_end_ = 0;  // where the answer began
    std::vector<Token> replay_;     // what the answer is made to be
    bool goes_ahead_;
    std::optional<ChoiceGuess> guess_;  // how the stage may guess what is chosen
    Drafting drafting_;
    std::vector<Chosen> chosen_;         // from one pass, told one a step; all but the last are in the caches
    std::vector<TokenDetails> details_;  // of what was told last
    bool decoding_ = false;              // the newest batch under way, by the kernels that decode
    Clock::time_point sent_at_{};        // of it; where it had begun by a guess, when the one before it came
    Clock::time_point came_at_{};        // the newest result
};

}  // namespace inference
