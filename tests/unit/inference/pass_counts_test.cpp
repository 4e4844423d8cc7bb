#include <QTest>

#include <optional>

#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr std::uint32_t tokens_made = 4;

/// What the matrices that a token meets take in the file.
double matrix_bytes(const ModelFile& file) {
    double sum = 0;
    const auto add = [&](const gguf::TensorInfo* tensor) { sum += static_cast<double>(tensor->bytes); };
    for (const LayerWeights& layer : file.weights.layers)
        for (const auto* tensor : {layer.query, layer.key, layer.value, layer.output, layer.gate, layer.up, layer.down})
            add(tensor);
    add(file.weights.head);
    return sum;
}

double bytes_of(const PassProfile& profile, std::initializer_list<std::string_view> names) {
    double sum = 0;
    for (const StepProfile& step : profile.steps)
        for (const std::string_view name : names)
            if (step.name == name) sum += step.bytes;
    return sum;
}

}  // namespace

/// What a token costs on a Vulkan device, counted from what was recorded: no figure of these may grow unseen.
class PassCountsTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;

    /// Of some tokens decoded one by one.
    PassProfile profile_of(const GeneratedShape& shape, std::shared_ptr<const ModelFile>* file = nullptr,
                           bool goes_ahead = false) {
        const auto made = generated_model(shape);
        if (file != nullptr) *file = made;
        const auto model = device_->load(made, Precision::Fast);
        if (!model) qFatal("%s", model.error().what.c_str());
        auto session = Session::open(*model, {.context_length = 64, .draft_tokens = 0, .goes_ahead = goes_ahead});
        if (!session) qFatal("%s", session.error().what.c_str());
        const std::vector<Token> prompt{1, 2, 3, 4, 5};
        if (auto started = (*session)->start(prompt, {.temperature = 0.0F}); !started)
            qFatal("%s", started.error().what.c_str());
        const auto advance = [&](std::uint32_t count) {
            for (std::uint32_t come = 0; come < count;) {
                const auto step = (*session)->advance({});
                if (!step) qFatal("%s", step.error().what.c_str());
                come += static_cast<std::uint32_t>(step->tokens.size());
            }
        };
        advance(1);
        (*session)->begin_profile();
        advance(tokens_made);
        const auto profiles = (*session)->take_profile();
        // Ended: what comes now is in none.
        advance(1);
        if (profiles.size() != 1 || !(*session)->take_profile()[0].steps.empty()) qFatal("not one profile, once");
        return profiles[0];
    }

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
    }
    void cleanup() { QCOMPARE(QString::fromStdString(device_->first_message()), QString()); }

    void aTokenTakesFiveDispatchesALayer_data() {
        QTest::addColumn<int>("type");
        using enum gguf::TensorType;
        for (const auto type : {F16, Q4_0, Q8_0, Q3_K, Q6_K, IQ4_XS})
            QTest::newRow(gguf::layout_of(type)->name.data()) << static_cast<int>(type);
    }
    void aTokenTakesFiveDispatchesALayer() {
        QFETCH(int, type);
        constexpr std::uint32_t layers = 3;
        std::shared_ptr<const ModelFile> file;
        const PassProfile profile = profile_of({.type = static_cast<gguf::TensorType>(type),
                                                .layer_count = layers,
                                                .embedding_length = 256,
                                                .feed_forward_length = 512,
                                                .head_size = 64,
                                                .vocabulary_size = 2048},
                                               &file);
        QCOMPARE(profile.passes, tokens_made);
        // Embedding, head, best candidates; and a barrier behind each dispatch.
        // A slow device cuts a step now and then.
        QCOMPARE(profile.dispatches, tokens_made * (5 * layers + 3) + profile.cuts);
        QCOMPARE(profile.barriers, profile.dispatches);
        QCOMPARE(profile.steps.size(), 8U);
        for (const StepProfile& step : profile.steps)
            QVERIFY(step.count == tokens_made || step.count == tokens_made * layers);
        const double read =
            bytes_of(profile, {"query, key, value", "attention output", "gate, up", "down", "head"}) / tokens_made;
        const double weights = matrix_bytes(*file);
        QVERIFY2(read >= weights && read <= 1.03 * weights,
                 qPrintable(QString("%1 bytes are read, the file has %2").arg(read).arg(weights)));
        QVERIFY(profile.timed);
        double seconds = 0;
        for (const StepProfile& step : profile.steps) {
            QVERIFY(step.seconds > 0);
            seconds += step.seconds;
        }
        QVERIFY(seconds <= profile.seconds);
    }

    /// The guess of the next token is made in the dispatch of the candidates.
    void aGuessTakesNoDispatch() {
        const PassProfile profile = profile_of({.layer_count = 3}, nullptr, true);
        QCOMPARE(profile.passes, tokens_made);
        QCOMPARE(profile.dispatches, tokens_made * (5 * 3 + 3) + profile.cuts);
        QCOMPARE(profile.barriers, profile.dispatches);
    }

    void gateAndUpOfTwoTypesStayOne() {
        const PassProfile profile =
            profile_of({.type = gguf::TensorType::F16, .types = {{"ffn_up", gguf::TensorType::Q8_0}}});
        QCOMPARE(profile.dispatches, tokens_made * (5 * 2 + 3) + profile.cuts);
        QCOMPARE(profile.barriers, profile.dispatches);
    }

    void stagesOfOneDeviceShareTheCounts() {
        const auto model = device_->load(generated_model({.layer_count = 4}), Precision::Fast, std::array{1U, 3U});
        QVERIFY(model);
        for (const auto& stage : (*model)->stages) {
            const auto read = stage->measure_plain_read();
            QVERIFY(read);
            QVERIFY(*read > 1e6);
        }
        auto session = Session::open(*model, {.context_length = 64, .draft_tokens = 0});
        QVERIFY(session);
        QVERIFY((*session)->start(std::vector<Token>{1}, {.temperature = 0.0F}));
        (*session)->begin_profile();
        for (std::size_t come = 0; come < 2;) {
            const auto step = (*session)->advance({});
            QVERIFY(step);
            come += step->tokens.size();
        }
        const auto profiles = (*session)->take_profile();
        QCOMPARE(profiles.size(), 2U);
        // The second token's pass decodes; the first one's reads the prompt, with the same steps.
        QCOMPARE(profiles[0].dispatches, 2 * (5 * 1 + 1) + profiles[0].cuts);
        QCOMPARE(profiles[1].dispatches, 2 * (5 * 3 + 3) + profiles[1].cuts);
    }
};

QTEST_GUILESS_MAIN(PassCountsTest)
#include "pass_counts_test.moc"
