#include <QTest>

#include "inference/session.h"
#include "tests/support/failing_allocations.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

/// A token that is decoded as the one before was allocates nothing.
class TokenAllocationsTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open({.layers = false});
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
    }

    void theyAreCounted() {
        const std::uint64_t before = allocations::of_this_thread;
        const auto text = std::make_unique<std::string>(100, 'a');
        QCOMPARE(text->size(), std::size_t{100});
        QCOMPARE(allocations::of_this_thread, before + 2);
    }

    void aTokenAllocatesNothing_data() {
        QTest::addColumn<QString>("device");
        QTest::addColumn<int>("stages");
        QTest::addColumn<float>("temperature");
        QTest::addColumn<int>("topK");
        QTest::addColumn<float>("typical");
        QTest::addColumn<float>("penalty");
        QTest::addColumn<bool>("ahead");
        for (const QString device : {"vulkan", "processor"}) {
            const auto row = [&](const char* name) -> QTestData& {
                return QTest::addRow("%s, %s", qPrintable(device), name) << device;
            };
            row("the likeliest") << 1 << 0.0F << 40 << 1.0F << 1.0F << false;
            row("drawn") << 1 << 0.8F << 40 << 1.0F << 1.0F << false;
            row("typical ones") << 1 << 0.8F << 40 << 0.5F << 1.0F << false;
            row("penalties") << 1 << 0.8F << 40 << 1.0F << 1.1F << false;
            row("from whole rows") << 1 << 0.8F << 0 << 1.0F << 1.0F << false;
            row("two stages") << 2 << 0.8F << 40 << 1.0F << 1.0F << false;
        }
        for (const float temperature : {0.0F, 0.8F})
            QTest::addRow("vulkan, ahead, temperature %g", static_cast<double>(temperature))
                << QString("vulkan") << 1 << temperature << 40 << 1.0F << 1.0F << true;
    }
    void aTokenAllocatesNothing() {
        QFETCH(QString, device);
        QFETCH(int, stages);
        QFETCH(float, temperature);
        QFETCH(int, topK);
        QFETCH(float, typical);
        QFETCH(float, penalty);
        QFETCH(bool, ahead);
        const SamplingSettings sampling{.temperature = temperature,
                                        .top_k = static_cast<std::uint32_t>(topK),
                                        .top_p = 0.95F,
                                        .min_p = 0.01F,
                                        .typical_p = typical,
                                        .repetition_penalty = penalty};
        nothingIsAllocated(device, stages, sampling, {.context_length = 256, .draft_tokens = 0, .goes_ahead = ahead},
                           {});
    }

    /// Looking for guesses where there is none: no two tokens follow each other twice.
    void lookingForGuessesAllocatesNothing() {
        Session::StartOptions options;
        for (Token token = 6; token < 256; ++token) options.replay.push_back(token);
        nothingIsAllocated("vulkan", 1, {.temperature = 0.0F}, {.context_length = 256}, options);
    }

private:
    void nothingIsAllocated(const QString& device, int stages, const SamplingSettings& sampling,
                            const Session::Options& options, const Session::StartOptions& start) {
        const bool on_processor = device == "processor";
        const std::vector<std::uint32_t> layers =
            stages == 1 ? std::vector<std::uint32_t>{2} : std::vector<std::uint32_t>{1, 1};
        const auto file = generated_model({.type = gguf::TensorType::Q8_0});
        const auto model =
            on_processor ? processor_model(file, {.layers = layers}) : device_->load(file, Precision::Fast, layers);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        auto session = Session::open(*model, options).value();
        const std::vector<Token> prompt{1, 2, 3, 4, 5};
        QVERIFY(session->start(prompt, sampling, start).has_value());
        const auto allocated_by = [&](int tokens) {
            // Of this thread alone where a driver has its own: they are its own business.
            const auto count = [&] {
                return on_processor ? allocations::of_all_threads.load() : allocations::of_this_thread;
            };
            const std::uint64_t before = count();
            for (int come = 0; come < tokens;) {
                const auto step = session->advance({});
                if (!step) qFatal("%s", step.error().what.c_str());
                come += static_cast<int>(step->tokens.size());
            }
            return count() - before;
        };
        QVERIFY(allocated_by(20) > 0);  // recordings are made, room is taken
        const std::uint64_t memory = session->memory_bytes();
        // A recording is made anew when the device turns out slower or faster than was thought: now and then.
        std::uint64_t fewest = allocated_by(30);
        for (int round = 0; round < 4 && fewest > 0; ++round) fewest = std::min(fewest, allocated_by(30));
        QCOMPARE(fewest, std::uint64_t{0});
        QCOMPARE(session->memory_bytes(), memory);
        QCOMPARE(session->speculation().drafted, std::uint64_t{0});
        QCOMPARE(session->ahead_counts().taken_over > 30, options.goes_ahead == true);
    }
};

QTEST_GUILESS_MAIN(TokenAllocationsTest)
#include "token_allocations_test.moc"
