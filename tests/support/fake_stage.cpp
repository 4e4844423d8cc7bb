#include "tests/support/fake_stage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace test_support {

using namespace inference;

namespace {

constexpr Token void_token = -1;  // a position that nothing valid was written to

Candidates candidates_of(const std::vector<float>& row) {
    Candidates out;
    double sum = 0.0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        out.best.push_back({static_cast<Token>(i), row[i]});
        sum += std::exp(static_cast<double>(row[i]));
    }
    std::ranges::stable_sort(out.best, [](const auto& a, const auto& b) { return a.logit > b.logit; });
    out.best.resize(std::min<std::size_t>(out.best.size(), Candidates::kept));
    out.log_sum_exp = static_cast<float>(std::log(sum));
    return out;
}

class FakeState : public StageState {
public:
    FakeState(FakeStage::Row row, FakeStage::Settings settings, std::shared_ptr<FakeStage::Record> record,
              std::uint32_t length)
        : row_(std::move(row)), settings_(settings), record_(std::move(record)), cache_(length, void_token) {
        record_->most_open_states = std::max(record_->most_open_states, ++record_->open_states);
    }
    ~FakeState() override { --record_->open_states; }

    std::uint32_t cache_length() const override { return static_cast<std::uint32_t>(cache_.size()); }
    std::uint32_t prompt_tokens_limit() const override { return settings_.prompt_tokens_limit; }
    std::uint64_t memory_bytes() const override { return cache_.size() * sizeof(Token); }

    Result<Ticket> submit(const Batch& batch) override {
        tokens_.assign(batch.tokens.begin(), batch.tokens.end());
        for (const float token : batch.activations) tokens_.push_back(static_cast<Token>(token));
        const std::size_t limit = batch.pass == Pass::Decode ? 8 : settings_.prompt_tokens_limit;
        if (tokens_.empty() || tokens_.size() > limit)
            return fail(ErrorKind::InvalidArgument, "a batch of the wrong length", "Mend the caller.");
        if (batch.position + tokens_.size() > cache_.size())
            return fail(ErrorKind::TooLong, "a batch behind the cache", "Mend the caller.");
        batch_ = batch;
        record_->batches.push_back(
            {batch.position, static_cast<std::uint32_t>(tokens_.size()), batch.pass, batch.output});
        std::fill(cache_.begin() + batch.position, cache_.end(), void_token);
        sent_ = 1;
        ++record_->submissions;
        set_busy(true);
        return Ticket{++number_};
    }

    Result<BatchProgress> wait(Ticket ticket, std::chrono::nanoseconds) override {
        if (ticket.number != number_ || sent_ == 0)
            return fail(ErrorKind::InvalidArgument, "no such ticket", "Mend it.");
        if (std::exchange(record_->fails_next, false))
            return fail(record_->failure, "the imagined device stopped", "Imagine another.");
        if (sent_ < settings_.submissions_per_batch) {
            const auto done = static_cast<float>(sent_++);
            ++record_->submissions;
            return BatchProgress{false, done / static_cast<float>(settings_.submissions_per_batch)};
        }
        return BatchProgress{true, 1.0F};
    }

    Result<void> take(Ticket, BatchResult& result) override {
        result = {};
        for (std::size_t i = 0; i < tokens_.size(); ++i) cache_[batch_.position + i] = tokens_[i];
        sent_ = 0;
        set_busy(false);
        if (!settings_.last) {
            for (const Token token : tokens_) result.activations.push_back(static_cast<float>(token));
            return {};
        }
        const bool all = batch_.output == Output::AllCandidates || batch_.output == Output::AllLogits;
        const bool logits = batch_.output == Output::LastLogits || batch_.output == Output::AllLogits;
        if (batch_.output == Output::None) return {};
        for (std::size_t i = all ? 0 : tokens_.size() - 1; i < tokens_.size(); ++i) {
            const auto row = row_(std::span<const Token>(cache_).first(batch_.position + i + 1));
            if (logits)
                result.logits.insert(result.logits.end(), row.begin(), row.end());
            else
                result.candidates.push_back(candidates_of(row));
        }
        return {};
    }

