// What others wrote, everywhere in the real window: it is text there. Nobody is asked for anything, no file is read,
// and no link is followed that was not clicked.
#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <QTemporaryDir>
#include <QTest>
#include <array>

#include "tests/support/counting_server.h"
#include "tests/support/followed_links.h"
#include "tests/support/hostile_answers.h"
#include "tests/support/window_driver.h"
#include "ui/text/refusing_network.h"

namespace {

/// A picture, and whether anybody has opened it.
class WatchedPicture {
public:
    WatchedPicture() : path(folder_.filePath(QStringLiteral("a.png"))) {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        if (!image.save(path)) qFatal("the picture cannot be written");
        if (inotify_add_watch(watch_, path.toLocal8Bit().constData(), IN_OPEN) < 0) qFatal("no inotify");
    }
    ~WatchedPicture() { close(watch_); }
    WatchedPicture(const WatchedPicture&) = delete;
    WatchedPicture& operator=(const WatchedPicture&) = delete;
    bool wasOpened() const {
        std::array<char, 4096> events;
        return read(watch_, events.data(), events.size()) > 0;
    }

private:
    QTemporaryDir folder_;
    int watch_ = inotify_init1(IN_NONBLOCK);

public:
    const QString path;
};

}  // namespace

class WindowHostileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CountingServer> server_;
    std::unique_ptr<FollowedLinks> followed_;
    std::unique_ptr<WatchedPicture> picture_;
    std::unique_ptr<WindowDriver> window_;

    /// All of them, and what would read a file.
    QStringList texts() const {
        QStringList texts = hostileAnswers(server_->address());
        const QString file = QUrl::fromLocalFile(picture_->path).toString();
        for (const QString& place : {picture_->path, file})
            texts += {QStringLiteral("<img src=\"%1\">").arg(place), QStringLiteral("![a](%1)").arg(place),
                      QStringLiteral("<p style=\"background-image:url(%1)\">a</p>").arg(place)};
        return texts;
    }
    /// Each trick once, without the Markdown around it.
    QStringList tricks() const {
        const QStringList all = texts();
        QStringList tricks;
        for (qsizetype i = 0; i < all.size(); i += i < all.size() - 6 ? 7 : 1) tricks.append(all[i]);
        return tricks;
    }
    void create(const QString& id, const QString& title, const QString& systemPrompt) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        window_->ports.store.create({.id = id, .title = title, .created = now, .changed = now}, systemPrompt);
    }
    ui::StoredMessage message(const QString& conversation, const QString& id, const QString& parent,
                              ui::ChatTurn::Role role, const QString& text) {
        ui::StoredMessage message;
        message.id = id;
        message.conversationId = conversation;
        message.parentId = parent;
        message.role = role;
        message.text = text;
        message.created = QDateTime::currentDateTimeUtc();
        message.statistics.end = ui::AnswerEnd::EndOfTurn;
        return message;
    }
    /// How many things on the screen have the server's address in their name.
    qsizetype named() const {
        qsizetype count = 0;
        for (QQuickItem* item : window_->visibleItems()) count += WindowDriver::name(item).contains(server_->address());
        return count;
    }
    QQuickItem* named(const QString& part) const {
        for (QQuickItem* item : window_->visibleItems())
            if (WindowDriver::name(item).contains(part)) return item;
        return nullptr;
    }
    void checkNobodyWasAsked() {
        window_->picture();
        QTest::qWait(200);
        QCOMPARE(server_->requests, 0);
        QVERIFY(!picture_->wasOpened());
        QCOMPARE(followed_->links, QList<QUrl>());
        // It is that all is plain or escaped which holds; what stands behind it had nothing to do.
        const auto* network = static_cast<const ui::RefusingNetworkAccessManagerFactory*>(
            window_->engine().networkAccessManagerFactory());
        QCOMPARE(network->refusals(), 0);
    }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() {
        server_ = std::make_unique<CountingServer>();
        followed_ = std::make_unique<FollowedLinks>();
        picture_ = std::make_unique<WatchedPicture>();
        window_ = std::make_unique<WindowDriver>();
        QVERIFY(!picture_->wasOpened());
    }
    void cleanup() {
        window_.reset();
        followed_.reset();
    }

    void questionsAndAnswers() {
        window_->prepareExamples();
        create(QStringLiteral("hostile"), QStringLiteral("Hostile"), texts().join(u'\n'));
        QString parent;
        int number = 0;
        for (const QString& text : texts()) {
            for (const auto role : {ui::ChatTurn::Role::User, ui::ChatTurn::Role::Assistant}) {
                ui::StoredMessage next =
                    message(QStringLiteral("hostile"), QString::number(++number), parent, role, text);
                if (role == ui::ChatTurn::Role::Assistant) next.modelName = text;
                // A failed answer's card, and every so often a question's.
                if (number % 4 == 0) {
                    next.statistics.end = ui::AnswerEnd::Failed;
                    next.problem = {text, text};
                }
                window_->ports.store.add(next);
                parent = next.id;
            }
        }
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("hostile"));
        QQuickItem* list = window_->conversation();
        QVERIFY(list);
        qsizetype seen = 0;
        for (int pages = 0; pages < 1000; ++pages) {
            seen += named();
            const double before = list->property("contentY").toDouble();
            window_->press(QStringLiteral("PgUp"));
            if (list->property("contentY").toDouble() == before) break;
        }
        QVERIFY2(seen > 1000, qPrintable(QString::number(seen)));
        QVERIFY(named(QStringLiteral("/img")));  // the first of them: all were passed
        checkNobodyWasAsked();
        QVERIFY(window_->click(QStringLiteral("System prompt, set")));
        QVERIFY(window_->item(QStringLiteral("Save")));
        checkNobodyWasAsked();
    }

    void anAnswerAsItStreamsIn() {
        window_->ports.engine.behaviour.answer = texts().join(QStringLiteral("\n\n"));
        window_->ports.engine.behaviour.pieceLength = 400;
        window_->prepareExamples();
        QVERIFY(window_->open());
        for (const QString& trick : tricks()) window_->chat().send(trick);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->chat().busy(), 60'000);
        checkNobodyWasAsked();
    }

    void titlesAndSearch() {
        int number = 0;
        for (const QString& trick : tricks()) create(QString::number(++number), trick, {});
        window_->ports.settings.settings.lastConversationId = QStringLiteral("7");
        QVERIFY(window_->open());
        QVERIFY(named() > 10);
        for (const QString& trick : tricks()) {
            window_->controller().conversations()->setSearch(trick);
            window_->settle();
        }
        window_->controller().conversations()->setSearch({});
        window_->openConversation(QStringLiteral("3"));
        QVERIFY(window_->click(QStringLiteral("More")));
        QVERIFY(window_->click(QStringLiteral("Delete...")));
        QVERIFY(named(QStringLiteral("is removed from this computer")));
        checkNobodyWasAsked();
    }

    void modelsAndDevices() {
        auto& ports = window_->ports;
        const auto first = ports.library.models.at(0);
        ui::LoadedModel loaded{.id = first.id,
                               .name = {},
                               .quantisation = {},
                               .identity = QStringLiteral("i"),
                               .device = {},
                               .format = QStringLiteral("7"),
                               .contextLength = 4096,
                               .memoryBytes = 1 << 30,
                               .formatSource = ui::ChatFormatSource::Assumed};
        int number = 0;
        for (const QString& trick : tricks()) loaded.formats.append({QString::number(++number), trick});
        number = 0;
        ports.engine.devices.clear();
        ports.library.models.clear();
        for (const QString& trick : tricks()) {
            ui::ModelEntry entry = first;
            entry.id = QString::number(++number);
            entry.name = entry.fileName = entry.quantisation = trick;
            entry.size = ui::ModelSize::Other;
            if (number % 3 == 0) entry.problem = {trick, trick};
            ports.library.models.append(entry);
            ports.engine.devices.append({trick, trick, number % 2 == 0, trick});
            loaded.name = loaded.quantisation = loaded.device = loaded.formatProblem = trick;
            loaded.id = entry.id;
            ports.engine.models.insert(entry.id, loaded);
        }
        ports.settings.settings.lastModelId = QStringLiteral("1");
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->models().loaded());
        QVERIFY(named(QStringLiteral("The chat template of this model cannot be followed")));
        checkNobodyWasAsked();

        QQuickItem* button = named(QStringLiteral("Model: "));
        QVERIFY(button);
        QVERIFY(window_->click(WindowDriver::name(button)));
        QVERIFY(named() > 40);
        checkNobodyWasAsked();
        window_->press(QStringLiteral("Esc"));

        for (const char* choice : {"Device", "Chat format"}) {
            window_->press(QStringLiteral("Ctrl+,"));
            const qsizetype before = named();
            QVERIFY(window_->click(QLatin1String(choice)));
            QVERIFY2(named() > before + 4, choice);
            checkNobodyWasAsked();
            window_->press(QStringLiteral("Esc"));
            window_->press(QStringLiteral("Esc"));
        }
        // Each as the model in use.
        for (int each = 2; each <= number; ++each) {
            if (each % 3 == 0) continue;
            window_->models().choose(QString::number(each));
            QTRY_VERIFY(window_->models().loaded());
            window_->settle();
        }
        checkNobodyWasAsked();
    }

    void problemsAndNotices() {
        window_->prepareExamples();
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("hum"));
        for (const QString& trick : tricks()) {
            emit window_->chat().problem(trick, trick);
            window_->settle();
            QVERIFY(named(trick) || named(trick.at(0).toUpper() + trick.mid(1)));
        }
        for (const QString& trick : tricks()) {
            window_->ports.exporter.problem = {trick, trick};
            window_->controller().exporter()->exportConversation(QStringLiteral("hum"), ui::ExportController::Markdown,
                                                                 QUrl(QStringLiteral("file:///a.md")));
            window_->settle();
            emit window_->controller().exporter()->exported(QUrl::fromLocalFile(QStringLiteral("/") + trick));
            window_->settle();
            window_->ports.engine.behaviour.loadProblem = ui::Problem{trick, trick};
            window_->models().choose(window_->ports.library.models.at(0).id);
            QTRY_VERIFY(!window_->models().problemWhat().isEmpty());
            window_->settle();
            window_->models().clearProblem();
        }
        checkNobodyWasAsked();
    }

    /// So that what was not opened above could have been.
    void aClickedLinkIsOpened() {
        window_->prepareExamples();
        const QString page = server_->address() + QStringLiteral("/page");
        create(QStringLiteral("link"), QStringLiteral("Link"), {});
        window_->ports.store.add(message(QStringLiteral("link"), QStringLiteral("q"), {}, ui::ChatTurn::Role::User,
                                         QStringLiteral("Where?")));
        window_->ports.store.add(message(QStringLiteral("link"), QStringLiteral("a"), QStringLiteral("q"),
                                         ui::ChatTurn::Role::Assistant, QStringLiteral("[This page](%1)").arg(page)));
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("link"));
        QQuickItem* words = window_->item(QStringLiteral("This page"));
        QVERIFY(words);
        const QPoint place = words->mapToScene(QPointF(20, 14)).toPoint();
        QTest::mouseMove(window_->quickWindow(), place);
        window_->settle();
        QCOMPARE(followed_->links, QList<QUrl>());
        QTest::mouseClick(window_->quickWindow(), Qt::LeftButton, {}, place);
        QCOMPARE(followed_->links, QList<QUrl>{QUrl(page)});
        QCOMPARE(server_->requests, 0);
    }
};

QTEST_MAIN(WindowHostileTest)
#include "window_hostile_test.moc"
