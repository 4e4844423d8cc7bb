#include "ui/controllers/settings_controller.h"

#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <limits>

#include "ui/controllers/system_theme.h"
#include "ui/demo/demo_ports.h"

using namespace ui;

class SettingsControllerTest : public QObject {
    Q_OBJECT

    struct Fixture {
        demo::DemoPorts demo;
        SystemTheme theme;
        SettingsController settings{&demo.settings, &demo.engine, &theme};
        const Settings& saved = demo.settings.settings;
    };

private slots:
    // No portal: what the desktop asks for is set by hand.
    void initTestCase() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

    void everyChangeIsSavedOnce() {
        Fixture it;
        QSignalSpy changed(&it.settings, &SettingsController::changed);
        it.settings.setTemperature(0.5);
        QCOMPARE(it.demo.settings.saves, 1);
        QCOMPARE(it.saved.answer.temperature, 0.5);
        QCOMPARE(changed.size(), 1);
        it.settings.setTemperature(0.5);
        QCOMPARE(it.demo.settings.saves, 1);
        it.settings.setSystemPrompt("Answer briefly.");
        it.settings.setSideBarVisible(false);
        it.settings.setTheme(SettingsController::Dark);
        it.settings.setDevice("vulkan:1");
        it.settings.setLastModelId("model");
        it.settings.setLastConversationId("conversation");
        QCOMPARE(it.demo.settings.saves, 7);
        QCOMPARE(it.saved, it.settings.current());
        QCOMPARE(it.saved.systemPrompt, "Answer briefly.");
        QCOMPARE(it.saved.theme, ThemeChoice::Dark);
        QCOMPARE(it.saved.device, "vulkan:1");
        QVERIFY(!it.saved.sideBarVisible);
        QCOMPARE(it.saved.lastModelId, "model");
        QCOMPARE(it.saved.lastConversationId, "conversation");
    }

    void stopTextsAreLines() {
        Fixture it;
        it.settings.setStopTexts("###\n\n User: \n");
        QCOMPARE(it.saved.answer.stopTexts, (QStringList{"###", " User: "}));
        QCOMPARE(it.settings.stopTexts(), "###\n User: ");
        it.settings.setStopTexts({});
        QVERIFY(it.saved.answer.stopTexts.isEmpty());
    }

    void advancedNumbersAreBroughtIntoRange() {
        Fixture it;
        struct Case {
            void (SettingsController::*set)(double);
            double (SettingsController::*get)() const;
            double least, most;
        };
        for (const Case& one :
             {Case{&SettingsController::setMinP, &SettingsController::minP, 0, 1},
              Case{&SettingsController::setTypicalP, &SettingsController::typicalP, 0.01, 1},
              Case{&SettingsController::setRepetitionPenalty, &SettingsController::repetitionPenalty, 0.5, 2},
              Case{&SettingsController::setPresencePenalty, &SettingsController::presencePenalty, -2, 2},
              Case{&SettingsController::setFrequencyPenalty, &SettingsController::frequencyPenalty, -2, 2},
              Case{&SettingsController::setDiskCacheGigabytes, &SettingsController::diskCacheGigabytes, 0, 64},
              Case{&SettingsController::setMemoryCacheGigabytes, &SettingsController::memoryCacheGigabytes, 0, 16}}) {
            (it.settings.*one.set)(1000);
            QCOMPARE((it.settings.*one.get)(), one.most);
            (it.settings.*one.set)(-1000);
            QCOMPARE((it.settings.*one.get)(), one.least);
            (it.settings.*one.set)(std::nan(""));
            QCOMPARE((it.settings.*one.get)(), one.least);
        }
        it.settings.setPenaltyWindow(1 << 30);
        QCOMPARE(it.settings.penaltyWindow(), 4096);
        it.settings.setPenaltyWindow(-1);
        QCOMPARE(it.settings.penaltyWindow(), 0);
    }