    void begin_profile() override {}
    PassProfile take_profile() override { return {}; }

    std::uint32_t cache_parts() const override { return settings_.layer_count; }
    std::uint64_t cache_part_bytes(std::uint32_t positions) const override { return positions * sizeof(Token); }
    /// Of the tokens, part p keeps those of positions p, p + parts, ...; the others are zero in it.
    Result<void> read_cache_part(std::uint32_t part, std::uint32_t positions, std::span<std::byte> out) override {
        std::vector<Token> tokens(positions, 0);
        for (std::uint32_t i = part; i < positions; i += cache_parts()) tokens[i] = cache_[i];
        if (!out.empty()) std::memcpy(out.data(), tokens.data(), out.size());
        return {};
    }
    Result<void> write_cache_part(std::uint32_t part, std::uint32_t positions,
                                  std::span<const std::byte> bytes) override {
        for (std::uint32_t i = part; i < positions; i += cache_parts())
            std::memcpy(&cache_[i], bytes.data() + i * sizeof(Token), sizeof(Token));
        std::fill(cache_.begin() + positions, cache_.end(), void_token);
        return {};
    }

    Result<void> abandon(Ticket) override {
        ++record_->abandoned;
        sent_ = 0;
        set_busy(false);
        return {};
    }

private:
    void set_busy(bool busy) {
        if (busy == busy_) return;
        busy_ = busy;
        record_->busy += busy ? 1 : -1;
        record_->most_busy = std::max(record_->most_busy, record_->busy);
    }

    bool busy_ = false;
    FakeStage::Row row_;
    FakeStage::Settings settings_;
    std::shared_ptr<FakeStage::Record> record_;
    std::vector<Token> cache_;
    std::vector<Token> tokens_;
    Batch batch_;
    std::uint64_t number_ = 0;
    std::uint32_t sent_ = 0;
};

}  // namespace

FakeStage::FakeStage(Row row, Settings settings, std::shared_ptr<Record> shared)
    : record(std::move(shared)), row_(std::move(row)), settings_(settings) {}

Result<std::unique_ptr<StageState>> FakeStage::open(std::uint32_t cache_length, CacheType type) {
    if (auto possible = check_cache_type(type, settings_.head_size); !possible)
        return std::unexpected(std::move(possible.error()));
    if (cache_length > settings_.most_positions)
        return fail(ErrorKind::OutOfMemory, "the imagined device is full", "Imagine a larger one.");
    record->opened.push_back(type);
    return std::make_unique<FakeState>(row_, settings_, record, cache_length);
}

std::vector<float> hashed_row(std::span<const Token> context, std::uint32_t vocabulary_size) {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
    for (const Token token : context) hash = (hash ^ static_cast<std::uint32_t>(token + 2)) * 0x100000001b3U;
    std::vector<float> row(vocabulary_size);
    for (std::uint32_t i = 0; i < vocabulary_size; ++i) {
        std::uint64_t mixed = (hash + i) * 0x9E3779B97F4A7C15U;
        mixed ^= mixed >> 29U;
        row[i] = static_cast<float>((mixed * 0xBF58476D1CE4E5B9U) >> 44U) * 0x1p-18F;  // 0 to 4
    }
    return row;
}

std::shared_ptr<const Model> fake_model(std::vector<std::shared_ptr<FakeStage>> stages, std::uint32_t vocabulary_size,
                                        std::uint32_t context_length, std::shared_ptr<const Tokenizer> tokenizer) {
    auto file = std::make_shared<ModelFile>();
    file->config.name = "fake";
    file->config.vocabulary_size = vocabulary_size;
    file->config.context_length = context_length;
    file->tokenizer = std::move(tokenizer);
    auto model = std::make_shared<Model>();
    model->source = std::move(file);
    model->stages.assign(stages.begin(), stages.end());
    return model;
}

}  // namespace test_support
