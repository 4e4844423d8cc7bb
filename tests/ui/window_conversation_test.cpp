// Writing, answering, stopping and going on, with keys and mouse in the real window.
#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <algorithm>

#include "tests/support/followed_links.h"
#include "tests/support/window_driver.h"

using ui::MessageListModel;

class WindowConversationTest : public QObject {
    Q_OBJECT

    FollowedLinks followed_;

    std::unique_ptr<WindowDriver> window_;

    void openWith(const QString& id = {}) {
        window_->prepareExamples();
        QVERIFY(window_->open());
        if (!id.isEmpty()) window_->openConversation(id);
    }
    void ask(const QString& question) {
        window_->type(question);
        window_->press(QStringLiteral("Return"));
    }
    bool ended() {
        return WindowDriver::wait([&] { return !window_->chat().busy(); });
    }
    QVariant newest(int role) const {
        const MessageListModel* messages = window_->chat().messages();
        return messages->data(messages->index(messages->count() - 1), role);
    }
    /// Whether the text of a block on screen holds it.
    bool shown(const QString& words) const {
        for (QQuickItem* item : window_->visibleItems())
            if (WindowDriver::name(item).contains(words) || item->property("html").toString().contains(words))
                return true;
        return false;
    }

    /// The first and last line of pixels, from the field's top, of the first letters in it.
    std::pair<int, int> letters(QQuickItem* field) {
        const QImage picture = window_->picture();
        const QPoint corner = field->mapToScene({}).toPoint();
        // The caret is no letter.
        const int left = corner.x() + qRound(field->property("leftPadding").toReal()) + 3;
        const int ground = picture.pixelColor(corner + QPoint(4, 4)).lightness();
        QList<int> contrasts;
        for (int y = corner.y(); y < corner.y() + 34; ++y) {
            int most = 0;
            for (int x = left; x < left + 30; ++x)
                most = std::max(most, std::abs(picture.pixelColor(x, y).lightness() - ground));
            contrasts.append(most);
        }
        const int enough = *std::ranges::max_element(contrasts) / 2;
        const auto dark = [enough](int contrast) { return contrast > enough; };
        const auto first = std::ranges::find_if(contrasts, dark);
        const auto last = std::find_if(contrasts.rbegin(), contrasts.rend(), dark);
        return {static_cast<int>(first - contrasts.begin()), static_cast<int>(contrasts.rend() - last)};
    }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        window_ = std::make_unique<WindowDriver>();
        window_->ports.engine.behaviour.answer = QStringLiteral("Llamas live high up, *very* high up.\n\nThat is all.");
    }
    void cleanup() { window_.reset(); }

    void whatIsTypedStandsWhereTheHintStood() {
        openWith(QStringLiteral("hum"));
        QVERIFY(window_->focus(QStringLiteral("More")));
        QQuickItem* field = window_->item(QStringLiteral("Message"));
        QVERIFY(field);
        const auto hint = letters(field);
        QVERIFY(hint.first > 0 && hint.second > hint.first + 5);
        QVERIFY(window_->focus(QStringLiteral("Message")));
        QCOMPARE(letters(field), hint);
        window_->type(QStringLiteral("Message"));  // which the hint begins with
        QCOMPARE(letters(field), hint);

        QVERIFY(window_->click(QStringLiteral("System prompt, empty")));
        field = window_->quickWindow()->activeFocusItem();
        QCOMPARE(WindowDriver::name(field), QStringLiteral("System prompt"));
        const auto smaller = letters(field);
        window_->type(QStringLiteral("For example"));
        QCOMPARE(letters(field), smaller);
    }

    void enterSendsAndTheAnswerStreamsIn() {
        window_->ports.engine.behaviour.holdAfterPieces = 2;
        openWith();
        QCOMPARE(window_->focusName(), "Message");
        ask(QStringLiteral("Where do llamas live?"));
        QTRY_VERIFY(shown(QStringLiteral("You: Where do llamas live?")));
        QTRY_VERIFY(shown(QStringLiteral("Llamas live high up")));
        QCOMPARE(newest(MessageListModel::StateRole).toInt(), int(MessageListModel::Answering));
        QVERIFY(window_->item(QStringLiteral("Stop")));
        QVERIFY(!shown(QStringLiteral("That is all")));
        QTRY_COMPARE(window_->controller().conversations()->list()->count(), 15);
    }

    void theComposerIsEmptyOnceTheMessageIsKept() {
        openWith();
        window_->ports.store.hold();
        ask(QStringLiteral("Kept?"));
        QCOMPARE(window_->item(QStringLiteral("Message"))->property("text").toString(), "Kept?");
        window_->ports.store.release();
        QTRY_COMPARE(window_->item(QStringLiteral("Message"))->property("text").toString(), "");
        QVERIFY(ended());
        QTRY_VERIFY(shown(QStringLiteral("That is all")));
    }

    void shiftEnterIsANewLine() {
        openWith();
        window_->type(QStringLiteral("one\ntwo"));
        QCOMPARE(window_->item(QStringLiteral("Message"))->property("text").toString(), "one\ntwo");
        QVERIFY(window_->ports.engine.started.isEmpty());
    }

    void blanksAreNotSent() {
        openWith();
        ask(QStringLiteral("   "));
        QVERIFY(!window_->chat().busy());
        QCOMPARE(window_->chat().messages()->count(), 0);
    }

    void escapeStops() {
        window_->ports.engine.behaviour.holdAfterPieces = 2;
        openWith();
        ask(QStringLiteral("Where?"));
        QTRY_VERIFY(shown(QStringLiteral("Llamas live")));
        window_->press(QStringLiteral("Esc"));
        QVERIFY(!window_->chat().busy());
        QTRY_VERIFY(window_->item(QStringLiteral("Continue")));
        QVERIFY(shown(QStringLiteral("Llamas live")));
        QVERIFY(window_->item(QStringLiteral("Send")));
    }

    void theStopButtonStops() {
        window_->ports.engine.behaviour.holdPromptAt = 0.5;
        openWith();
        ask(QStringLiteral("Where?"));
        QTRY_VERIFY(shown(QStringLiteral("Reading the conversation")));
        QVERIFY(window_->click(QStringLiteral("Stop")));
        QVERIFY(!window_->chat().busy());
        QTRY_COMPARE(window_->ports.engine.stopped.size(), 1);
    }

    void continueGoesOnInTheSameMessage() {
        window_->ports.engine.behaviour.end = ui::AnswerEnd::Limit;
        openWith();
        ask(QStringLiteral("Where?"));
        QVERIFY(ended());
        QTRY_VERIFY(shown(QStringLiteral("The answer has reached its limit.")));
        const QVariant before = newest(MessageListModel::MessageIdRole);
        window_->ports.engine.behaviour.end = ui::AnswerEnd::EndOfTurn;
        QVERIFY(window_->click(QStringLiteral("Continue")));
        QVERIFY(ended());
        QCOMPARE(newest(MessageListModel::MessageIdRole), before);
        QTRY_VERIFY(!window_->item(QStringLiteral("Continue")));
    }

    void anotherAnswerIsASibling() {
        openWith();
        ask(QStringLiteral("Where?"));
        QVERIFY(ended());
        window_->settle();
        window_->ports.engine.behaviour.answer = QStringLiteral("Another answer.");
        window_->press(QStringLiteral("Ctrl+R"));
        QVERIFY(ended());
        QTRY_VERIFY(shown(QStringLiteral("Another answer.")));
        QVERIFY(!shown(QStringLiteral("That is all.")));
        QVERIFY(window_->item(QStringLiteral("Version 2 of 2")));
        QVERIFY(window_->click(QStringLiteral("Previous version")));
        QTRY_VERIFY(shown(QStringLiteral("That is all.")));
        QVERIFY(window_->item(QStringLiteral("Version 1 of 2")));
        QVERIFY(window_->click(QStringLiteral("Next version")));
        QTRY_VERIFY(shown(QStringLiteral("Another answer.")));
    }

    void aQuestionIsEditedInPlace() {
        openWith();
        ask(QStringLiteral("Where?"));
        QVERIFY(ended());
        window_->settle();
        QVERIFY(window_->click(QStringLiteral("Edit and send again")));
        QTRY_VERIFY(window_->item(QStringLiteral("Cancel")));
        window_->type(QStringLiteral(" And why"));
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(QStringLiteral("Cancel")));
        QVERIFY(shown(QStringLiteral("You: Where?")));

        QVERIFY(window_->click(QStringLiteral("Edit and send again")));
        window_->type(QStringLiteral(" And why"));
        window_->press(QStringLiteral("Return"));
        QVERIFY(ended());
        QTRY_VERIFY(shown(QStringLiteral("You: Where? And why")));
        QVERIFY(window_->item(QStringLiteral("Version 2 of 2")));
    }

    void aFailureStandsInPlaceWithAWayOut() {
        window_->ports.engine.behaviour.failAfterPieces = 2;
        openWith();
        ask(QStringLiteral("Where?"));
        QVERIFY(ended());
        QTRY_VERIFY(shown(QStringLiteral("The device was lost after 12 tokens")));
        QVERIFY(shown(QStringLiteral("Llamas live")));
        window_->ports.engine.behaviour.failAfterPieces = -1;
        QVERIFY(window_->click(QStringLiteral("Try again")));
        QVERIFY(ended());
        QTRY_VERIFY(shown(QStringLiteral("That is all")));
    }

    void whatCannotBeSentSaysWhy() {
        window_->ports.store.fillWithExamples();
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("hum"));
        ask(QStringLiteral("And now?"));
        QTRY_VERIFY(shown(QStringLiteral("Choose a model first.")));
        QCOMPARE(window_->item(QStringLiteral("Message"))->property("text").toString(), "And now?");
    }

    void theContextBarSaysHowFullItIs() {
        window_->ports.engine.behaviour.holdAfterPieces = 2;
        openWith();
        QVERIFY(window_->item(QStringLiteral("Context: 0 of 4,096 tokens")));
        ask(QStringLiteral("Where?"));
        QTRY_COMPARE(window_->ports.engine.acknowledged, 2);  // it stands still
        const auto tell = [&](int used) {
            emit window_->ports.engine.contextUsed(window_->ports.engine.started.last(), used, 4096);
            window_->settle();
        };
        const auto bar = [&](const QString& words) {
            QQuickItem* row = window_->item(words);
            return row ? row->childItems().constFirst() : nullptr;
        };
        tell(1024);
        QQuickItem* quarter = bar(QStringLiteral("Context: 1,024 of 4,096 tokens"));
        QVERIFY(quarter);
        QCOMPARE(quarter->childItems().constFirst()->width(), quarter->width() / 4);
        const QColor calm = quarter->property("fill").value<QColor>();
        tell(3686);  // 90 % are 3,686.4
        QQuickItem* full = bar(QStringLiteral("Context: 3,686 of 4,096 tokens"));
        QVERIFY(full);
        QCOMPARE(full->property("fill").value<QColor>(), calm);
        tell(3687);
        full = bar(QStringLiteral("Context: 3,687 of 4,096 tokens, nearly full"));
        QVERIFY(full);
        QVERIFY(full->property("fill").value<QColor>() != calm);
        tell(4096);
        full = bar(QStringLiteral("Context: 4,096 of 4,096 tokens, nearly full"));
        QVERIFY(full);
        QCOMPARE(full->childItems().constFirst()->width(), full->width());
    }

    void olderMessagesThatLeftAreTold() {
        window_->ports.engine.behaviour.turnsDropped = 2;
        openWith(QStringLiteral("hum"));
        ask(QStringLiteral("And now?"));
        QVERIFY(ended());
        QTRY_VERIFY(shown(QStringLiteral("no longer fit the context")));
    }

    void copiesAnAnswerAndCode() {
        openWith(QStringLiteral("sorting"));
        QVERIFY(window_->click(QStringLiteral("Copy the code")));
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("struct Person")));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("stable_sort`")));
        QVERIFY(window_->click(QStringLiteral("Copy")));
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Use `std::stable_sort`")));
    }

    void anAnswerIsReadWithTheKeyboard() {
        window_->ports.engine.behaviour.answer = QStringLiteral(
            "First *words*.\n\n- one\n- two\n\n|a|b|\n|---|---|\n|c|d|\n\n---\n\n[A page](https://example.org/)");
        openWith();
        ask(QStringLiteral("Where?"));
        QVERIFY(ended());
        const QString first = QStringLiteral("First words.");
        for (int i = 0; i < 40 && window_->focusName() != first; ++i) window_->press(QStringLiteral("Tab"));
        QCOMPARE(window_->focusName(), first);
        QQuickItem* text = window_->quickWindow()->activeFocusItem();
        const auto isCaret = [](const QQuickItem* item) {
            return item->isVisible() && QString::fromLatin1(item->metaObject()->className()).startsWith("Caret_");
        };
        QVERIFY(std::ranges::any_of(text->childItems(), isCaret));
        for (int i = 0; i < 5; ++i) window_->press(QStringLiteral("Shift+Right"));
        window_->press(QStringLiteral("Ctrl+C"));
        QCOMPARE(QGuiApplication::clipboard()->text(), "First");
        window_->press(QStringLiteral("Up"));  // there is nothing above
        QCOMPARE(window_->focusName(), first);

        for (const char* next : {"one", "two", "a", "b", "c", "d", "A page"}) {
            window_->press(QStringLiteral("Down"));
            QCOMPARE(window_->focusName(), QLatin1String(next));
        }
        QVERIFY(shown(QStringLiteral("https://example.org/")));  // seen before it is followed
        QVERIFY(followed_.links.isEmpty());
        window_->press(QStringLiteral("Return"));
        QCOMPARE(followed_.links, QList<QUrl>{QUrl(QStringLiteral("https://example.org/"))});
        window_->press(QStringLiteral("Down"));
        QCOMPARE(window_->focusName(), "A page");
        for (const char* next : {"d", "c"}) {
            window_->press(QStringLiteral("Up"));
            QCOMPARE(window_->focusName(), QLatin1String(next));
        }
        window_->press(QStringLiteral("Return"));  // no link is there
        QCOMPARE(followed_.links.size(), 1);
        // One stop: behind the text come the buttons.
        window_->press(QStringLiteral("Tab"));
        QCOMPARE(window_->focusName(), "Copy");
        window_->press(QStringLiteral("Shift+Backtab"));
        QCOMPARE(window_->focusName(), first);
        window_->type(QStringLiteral("x"));
        QCOMPARE(window_->focusName(), "Message");
    }

    void whatTheKeyboardReadsIsInView() {
        openWith(QStringLiteral("sorting"));
        window_->quickWindow()->resize(900, 600);
        window_->settle();
        QQuickItem* list = window_->conversation();
        const auto focused = [&] { return window_->quickWindow()->activeFocusItem(); };
        for (int i = 0; i < 60 && !window_->focusName().startsWith(QStringLiteral("You: ")); ++i) {
            window_->press(QStringLiteral("Shift+Backtab"));
            if (!list->isAncestorOf(focused())) continue;
            const double top = focused()->mapToItem(list, QPointF()).y();
            QVERIFY2(top < list->height(), qPrintable(window_->focusName()));
        }
        QVERIFY(window_->focusName().startsWith(QStringLiteral("You: ")));
        QVERIFY(focused()->mapToItem(list, QPointF()).y() >= 0);
        QVERIFY(list->property("contentY").toDouble() < list->property("lowest").toDouble() - 100);
    }

    void theRightButtonCopies() {
        openWith(QStringLiteral("hum"));
        QGuiApplication::clipboard()->clear();
        const QString words = QStringLiteral("Humming is how llamas talk to each other. They hum when they are");
        QVERIFY(window_->click(words, Qt::RightButton));
        QVERIFY(window_->click(QStringLiteral("Select all")));
        QTRY_VERIFY(!window_->item(QStringLiteral("Select all")));
        QVERIFY(window_->click(words, Qt::RightButton));
        QVERIFY(!window_->item(QStringLiteral("Paste")));
        QTRY_VERIFY(window_->item(QStringLiteral("Select all")));
        window_->press(QStringLiteral("Down"));
        window_->press(QStringLiteral("Return"));
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), words);
    }

    void keysWorkWhileAnAnswerHasTheFocus() {
        openWith(QStringLiteral("hum"));
        const QString words = QStringLiteral("Humming is how llamas talk to each other. They hum when they are");
        QVERIFY(window_->click(words));
        QCOMPARE(window_->focusName(), words);
        window_->press(QStringLiteral("Ctrl+B"));
        QVERIFY(!window_->item(QStringLiteral("Side bar")));
        window_->type(QStringLiteral("a"));
        QCOMPARE(window_->focusName(), "Message");
        QCOMPARE(window_->item(QStringLiteral("Message"))->property("text").toString(), "a");
    }

    void anAnswerElsewhereIsTold() {
        window_->ports.engine.behaviour.holdAfterPieces = 1;
        openWith(QStringLiteral("hum"));
        ask(QStringLiteral("Where?"));
        QTRY_VERIFY(shown(QStringLiteral("Llamas live")));
        window_->openConversation(QStringLiteral("sorting"));
        QVERIFY(shown(QStringLiteral("An answer is being written in another conversation.")));
        QVERIFY(!window_->item(QStringLiteral("Stop")));
        QVERIFY(window_->click(QStringLiteral("Stop it")));
        QVERIFY(!window_->chat().busy());
        QTRY_VERIFY(!shown(QStringLiteral("An answer is being written in another conversation.")));
    }

    void theSystemPromptIsKept() {
        openWith(QStringLiteral("hum"));
        QVERIFY(window_->click(QStringLiteral("System prompt, empty")));
        window_->type(QStringLiteral("Be brief."));
        QVERIFY(window_->click(QStringLiteral("Save")));
        QTRY_COMPARE(window_->chat().systemPrompt(), "Be brief.");
        QVERIFY(window_->item(QStringLiteral("System prompt, set")));
    }

    void newConversationIsEmpty() {
        openWith(QStringLiteral("hum"));
        window_->press(QStringLiteral("Ctrl+N"));
        QCOMPARE(window_->chat().conversationId(), "");
        QVERIFY(shown(QStringLiteral("What is on your mind?")));
        QCOMPARE(window_->focusName(), "Message");
    }
};

QTEST_MAIN(WindowConversationTest)
#include "window_conversation_test.moc"
