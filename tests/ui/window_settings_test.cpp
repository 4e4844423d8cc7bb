// The settings in the real window, worked by the keyboard: the advanced part opens, takes what is in range, says what
// is not, and goes back to its defaults.
#include <QTest>

#include "tests/support/window_driver.h"

class WindowSettingsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowDriver> window_;
    const ui::AnswerSettings& saved() const { return window_->ports.settings.settings.answer; }
    void focus(const QString& name) const {
        QQuickItem* item = window_->item(name);
        QVERIFY2(item, qPrintable(name));
        item->forceActiveFocus(Qt::TabFocusReason);
        window_->settle();
    }
    /// Whether it lies within the dialog's view, not scrolled away.
    bool inView(const QString& name) const {
        QQuickItem* item = window_->item(name);
        const QPointF top = item ? item->mapToScene({0, 0}) : QPointF(0, -1);
        return top.y() > 0 && top.y() + item->height() < window_->quickWindow()->height();
    }
    /// The field beside a slider of the same name is the later of the two.
    void write(const QString& name, const QString& text) {
        focus(name);
        window_->press(QStringLiteral("Ctrl+A"));
        window_->type(text);
        window_->press(QStringLiteral("Tab"));
    }

    void openAdvanced() {
        focus(QStringLiteral("Advanced, hidden"));
        window_->press(QStringLiteral("Space"));
        window_->settle();
        QVERIFY(window_->item(QStringLiteral("Advanced, shown")));
    }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        window_ = std::make_unique<WindowDriver>();
        window_->prepareExamples();
        QVERIFY(window_->open());
        window_->press(QStringLiteral("Ctrl+,"));
        window_->settle();
    }
    void cleanup() { window_.reset(); }

    void isClosedAtFirst() {
        QVERIFY(!window_->item(QStringLiteral("Min-p")));
        QVERIFY(!window_->item(QStringLiteral("Stop texts")));
        openAdvanced();
        QVERIFY(inView(QStringLiteral("Min-p")));
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(QStringLiteral("Temperature")));
        window_->press(QStringLiteral("Ctrl+,"));
        window_->settle();
        QVERIFY(!window_->item(QStringLiteral("Min-p")));
    }

    void whatIsTypedIsSaved() {
        openAdvanced();
        write(QStringLiteral("Min-p"), QStringLiteral("0.05"));
        QCOMPARE(saved().minP, 0.05);
        write(QStringLiteral("Typical"), QStringLiteral("0.9"));
        QCOMPARE(saved().typicalP, 0.9);
        write(QStringLiteral("Repetition penalty"), QStringLiteral("9"));  // brought into its range
        QCOMPARE(saved().repetitionPenalty, 2.0);
        write(QStringLiteral("Presence penalty"), QStringLiteral("-0.5"));
        QCOMPARE(saved().presencePenalty, -0.5);
        write(QStringLiteral("Frequency penalty"), QStringLiteral("llama"));  // not taken
        QCOMPARE(saved().frequencyPenalty, 0.0);
        write(QStringLiteral("Penalty window"), QStringLiteral("128"));
        QCOMPARE(saved().penaltyWindow, 128);
        write(QStringLiteral("Stop texts"), QStringLiteral("###"));
        QCOMPARE(saved().stopTexts, QStringList{QStringLiteral("###")});
        QVERIFY(inView(QStringLiteral("Stop texts")));  // the view follows the keyboard
        QVERIFY(window_->click(QStringLiteral("Reproducible, On")));
        QVERIFY(saved().reproducible);
        write(QStringLiteral("Kept on disk"), QStringLiteral("0"));
        QCOMPARE(window_->ports.settings.settings.caches.diskBytes, 0);
        QTRY_COMPARE(window_->ports.engine.cacheBudget->diskBytes, 0);
        QVERIFY(window_->click(QStringLiteral("Conversation memory, Q8_0")));
        QCOMPARE(saved().cacheType, ui::CacheType::Q8_0);

        focus(QStringLiteral("Reset advanced settings"));
        window_->press(QStringLiteral("Space"));
        QCOMPARE(saved().minP, 0.0);
        QVERIFY(saved().stopTexts.isEmpty() && !saved().reproducible);
        QCOMPARE(saved().cacheType, ui::CacheType::F16);
        QCOMPARE(window_->ports.settings.settings.caches, ui::CacheBudget());
        window_->press(QStringLiteral("Esc"));  // which takes what stands in the fields
        QTRY_VERIFY(!window_->item(QStringLiteral("Advanced, shown")));
        QVERIFY(saved().stopTexts.isEmpty());
    }

    void threadsStandBesideTheDevice() {
        const ui::Settings& settings = window_->ports.settings.settings;
        write(QStringLiteral("Threads"), QStringLiteral("3"));
        QCOMPARE(settings.threads, 3);
        write(QStringLiteral("Threads"), QStringLiteral("many"));
        QCOMPARE(settings.threads, 3);
        QCOMPARE(window_->item(QStringLiteral("Threads"))->property("text").toString(), "3");
        focus(QStringLiteral("Threads"));
        for (const char* key : {"Ctrl+A", "Del", "Tab"}) window_->press(QString::fromLatin1(key));
        QCOMPARE(settings.threads, 0);
    }

    /// The setting stands for other models too, so it is left as it is.
    void whatTheModelHoldsStandsBesideTheContext() {
        QVERIFY(window_->item(QStringLiteral("Tokens kept in mind; more take more memory")));
        window_->models().choose(window_->ports.library.models.last().id);
        const QString words = QStringLiteral("Tokens kept in mind; Cria holds 512");
        QTRY_VERIFY(window_->item(words));
        QCOMPARE(window_->item(QStringLiteral("Context"))->property("text").toString(), "4,096");
        QCOMPARE(saved().contextLength, 4096);
        write(QStringLiteral("Context"), QStringLiteral("512"));  // which it does hold
        QCOMPARE(saved().contextLength, 512);
        QVERIFY(!window_->item(words));
    }

    void aLineThatIsNoBiasIsPointedAt() {
        openAdvanced();
        const QString problem = QStringLiteral("Line 1 is not a token, = and a number, such as 13 = -2.5");
        write(QStringLiteral("Token biases"), QStringLiteral("llama"));
        QVERIFY(window_->item(problem));
        QVERIFY(saved().logitBias.isEmpty());
        write(QStringLiteral("Token biases"), QStringLiteral("13 = -2.5"));
        QVERIFY(!window_->item(problem));
        QVERIFY((saved().logitBias == QList<ui::TokenBias>{{13, -2.5}}));
    }

    void anAnswerIsAskedForWithThem() {
        openAdvanced();
        write(QStringLiteral("Min-p"), QStringLiteral("0.05"));
        window_->press(QStringLiteral("Esc"));
        window_->openConversation(QStringLiteral("hum"));
        window_->chat().send(QStringLiteral("Hello"));
        QTRY_COMPARE(window_->ports.engine.lastSettings.minP, 0.05);
        QCOMPARE(window_->ports.engine.lastConversation, "hum");
    }
};
QTEST_MAIN(WindowSettingsTest)
#include "window_settings_test.moc"
