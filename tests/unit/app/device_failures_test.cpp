// Every call of the driver that an answer takes, failing in turn: with the real engine, on a real device.
#include <QTest>

#include <set>

#include "inference/device_engine.h"
#include "tests/support/engine_fixture.h"
#include "tests/support/flaky_vulkan.h"
#include "tests/support/generated_model.h"

using namespace app;
using namespace inference;
using namespace test_support;
using test::FlakyVulkan;

namespace {

constexpr std::uint32_t answer_tokens = 12;

/// A model on vulkan:0, made of the calls that FlakyVulkan counts.
struct RealFixture {
    HeardFromEngine heard;
    EngineSteps steps;

    explicit RealFixture(const std::shared_ptr<const ModelFile>& file)
        : steps({.makeEngine =
                     [] { return create_engine({}, [] { return Machine::look({.replace = FlakyVulkan::install}); }); },
                 .openModel = [file](const std::string&) -> Result<OpenedModel> {
                     return OpenedModel{
                         .file = file, .format = FileFormat::chosen(ChatFormatName::Plain), .identity = "generated"};
                 }},
                heard) {
        steps.load("A", {.device = "vulkan:0"});
        run();
    }
    void run() {
        while (steps.hasWork()) steps.step();
    }
    void answer() {
        Question question;
        question.request = 1;
        question.turns = {{Role::User, "what a device does when it fails"}};
        question.sampling.temperature = 0.0F;
        question.answerLimit = answer_tokens;
        question.memory.contextLength = 64;
        steps.start(std::move(question));
        for (int i = 0; i < 100'000 && steps.hasWork(); ++i) {
            steps.step();
            steps.acknowledge(1);
        }
    }
};

std::shared_ptr<const ModelFile> small_model() {
    auto file = std::make_shared<ModelFile>(*generated_model({.type = gguf::TensorType::Q4_0,
                                                              .layer_count = 1,
                                                              .feed_forward_length = 256,
                                                              .vocabulary_size = FakeTokenizer::size}));
    file->tokenizer = std::make_shared<FakeTokenizer>();
    return file;
}

}  // namespace

class DeviceFailuresTest : public QObject {
    Q_OBJECT
private slots:
    void everyCallOfAnAnswer_data() {
        QTest::addColumn<int>("result");
        QTest::addColumn<QString>("reason");
        QTest::newRow("device lost") << int{VK_ERROR_DEVICE_LOST} << "lost";
        QTest::newRow("out of memory") << int{VK_ERROR_OUT_OF_DEVICE_MEMORY} << "memory";
        QTest::newRow("no memory of the host") << int{VK_ERROR_OUT_OF_HOST_MEMORY} << "memory";
        QTest::newRow("timeout") << int{VK_TIMEOUT} << "";
        QTest::newRow("any other") << int{VK_ERROR_UNKNOWN} << "";
    }
    void everyCallOfAnAnswer() {
        QFETCH(int, result);
        QFETCH(QString, reason);
        const auto file = small_model();
        int calls = 0;
        {
            FlakyVulkan::reset(0, VK_SUCCESS);
            RealFixture f(file);
            const int before = FlakyVulkan::calls();
            f.answer();
            calls = FlakyVulkan::calls() - before;
            QVERIFY2(f.heard.lines.last() == "ended 1 limit", qPrintable(f.heard.lines.join('\n')));
        }
        QCOMPARE(FlakyVulkan::alive(), std::string());
        QVERIFY(calls > 40);
        const int moments = qEnvironmentVariableIsSet("ALTIPLANO_EVERY_CALL") ? calls : 12;
        int anew = 0;
        int failures = 0;
        std::set<std::string> names;
        for (int moment = 0; moment < moments; ++moment) {
            const int call = 1 + moment * (calls - 1) / std::max(moments - 1, 1);
            FlakyVulkan::reset(0, VK_SUCCESS);
            std::string where;
            {
                RealFixture f(file);
                FlakyVulkan::fail_after(call, static_cast<VkResult>(result));
                f.answer();
                where = FlakyVulkan::failed() + ", call " + std::to_string(call);
                names.insert(FlakyVulkan::failed());
                const QStringList lines = f.heard.lines;
                const QString told = QString::fromStdString(where) + '\n' + lines.join('\n');
                QVERIFY2(!FlakyVulkan::failed().empty(), qPrintable(told));
                const bool moved = !lines.filter("placed anew").isEmpty();
                if (lines.last() == "ended 1 limit") {
                    QVERIFY2(f.heard.statistics.answer_tokens == answer_tokens, qPrintable(told));
                } else {  // nothing else than a clear error
                    QVERIFY2(lines.filter("failed 1: ").size() == 1, qPrintable(told));
                    QVERIFY2(!moved, qPrintable(told));
                    ++failures;
                }
                QCOMPARE(lines.filter("text 1").join("").remove("text 1 ").size(), f.heard.allText.size());
                if (moved) {
                    ++anew;
                    QVERIFY2(lines.filter("placed anew for 1: " + reason).size() == 1 && !reason.isEmpty(),
                             qPrintable(told));
                    QVERIFY2(lines.last() == "ended 1 limit", qPrintable(told));
                }
                // Whatever became of that one, the next question is answered.
                f.heard.lines.clear();
                if (!lines.filter("unloaded").isEmpty()) continue;
                f.answer();
                QVERIFY2(f.heard.lines.last() == "ended 1 limit", qPrintable(told));
            }
            QCOMPARE(FlakyVulkan::alive() + " alive after " + where, " alive after " + where);
        }
        QVERIFY2(names.size() >= 3, "too few kinds of calls failed");
        if (!reason.isEmpty()) QVERIFY2(anew >= moments / 2, qPrintable(QString::number(anew)));
        if (reason.isEmpty()) QCOMPARE(anew, 0);
        if (result == VK_ERROR_DEVICE_LOST) QCOMPARE(failures, 0);
    }
};
QTEST_GUILESS_MAIN(DeviceFailuresTest)
#include "device_failures_test.moc"