    void biasesAreLines() {
        Fixture it;
        it.settings.setLogitBias(" 13 = -2.5\n\n7=-inf\n");
        const QList<TokenBias> expected{{13, -2.5}, {7, -std::numeric_limits<double>::infinity()}};
        QVERIFY(it.saved.answer.logitBias == expected);
        QCOMPARE(it.settings.logitBias(), "13 = -2.5\n7 = -inf");
        QCOMPARE(it.settings.logitBiasProblem(), QString());
        for (const char* wrong : {"1 = 2\nllama", "1 = 2\n= 3", "1 = 2\n-1 = 3", "1 = 2\n3 = inf", "1 = 2\n3 = nan",
                                  "1 = 2\n3 = 4 = 5", "1 = 2\n99999999999 = 1", "1 = 2\n1.5 = 1", "1 = 2\n3 = "}) {
            it.settings.setLogitBias(wrong);
            QVERIFY(it.saved.answer.logitBias == expected);
            QVERIFY2(it.settings.logitBiasProblem().startsWith("Line 2 "), wrong);
        }
        it.settings.setLogitBias({});
        QVERIFY(it.saved.answer.logitBias.isEmpty());
        QCOMPARE(it.settings.logitBiasProblem(), QString());
    }

    void resetTouchesTheAdvancedPartAlone() {
        Fixture it;
        QVERIFY(it.settings.advancedAreDefaults());
        it.settings.setTemperature(0.5);
        it.settings.setSystemPrompt("Answer briefly.");
        it.settings.setThreads("3");
        QVERIFY(it.settings.advancedAreDefaults());
        Settings kept = it.settings.current();
        it.settings.setMinP(0.25);
        it.settings.setTypicalP(0.5);
        it.settings.setRepetitionPenalty(1.5);
        it.settings.setPresencePenalty(1);
        it.settings.setFrequencyPenalty(-1);
        it.settings.setPenaltyWindow(7);
        it.settings.setLogitBias("1 = 2");
        it.settings.setStopTexts("###");
        it.settings.setReproducible(true);
        it.settings.setSmallCache(true);
        it.settings.setDiskCacheGigabytes(0);
        it.settings.setMemoryCacheGigabytes(0.5);
        QVERIFY(!it.settings.advancedAreDefaults());
        const AnswerSettings answer = it.settings.answerSettings({});
        QCOMPARE(answer.minP, 0.25);
        QVERIFY(answer.reproducible);
        QCOMPARE(answer.cacheType, CacheType::Q8_0);
        QVERIFY(it.settings.smallCache());
        QCOMPARE(it.saved.caches.diskBytes, 0);
        QCOMPARE(it.saved.caches.memoryBytes, qint64{1} << 29);
        it.settings.setLogitBias("nonsense");
        QSignalSpy caches(&it.settings, &SettingsController::cachesChanged);
        it.settings.resetAdvanced();
        QCOMPARE(it.saved, kept);
        QVERIFY(it.settings.logitBiasProblem().isEmpty());
        QCOMPARE(caches.size(), 1);
    }

    void aFormatIsChosenForAModel() {
        Fixture it;
        it.settings.setChatFormat("one", "chatml");
        QCOMPARE(it.settings.answerSettings("one").chatFormat, "chatml");
        QCOMPARE(it.settings.answerSettings("other").chatFormat, QString());
        QCOMPARE(it.saved.chatFormats.size(), 1);
        it.settings.setChatFormat("one", {});
        QVERIFY(it.saved.chatFormats.isEmpty());
        QCOMPARE(it.settings.answerSettings("one").chatFormat, QString());
    }

    void numbersAreBroughtIntoRange() {
        Fixture it;
        it.settings.setTemperature(9);
        QCOMPARE(it.settings.temperature(), 2.0);
        it.settings.setTemperature(-1);
        QCOMPARE(it.settings.temperature(), 0.0);
        it.settings.setTemperature(std::nan(""));
        QCOMPARE(it.settings.temperature(), 0.0);
        it.settings.setTopP(0);
        QCOMPARE(it.settings.topP(), 0.01);
        it.settings.setTopP(std::nan(""));
        QCOMPARE(it.settings.topP(), 0.01);
        it.settings.setTopK(0);
        QCOMPARE(it.settings.topK(), 0);
        it.settings.setTopK(1000);
        QCOMPARE(it.settings.topK(), 256);
        it.settings.setTopK(-3);
        QCOMPARE(it.settings.topK(), 0);
        it.settings.setAnswerLimit(1);
        QCOMPARE(it.settings.answerLimit(), 16);
        it.settings.setContextLength(1);
        QCOMPARE(it.settings.contextLength(), 256);
        it.settings.setContextLength(1 << 30);
        QCOMPARE(it.settings.contextLength(), 131072);
        // A field that holds what was not taken is told to look again.
        QSignalSpy changed(&it.settings, &SettingsController::changed);
        it.settings.setContextLength(1 << 29);
        QCOMPARE(changed.size(), 1);
    }

