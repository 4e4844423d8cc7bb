#pragma once
#include <memory>
#include <utility>
#include <vector>

#include "inference/engine.h"
#include "inference/stage.h"
#include "inference/stage_tuning.h"

namespace test_support {

/// A real stage that is listened to: what each batch was, and the logits that came of it.
class ListeningStage : public inference::Stage {
public:
    struct Heard {
        std::uint32_t position = 0;
        std::uint32_t tokens = 0;
        inference::Pass pass = inference::Pass::Decode;
        std::vector<float> logits;
    };
    using Record = std::vector<Heard>;  // in order, of all states

    explicit ListeningStage(std::shared_ptr<inference::Stage> stage) : stage_(std::move(stage)) {}

    inference::StageKind kind() const override { return stage_->kind(); }
    std::uint32_t first_layer() const override { return stage_->first_layer(); }
    std::uint32_t layer_count() const override { return stage_->layer_count(); }
    std::uint64_t weights_bytes() const override { return stage_->weights_bytes(); }
    inference::Result<double> measure_plain_read() override { return stage_->measure_plain_read(); }
    inference::Result<std::unique_ptr<inference::StageState>> open(std::uint32_t cache_length,
                                                                   inference::CacheType type) override {
        auto state = stage_->open(cache_length, type);
        if (!state) return std::unexpected(std::move(state.error()));
        return std::make_unique<State>(std::move(*state), record);
    }

    inference::Result<std::unique_ptr<inference::StageTuning>> begin_tuning() override { return nullptr; }

    const std::shared_ptr<Record> record = std::make_shared<Record>();

private:
    class State : public inference::StageState {
    public:
        State(std::unique_ptr<inference::StageState> state, std::shared_ptr<Record> record)
            : state_(std::move(state)), record_(std::move(record)) {}

        std::uint32_t cache_length() const override { return state_->cache_length(); }
        std::uint32_t prompt_tokens_limit() const override { return state_->prompt_tokens_limit(); }
        std::uint64_t memory_bytes() const override { return state_->memory_bytes(); }
        inference::Result<inference::Ticket> submit(const inference::Batch& batch) override {
            under_way_ = {batch.position, static_cast<std::uint32_t>(batch.tokens.size()), batch.pass, {}};
            return state_->submit(batch);
        }
        inference::Result<inference::BatchProgress> wait(inference::Ticket ticket,
                                                         std::chrono::nanoseconds deadline) override {
            return state_->wait(ticket, deadline);
        }
        inference::Result<void> take(inference::Ticket ticket, inference::BatchResult& result) override {
            auto taken = state_->take(ticket, result);
            under_way_.logits = result.logits;
            record_->push_back(under_way_);
            return taken;
        }
        std::uint32_t cache_parts() const override { return state_->cache_parts(); }
        std::uint64_t cache_part_bytes(std::uint32_t positions) const override {
            return state_->cache_part_bytes(positions);
        }
        inference::Result<void> read_cache_part(std::uint32_t part, std::uint32_t positions,
                                                std::span<std::byte> out) override {
            return state_->read_cache_part(part, positions, out);
        }
        inference::Result<void> write_cache_part(std::uint32_t part, std::uint32_t positions,
                                                 std::span<const std::byte> bytes) override {
            return state_->write_cache_part(part, positions, bytes);
        }
        void begin_profile() override { state_->begin_profile(); }
        inference::PassProfile take_profile() override { return state_->take_profile(); }
        inference::Result<void> abandon(inference::Ticket ticket) override { return state_->abandon(ticket); }

    private:
        std::unique_ptr<inference::StageState> state_;
        std::shared_ptr<Record> record_;
        Heard under_way_;  // a stage works on one batch at a time
    };

    std::shared_ptr<inference::Stage> stage_;
};

}  // namespace test_support
