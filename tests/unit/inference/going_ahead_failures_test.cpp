#include <QTest>

#include <set>

#include "inference/session.h"
#include "tests/support/batches.h"
#include "tests/support/flaky_vulkan.h"
#include "tests/support/generated_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;
using test::FlakyVulkan;

namespace {

std::unique_ptr<Session> opened(const std::shared_ptr<const Model>& model) {
    return Session::open(model, {.context_length = 64, .draft_tokens = 0, .goes_ahead = true}).value();
}

Result<void> advance(Session& session, std::vector<Token>& tokens, std::size_t count) {
    for (std::size_t come = 0; come < count; ++come) {
        const auto step = session.advance({});
        if (!step) return std::unexpected(step.error());
        tokens.insert(tokens.end(), step->tokens.begin(), step->tokens.end());
    }
    return {};
}

/// Tokens while passes are taken over, one is abandoned, and others begin.
Result<std::vector<Token>> go_on(Session& session) {
    std::vector<Token> tokens;
    if (auto made = advance(session, tokens, 3); !made) return std::unexpected(made.error());
    if (auto rewound = session.rewind(12); !rewound) return std::unexpected(rewound.error());
    if (auto made = advance(session, tokens, 3); !made) return std::unexpected(made.error());
    return tokens;
}

}  // namespace

/// A driver that fails while a pass is under way that nobody asked for yet.
class GoingAheadFailuresTest : public QObject {
    Q_OBJECT
private slots:
    void anyCallMayFail_data() {
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("kind");
        QTest::newRow("device lost") << int{VK_ERROR_DEVICE_LOST} << static_cast<int>(ErrorKind::DeviceLost);
        QTest::newRow("out of memory") << int{VK_ERROR_OUT_OF_DEVICE_MEMORY}
                                       << static_cast<int>(ErrorKind::OutOfMemory);
    }
    void anyCallMayFail() {
        QFETCH(int, result);
        QFETCH(int, kind);
        FlakyVulkan::reset(0, VK_SUCCESS);
        const auto file = generated_model({.type = gguf::TensorType::Q4_0, .layer_count = 1});
        const auto prompt = some_tokens(9, 300);
        {
            const auto device = ValidatedDevice::open({.layers = false, .replace = FlakyVulkan::install}).value();
            const auto model = device.load(file, Precision::Fast).value();
            const auto begun = [&] {
                auto session = opened(model);
                std::vector<Token> tokens;
                if (!session->start(prompt, {.top_k = 100, .seed = 5}) || !advance(*session, tokens, 8))
                    qFatal("the session does not begin");
                return session;
            };
            begun();  // kernels are compiled
            const auto sound = begun();
            const int before = FlakyVulkan::calls();
            const auto expected = go_on(*sound).value();
            const int calls = FlakyVulkan::calls() - before;
            QVERIFY(calls > 10);
            QVERIFY(sound->ahead_counts().taken_over > 3);
            std::set<std::string> told;
            std::set<std::string> harmless;
            for (int call = 1; call <= calls; ++call) {
                const auto session = begun();
                FlakyVulkan::fail_after(call, static_cast<VkResult>(result));
                const auto outcome = go_on(*session);
                const std::string name = FlakyVulkan::failed();
                QVERIFY2(!name.empty(), qPrintable(QString("call %1 of %2").arg(call).arg(calls)));
                if (outcome) {
                    // The submission ahead: the token is then asked for as ever.
                    QCOMPARE(*outcome, expected);
                    harmless.insert(name);
                } else {
                    QVERIFY2(outcome.error().kind == static_cast<ErrorKind>(kind), outcome.error().what.c_str());
                    told.insert(name);
                }
            }
            QVERIFY(harmless.contains("QueueSubmit"));
            QVERIFY(told.contains("QueueSubmit") && told.contains("WaitSemaphores"));
        }
        QCOMPARE(FlakyVulkan::alive(), std::string());
    }
};
QTEST_GUILESS_MAIN(GoingAheadFailuresTest)
#include "going_ahead_failures_test.moc"
