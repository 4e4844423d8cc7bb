#pragma once
#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "inference/engine.h"
#include "inference/stage.h"
#include "inference/stage_tuning.h"

namespace test_support {

/// A stage without a device. It keeps the tokens themselves as its cache and computes a row of logits from them with a
/// function, so that a caller who relies on a position that is void or stale gets a wrong row and is found out.
/// A batch takes `submissions_per_batch` submissions. Activations between two such stages are (tokens, 1): the token.
class FakeStage : public inference::Stage {
public:
    using Row = std::function<std::vector<float>(std::span<const inference::Token> context)>;
    struct SeenBatch {
        std::uint32_t position;
        std::uint32_t tokens;
        inference::Pass pass;
        inference::Output output;
        bool operator==(const SeenBatch&) const = default;
    };
    struct Settings {
        inference::StageKind kind = inference::StageKind::Vulkan;
        std::uint32_t first_layer = 0;
        std::uint32_t layer_count = 1;
        bool last = true;
        std::uint32_t submissions_per_batch = 1;
        std::uint32_t prompt_tokens_limit = 16;
        std::uint32_t head_size = 32;              ///< says which types of cache there can be
        std::uint32_t most_positions = 1U << 30U;  ///< a longer cache does not fit the imagined device
        bool compiles = false;                     ///< for each type of cache, when it is opened first
    };
    /// What happened, over all states of the stage.
    struct Record {
        std::vector<SeenBatch> batches;
        std::uint32_t submissions = 0;  ///< sent to the imagined device
        std::uint32_t abandoned = 0;
        std::vector<inference::CacheType> opened;  ///< each state's type of cache, in order
        std::uint32_t open_states = 0;
        std::uint32_t most_open_states = 0;  ///< at a time
        bool fails_next = false;             ///< the next wait fails, with `failure`
        inference::ErrorKind failure = inference::ErrorKind::DeviceLost;
        std::uint32_t most_busy = 0;  ///< states of any stage of this record with a batch under way, at a time
        std::uint32_t busy = 0;
    };

    /// Several stages may share a record.
    FakeStage(Row row, Settings settings, std::shared_ptr<Record> shared = std::make_shared<Record>());

    inference::StageKind kind() const override { return settings_.kind; }
    std::uint32_t first_layer() const override { return settings_.first_layer; }
    std::uint32_t layer_count() const override { return settings_.layer_count; }
    std::uint64_t weights_bytes() const override { return 1000; }
    inference::Result<double> measure_plain_read() override { return 1e9; }
    inference::Result<std::unique_ptr<inference::StageState>> open(std::uint32_t cache_length,
                                                                   inference::CacheType type) override;
    bool is_compiled_for(inference::CacheType type) const override {
        return !settings_.compiles || std::ranges::find(record->opened, type) != record->opened.end();
    }
    inference::Result<std::unique_ptr<inference::StageTuning>> begin_tuning() override { return nullptr; }

    const std::shared_ptr<Record> record;

private:
    Row row_;
    Settings settings_;
};

/// A row that depends on every token of the context, different for nearly every context. Finite, no ties.
std::vector<float> hashed_row(std::span<const inference::Token> context, std::uint32_t vocabulary_size);

/// A model on such stages, with a configuration but no weights.
std::shared_ptr<const inference::Model> fake_model(std::vector<std::shared_ptr<FakeStage>> stages,
                                                   std::uint32_t vocabulary_size, std::uint32_t context_length,
                                                   std::shared_ptr<const inference::Tokenizer> tokenizer = nullptr);

}  // namespace test_support
