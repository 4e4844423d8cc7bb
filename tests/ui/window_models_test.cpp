// The model menu in the real window: choosing keeps the conversation, loading can be given up, errors are
// seen.
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

#include "tests/support/followed_links.h"
#include "tests/support/window_driver.h"

namespace {

/// What a screen reader says of it: with it how fast it would be, and what it would take.
const QString row7B =
    QStringLiteral("7B, LLaMA 7B, Q4_0, 3.8 GB, ready, 76 tokens per second, GeForce RTX 3060: 6.1 GB of 11.7 GB");

}  // namespace

class WindowModelsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowDriver> window_;

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        window_ = std::make_unique<WindowDriver>();
    }
    void cleanup() { window_.reset(); }

    void choosingKeepsTheConversation() {
        window_->prepareExamples();
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("sorting"));
        const int messages = window_->chat().messages()->count();
        QVERIFY(window_->click(QStringLiteral("Model: LLaMA 13B Q4_0")));
        QVERIFY(window_->click(row7B));
        QTRY_COMPARE(window_->models().currentName(), "LLaMA 7B");
        QTRY_VERIFY(window_->models().loaded());
        QTRY_VERIFY(window_->item(QStringLiteral("Model: LLaMA 7B Q4_0")));
        QVERIFY(!window_->item(QStringLiteral("Show models folder")));
        QCOMPARE(window_->chat().conversationId(), "sorting");
        QCOMPARE(window_->chat().messages()->count(), messages);
    }

    void aLoadIsShownAndGivenUp() {
        window_->prepareExamples();
        window_->ports.engine.behaviour.holdLoadAt = 0.5;
        QVERIFY(window_->open());
        QTRY_COMPARE(window_->models().loadFraction(), 0.5);
        window_->settle();
        QVERIFY(window_->click(QStringLiteral("Model: LLaMA 13B loading, 50 %")));
        QVERIFY(window_->click(QStringLiteral("Cancel 13B")));
        QTRY_VERIFY(!window_->models().loading());
        QVERIFY(window_->item(QStringLiteral("Choose a model to talk to")));
    }

    /// Weights are there, and the graphics driver takes its time.
    void kernelsThatAreCompiledAreTold() {
        window_->prepareExamples();
        window_->ports.engine.behaviour.holdLoadAt = 0.95;
        window_->ports.engine.behaviour.compiles = true;
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->item(QStringLiteral("Preparing the GPU's kernels, 95 %")));
        window_->models().cancel();
        window_->ports.engine.behaviour.holdLoadAt = -1;
        window_->models().choose(window_->ports.library.models.at(1).id);
        QTRY_VERIFY(window_->models().loaded());
        QVERIFY(!window_->models().compiling());

        window_->ports.engine.behaviour.promptMilliseconds = 60'000;
        window_->chat().send(QStringLiteral("Hello"));
        const QString preparing = QStringLiteral("Preparing the GPU's kernels, the first time only");
        QTRY_VERIFY(window_->item(preparing));
        window_->ports.engine.compilingKernels(false);
        window_->settle();
        QVERIFY(!window_->item(preparing));
        QVERIFY(window_->item(QStringLiteral("Waiting for the model")));
    }

    void aFormatIsChosenFromTheNotice() {
        window_->prepareExamples();
        for (ui::LoadedModel& model : window_->ports.engine.models) {
            model.formatSource = ui::ChatFormatSource::Assumed;
            model.formatProblem = QStringLiteral("line 3: a fault");
        }
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("hum"));
        const QString notice = QStringLiteral(
            "The chat template of this model cannot be followed (line 3: a fault). The format Llama-2 is assumed.");
        QVERIFY(window_->item(notice));
        QVERIFY(window_->click(QStringLiteral("Choose a format")));
        QTRY_COMPARE(window_->focusName(), QStringLiteral("Chat format"));
        QVERIFY(window_->click(QStringLiteral("Chat format")));
        QVERIFY(window_->item(QStringLiteral("Automatic (Llama-2), Assumed: its template cannot be followed")));
        QVERIFY(window_->click(QStringLiteral("Vicuna")));
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(notice));
        QCOMPARE(window_->ports.settings.settings.chatFormats.size(), 1);
        window_->chat().send(QStringLiteral("Hello"));
        QTRY_COMPARE(window_->ports.engine.lastSettings.chatFormat, QStringLiteral("vicuna"));
    }

    void aTemplateThatCannotBeFollowedIsShown() {
        window_->prepareExamples();
        QString source = QStringLiteral("{% for m in messages | groupby('role') %}\r\n<b>{{ m.content }}</b>\a");
        for (int line = 3; line <= 200; ++line) source += QStringLiteral("\n{# line %1 #}").arg(line);
        for (ui::LoadedModel& model : window_->ports.engine.models) {
            model.formatSource = ui::ChatFormatSource::Assumed;
            model.formatProblem = QStringLiteral("line 1: the filter 'groupby' is not supported");
            model.formatTemplate = source;
        }
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("hum"));
        QVERIFY(window_->click(QStringLiteral("Show template")));
        QTRY_COMPARE(window_->focusName(), QStringLiteral("Chat template"));
        QQuickItem* text = window_->quickWindow()->activeFocusItem();
        QCOMPARE(WindowDriver::role(text), int(QAccessible::EditableText));
        QVERIFY(text->property("readOnly").toBool());
        QCOMPARE(text->property("textFormat").toInt(), int(Qt::PlainText));
        const QString shown = text->property("text").toString();
        QVERIFY(shown.startsWith(
            QStringLiteral("{% for m in messages | groupby('role') %}\n<b>{{ m.content }}</b>\uFFFD\n")));
        QVERIFY(shown.endsWith(QStringLiteral("{# line 200 #}")));
        window_->type(QStringLiteral("x"));
        QCOMPARE(text->property("text").toString(), shown);
        // Scrolled and selected by keys.
        QQuickItem* view = text->parentItem()->parentItem();
        QCOMPARE(view->property("contentY").toInt(), 0);
        window_->press(QStringLiteral("PgDown"));
        QVERIFY(view->property("contentY").toInt() > 100);
        window_->press(QStringLiteral("Ctrl+Shift+End"));
        window_->press(QStringLiteral("Ctrl+C"));
        QCOMPARE(QGuiApplication::clipboard()->text(), shown);
        QVERIFY(window_->click(QStringLiteral("Copy the template")));
        QCOMPARE(QGuiApplication::clipboard()->text(), source);
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(QStringLiteral("Copy the template")));
    }

    void theMenusScrollBarStandsBesideItsRows() {
        window_ = std::make_unique<WindowDriver>(QSize(900, 480));
        window_->prepareExamples();
        QVERIFY(window_->open());
        QVERIFY(window_->click(QStringLiteral("Model: LLaMA 13B Q4_0")));
        const auto place = [](const QQuickItem* item) {
            return item->mapRectToScene({0, 0, item->width(), item->height()});
        };
        QQuickItem* menu = window_->item(QStringLiteral("Models"));
        QQuickItem* unload = window_->item(QStringLiteral("Unload 13B"));
        QVERIFY(menu && unload);
        QList<QRectF> bars;
        for (const QQuickItem* item : window_->visibleItems())
            if (item->inherits("QQuickScrollBar") && place(menu).intersects(place(item)))
                bars.append(place(item->property("contentItem").value<QQuickItem*>()));
        // That of the side bar is elsewhere.
        QCOMPARE(bars.size(), 1);
        QVERIFY(place(menu).contains(bars.first()));
        const QQuickItem* row = unload->parentItem()->parentItem();
        QVERIFY(row->inherits("QQuickAbstractButton"));
        QVERIFY(place(row).right() <= bars.first().left());
    }

    void unloads() {
        window_->prepareExamples();
        QVERIFY(window_->open());
        QVERIFY(window_->click(QStringLiteral("Model: LLaMA 13B Q4_0")));
        QVERIFY(window_->click(QStringLiteral("Unload 13B")));
        QTRY_VERIFY(!window_->models().loaded());
        QTRY_VERIFY(window_->item(QStringLiteral("Choose a model")));
    }

    void showsTheFolderOfTheModels() {
        auto& library = window_->ports.library.models;
        library = {library.last()};
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->models().loaded());
        QVERIFY(window_->click(QStringLiteral("Model: Cria Q8_0")));
        const FollowedLinks desktop;
        QVERIFY(window_->click(QStringLiteral("Show models folder")));
        QCOMPARE(desktop.links, QList<QUrl>{window_->ports.library.folder()});
        QVERIFY(window_->models().problemWhat().isEmpty());
    }

    void saysHowToGetASize() {
        QVERIFY(window_->open());
        QVERIFY(window_->click(QStringLiteral("How to get 65B")));
        const QString words = window_->models().howToGet(QStringLiteral("65B"));
        QVERIFY(words.contains(QStringLiteral("65B")));
        QTRY_VERIFY(window_->item(words));
    }

    void theWelcomePageLoadsOneWithTheKeyboard() {
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->item(row7B));
        QQuickItem* row = window_->item(row7B);
        row->forceActiveFocus(Qt::TabFocusReason);
        window_->press(QStringLiteral("Return"));
        QTRY_VERIFY(window_->models().loaded());
        QTRY_VERIFY(window_->item(QStringLiteral("What is on your mind?")));
        QCOMPARE(window_->focusName(), "Message");
    }

    void theBundledModelGreets() {
        auto& library = window_->ports.library.models;
        library = {library.last()};
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->models().loaded());
        QVERIFY(window_->item(QStringLiteral("Hello, I am Cria")));
        QVERIFY(window_->item(
            QStringLiteral("A very small LLaMA that comes with Altiplano. I know a little about this program and about "
                           "LLaMA, I am often wrong, and I speak English only. Nothing you write leaves this "
                           "computer.")));
        QVERIFY(!window_->item(QStringLiteral("Choose a model to talk to")));
        QCOMPARE(window_->focusName(), "Message");
        // What this machine could run.
        QVERIFY(window_->item(QStringLiteral("76 tokens per second")) ||
                window_->item(QStringLiteral("perhaps 76 tokens per second")));
        QVERIFY(window_->item(
            QStringLiteral("LLaMA 65B needs 42.8 GB of memory, 33.7 GB can be had. As Q3_K it would fit.")));
        QVERIFY(window_->click(QStringLiteral("Get a larger model")));
        QVERIFY(window_->click(QStringLiteral("How to get 7B")));
        window_->press(QStringLiteral("Esc"));
        window_->settle();
        const QString question = QStringLiteral("How do I get a bigger model?");
        QVERIFY(window_->click(question));
        QTRY_COMPARE(window_->chat().messages()->count(), 2);
        QCOMPARE(window_->ports.engine.lastTurns.last().text, question);
        QVERIFY(!window_->item(QStringLiteral("Hello, I am Cria")));
        QCOMPARE(window_->focusName(), "Message");
    }

    void theGreetingIsReachedWithKeysAndScrollsInASmallWindow() {
        window_ = std::make_unique<WindowDriver>(QSize(480, 400));
        auto& library = window_->ports.library.models;
        library = {library.last()};
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->models().loaded());
        QQuickItem* question = window_->item(QStringLiteral("What can you do?"));
        QVERIFY(question);
        question->forceActiveFocus(Qt::TabFocusReason);
        window_->press(QStringLiteral("Return"));
        QTRY_COMPARE(window_->chat().messages()->count(), 2);
    }

    void aboutSaysWhatStaysHere() {
        QVERIFY(window_->open());
        QVERIFY(window_->click(QStringLiteral("More")));
        QVERIFY(window_->click(QStringLiteral("About Altiplano")));
        QTRY_VERIFY(window_->item(QStringLiteral("What you write stays here")));
        QCOMPARE(window_->focusName(), "Close");
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(QStringLiteral("What you write stays here")));
    }

    void aboutHasTheCommandWithoutANetwork_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("at once") << QSize(1280, 800);
        QTest::newRow("scrolled to") << QSize(480, 400);
    }

    /// It can be copied, which the clipboard then has as it is to be typed.
    void aboutHasTheCommandWithoutANetwork() {
        QFETCH(const QSize, size);
        window_ = std::make_unique<WindowDriver>(size);
        QVERIFY(window_->open());
        QVERIFY(window_->click(QStringLiteral("More")));
        QVERIFY(window_->click(QStringLiteral("About Altiplano")));
        const QString command = QStringLiteral("unshare --user --map-root-user --net altiplano");
        QTRY_VERIFY(window_->item(command));
        QVERIFY(window_->focus(command));
        QQuickItem* text = window_->quickWindow()->activeFocusItem();
        QCOMPARE(text->property("text").toString(), command);
        QVERIFY(text->property("contentWidth").toReal() <= text->width());
        const qreal bottom = text->mapToScene({0, text->height()}).y();
        QVERIFY(bottom > text->height() && bottom < window_->item(QStringLiteral("Close"))->mapToScene({}).y());
        window_->press(QStringLiteral("Ctrl+A"));
        window_->press(QStringLiteral("Ctrl+C"));
        QCOMPARE(QGuiApplication::clipboard()->text(), command);
    }

    void aFailedLoadIsToldInPlace() {
        window_->prepareExamples();
        window_->ports.engine.behaviour.loadProblem = ui::Problem{
            QStringLiteral("the model needs 7.4 GB, 6.1 are free"), QStringLiteral("Choose a smaller model.")};
        QVERIFY(window_->open());
        const QString words = QStringLiteral("The model needs 7.4 GB, 6.1 are free. Choose a smaller model.");
        QTRY_VERIFY(window_->item(words));
        QVERIFY(window_->click(QStringLiteral("Close")));
        QTRY_VERIFY(!window_->item(words));
    }

    void theCardOfAFailedLoadLeadsToTheModels() {
        window_->prepareExamples();
        window_->ports.engine.behaviour.loadProblem =
            ui::Problem{QStringLiteral("the model needs 7.4 GB, 6.1 are free"), {}};
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("hum"));
        const QString words = QStringLiteral("The model needs 7.4 GB, 6.1 are free");
        QTRY_VERIFY(window_->item(words));
        window_->settle();  // what is clicked has come to its place
        // The header's button has the same words.
        const QQuickItem* action = nullptr;
        for (const QQuickItem* item : window_->visibleItems())
            if (item->inherits("QQuickAbstractButton") &&
                QString::fromLatin1(item->metaObject()->className()).startsWith(QStringLiteral("TextButton_")) &&
                item->property("text").toString() == QStringLiteral("Choose a model"))
                action = item;
        QVERIFY(action);
        window_->ports.engine.behaviour.loadProblem.reset();
        QTest::mouseClick(window_->quickWindow(), Qt::LeftButton, {},
                          action->mapToScene(action->boundingRect().center()).toPoint());
        QTRY_VERIFY(window_->item(row7B));
        QVERIFY(window_->click(row7B));
        QTRY_COMPARE(window_->models().currentName(), "LLaMA 7B");
        QTRY_VERIFY(window_->models().loaded());
        QVERIFY(!window_->item(words));
    }

    void aBrokenFileSaysWhy() {
        QVERIFY(window_->open());
        bool found = false;
        for (QQuickItem* item : window_->visibleItems())
            found = found ||
                    WindowDriver::name(item).startsWith(QStringLiteral("vicuna-33b.gguf, The file ends in the middle"));
        QVERIFY(found);
    }
};

QTEST_MAIN(WindowModelsTest)
#include "window_models_test.moc"
