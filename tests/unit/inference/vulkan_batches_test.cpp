#include <QTest>

#include <chrono>
#include <optional>

#include "inference/vulkan/vulkan_stage_state.h"
#include "tests/support/batches.h"
#include "tests/support/generated_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

/// Batches on their way through a Vulkan stage: how they are cut and stopped, and that nothing of a stopped one is
/// left.
class VulkanBatchesTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;
    std::shared_ptr<const Model> model_;

    std::unique_ptr<StageState> opened() const { return model_->stages.front()->open(160, CacheType::F16).value(); }

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
        // So much work that the first guess of the device's speed cuts a prompt into several submissions.
        const auto file = generated_model({.type = gguf::TensorType::Q4_0,
                                           .layer_count = 6,
                                           .embedding_length = 512,
                                           .feed_forward_length = 1536,
                                           .head_count = 8,
                                           .kv_head_count = 8,
                                           .head_size = 64,
                                           .vocabulary_size = 2000});
        auto model = device_->load(file, Precision::Fast);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        model_ = std::move(*model);
    }

    /// Whoever stops in the middle of a prompt waits for the submission under way and for no other; what is computed
    /// then has the bits that a state has that was never stopped.
    void aPromptStopsWithinASubmission() {
        const auto tokens = some_tokens(128, 2000);
        const Batch prompt{
            .position = 0, .pass = Pass::Prompt, .tokens = tokens, .activations = {}, .output = Output::AllLogits};
        const auto fresh = opened();
        const auto whole = computed(*fresh, prompt).value().logits;
        const std::uint64_t submissions = dynamic_cast<vulkan::VulkanStageState&>(*fresh).submissions();
        QVERIFY2(submissions >= 3 || !device_->device().capabilities().software,
                 qPrintable(QString::number(submissions)));
        if (submissions < 3) QSKIP("This device is too fast: the prompt has no middle.");

        const auto state = opened();
        auto& counted = dynamic_cast<vulkan::VulkanStageState&>(*state);
        const Ticket stopped = state->submit(prompt).value();
        QVERIFY(!state->submit(prompt).has_value());  // one at a time
        BatchProgress progress;
        while (progress.fraction == 0.0F) progress = state->wait(stopped, std::chrono::seconds(1)).value();
        QVERIFY(!progress.done);
        QCOMPARE(counted.submissions(), std::uint64_t{2});  // the second is under way
        QVERIFY(state->abandon(stopped).has_value());
        QCOMPARE(counted.submissions(), std::uint64_t{2});
        QVERIFY(!state->wait(stopped, std::chrono::seconds(1)).has_value());
        QVERIFY(computed(*state, prompt).value().logits == whole);
    }

    /// The recording of a single token's pass, and what stands in its buffers, outlive a token that was given up.
    void aTokenThatWasGivenUpLeavesNothing_data() {
        QTest::addColumn<Output>("output");
        QTest::newRow("logits") << Output::LastLogits;
        QTest::newRow("candidates") << Output::LastCandidates;
    }
    void aTokenThatWasGivenUpLeavesNothing() {
        QFETCH(Output, output);
        const auto tokens = some_tokens(12, 2000);
        const auto whole = decoded_one_by_one(*opened(), tokens, 0, output);
        const auto state = opened();
        auto numbers = decoded_one_by_one(*state, std::span(tokens).first(7), 0, output);
        const Token other = tokens[7] + 1;
        const Batch given_up{
            .position = 7, .pass = Pass::Decode, .tokens = std::span(&other, 1), .activations = {}, .output = output};
        QVERIFY(state->abandon(state->submit(given_up).value()).has_value());
        const auto rest = decoded_one_by_one(*state, std::span(tokens).subspan(7), 7, output);
        numbers.insert(numbers.end(), rest.begin(), rest.end());
        QVERIFY(numbers == whole);
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(VulkanBatchesTest)
#include "vulkan_batches_test.moc"