    void whatWasKeptIsBroughtIntoRangeToo() {
        demo::DemoPorts demo;
        AnswerSettings& kept = demo.settings.settings.answer;
        kept.temperature = std::nan("");
        kept.topK = 9999;
        kept.topP = -1;
        kept.contextLength = 0;
        kept.minP = std::nan("");
        kept.repetitionPenalty = 100;
        demo.settings.settings.caches.diskBytes = -5;
        const SettingsController settings(&demo.settings, &demo.engine, nullptr);
        QCOMPARE(settings.temperature(), 0.8);
        QCOMPARE(settings.minP(), 0.0);
        QCOMPARE(settings.repetitionPenalty(), 2.0);
        QCOMPARE(settings.diskCacheGigabytes(), 0.0);
        QCOMPARE(settings.topK(), 256);
        QCOMPARE(settings.topP(), 0.01);
        QCOMPARE(settings.contextLength(), 256);
        QCOMPARE(demo.settings.saves, 0);
    }

    void aSeedIsAWholeNumberOrNothing() {
        Fixture it;
        QCOMPARE(it.settings.seed(), QString());
        it.settings.setSeed(" 18446744073709551615 ");
        QCOMPARE(it.settings.seed(), "18446744073709551615");
        for (const char* refused : {"llama", "-1", "1.5", "18446744073709551616", "1 2"}) {
            it.settings.setSeed(refused);
            QCOMPARE(it.settings.seed(), "18446744073709551615");
        }
        it.settings.setSeed("0");
        QCOMPARE(it.saved.answer.seed, std::optional<quint64>(0));
        it.settings.setSeed("  ");
        QCOMPARE(it.saved.answer.seed, std::optional<quint64>());
    }

    void threadsAreANumberOrAutomatic() {
        Fixture it;
        QSignalSpy threads(&it.settings, &SettingsController::threadsChanged);
        QCOMPARE(it.settings.threads(), QString());
        it.settings.setThreads(" 3 ");
        QCOMPARE(it.saved.threads, 3);
        for (const char* refused : {"llama", "-1", "0", "1.5", "99999999999"}) {
            it.settings.setThreads(refused);
            QCOMPARE(it.settings.threads(), "3");
        }
        QCOMPARE(threads.size(), 1);
        it.settings.setThreads("5000");
        QCOMPARE(it.settings.threads(), "1024");
        it.settings.setThreads("  ");
        QCOMPARE(it.saved.threads, 0);
        QCOMPARE(it.settings.threads(), QString());
        QCOMPARE(threads.size(), 3);
    }

    void devicesAreListed() {
        Fixture it;
        QSignalSpy devices(&it.settings, &SettingsController::devicesChanged);
        it.demo.engine.findDevices();
        QTRY_COMPARE(devices.size(), 1);
        QCOMPARE(it.settings.devices().size(), it.demo.engine.devices.size());
        const QVariantMap automatic = it.settings.devices()[0].toMap();
        QCOMPARE(automatic["selector"].toString(), "auto");
        QCOMPARE(automatic["name"].toString(), "Automatic");
        const QVariantMap last = it.settings.devices().last().toMap();
        QVERIFY(!last["usable"].toBool());
        QVERIFY(!last["reason"].toString().isEmpty());
        QSignalSpy device(&it.settings, &SettingsController::deviceChanged);
        it.settings.setDevice("vulkan:1");
        it.settings.setDevice("vulkan:1");
        QCOMPARE(device.size(), 1);
    }

    void darkFollowsTheDesktopUnlessChosen() {
        Fixture it;
        QSignalSpy dark(&it.settings, &SettingsController::darkChanged);
        QVERIFY(!it.settings.dark());
        it.theme.setColourScheme(1U);
        QVERIFY(it.settings.dark());
        QCOMPARE(dark.size(), 1);
        it.settings.setTheme(SettingsController::Light);
        QVERIFY(!it.settings.dark());
        QVERIFY(it.settings.systemDark());
        QCOMPARE(dark.size(), 2);
        it.settings.setTheme(SettingsController::Dark);
        QVERIFY(it.settings.dark());
        it.theme.setColourScheme(0U);
        QVERIFY(it.settings.dark());
        it.settings.setTheme(SettingsController::System);
        QVERIFY(!it.settings.dark());
    }
};
QTEST_GUILESS_MAIN(SettingsControllerTest)
#include "settings_controller_test.moc"
