#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/data_directory.h"
#include "app/library/model_catalog.h"
#include "app/settings_store.h"
#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/verify_outcome.h"

using test_support::Piece;
using test_support::small_model;

// The decode kernels alone (--batch 1): a software driver compiles those of prompts for long.

/// The program on a terminal of its own.
class Terminal {
public:
    explicit Terminal(const QStringList& arguments) {
        std::vector<QByteArray> words{PROGRAM};
        for (const QString& argument : arguments) words.push_back(argument.toUtf8());
        child_ = forkpty(&descriptor_, nullptr, nullptr, nullptr);
        if (child_ != 0) return;
        std::vector<char*> pointers;
        for (QByteArray& word : words) pointers.push_back(word.data());
        pointers.push_back(nullptr);
        execv(PROGRAM, pointers.data());
        _exit(127);
    }
    ~Terminal() {
        if (descriptor_ >= 0) close(descriptor_);
        if (!ended_) kill(child_, SIGKILL), waitpid(child_, nullptr, 0);
    }
    void type(const QByteArray& keys) const {
        QCOMPARE(::write(descriptor_, keys.data(), size_t(keys.size())), keys.size());
    }

    /// Reads until `text` stands `count` times in what was shown.
    bool shows(const QByteArray& text, int count = 1) {
        for (QDeadlineTimer patience(300'000); !patience.hasExpired() && shown.count(text) < count;)
            if (!readSome()) break;
        return shown.count(text) >= count;
    }
    /// Reads to the end; the exit code, or -1.
    int exitCode() {
        for (QDeadlineTimer patience(60'000); !patience.hasExpired() && readSome();) {
        }
        int status = 0;
        ended_ = waitpid(child_, &status, 0) == child_;
        return ended_ && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    QByteArray shown;

private:
    bool readSome() {
        pollfd watched{descriptor_, POLLIN, 0};
        if (poll(&watched, 1, 1000) == 0) return true;
        char block[4096];
        const ssize_t bytes = ::read(descriptor_, block, sizeof block);
        if (bytes > 0) shown.append(block, bytes);
        return bytes > 0;
    }
    int descriptor_ = -1;
    pid_t child_ = -1;
    bool ended_ = false;
};

namespace {

/// What --verbose said of each answer: tokens read, and how many of them were computed before.
QList<QPair<int, int>> readings(const QByteArray& errors) {
    static const QRegularExpression line("(\\d+) tokens read, (\\d+) of them computed before");
    QList<QPair<int, int>> found;
    for (auto matches = line.globalMatch(QString::fromUtf8(errors)); matches.hasNext();) {
        const auto match = matches.next();
        found.append({match.captured(1).toInt(), match.captured(2).toInt()});
    }
    return found;
}

}  // namespace

class TerminalChatTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString model_;    // says U+FFFD for ever at temperature 0
    QString hostile_;  // every word a trick
    QStringList endless_;

private slots:
    void initTestCase() {
        model_ = e2e::write(folder_.path(), "small.gguf", small_model().text());
        auto hostile = small_model();
        const std::vector<Piece> pieces = {{"<unk>", 0, 2},
                                           {"<s>", 0, 3},
                                           {"</s>", 0, 3},
                                           {"<0x1B>", 0, 6},
                                           {"\x1b[31mred", 0, 1},
                                           {"\xC2\x9B"
                                            "2J",
                                            0, 1},
                                           {"\r\b\a", 0, 1},
                                           {"\xE2\x80\xAE"
                                            "abc",
                                            0, 1},
                                           {"a", 0, 1},
                                           {"\x1b]52;c;eA==\x07", 0, 1}};
        put_vocabulary(hostile, pieces);
        hostile_ = e2e::write(folder_.path(), "hostile.gguf", hostile.text());
        endless_ = {"chat", model_,     "--batch", "1",          "--temperature",
                    "0",    "--tokens", "1000000", "--data-dir", folder_.filePath("none")};
    }

    void whatAModelSaysLosesItsEscapes() {
        const QStringList free{"--temperature", "1", "--top-k",  "0",   "--top-p", "1",
                               "--seed",        "1", "--tokens", "300", "--batch", "1"};
        const auto raw = e2e::run(QStringList{"generate", hostile_, "--prompt", "a"} + free);
        QCOMPARE(raw.exitCode, 0);
        QVERIFY(raw.output.contains('\x1b'));  // the model does say such things
        const auto ran = e2e::run(QStringList{"chat", hostile_} + free, "a\na\na\n");
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.output.contains("[31mred"));
        const QString shown = QString::fromUtf8(ran.output);
        for (const QChar character : shown)
            QVERIFY(character == u'\n' ||
                    (character.category() != QChar::Other_Control && character.category() != QChar::Other_Format));
    }

    void aConversationThroughAPipe() {
        const auto ran = e2e::run({"chat", model_, "--temperature", "0", "--tokens", "3", "--batch", "1"}, "a\nb");
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.output, QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n").repeated(2));
    }

    /// What a template refuses is that message's end and not the conversation's.
    void aMessageThatTheTemplateRefuses() {
        auto builder = small_model();
        builder.put("tokenizer.chat_template",
                    "{% for m in messages %}{% if m.content == 'b' %}{{ raise_exception('never ' + m.content) }}"
                    "{% endif %}{{ m.content }}{% endfor %}");
        const QString strict = e2e::write(folder_.path(), "strict.gguf", builder.text());
        const auto ran = e2e::run({"chat", strict, "--temperature", "0", "--tokens", "3"}, "a\nb\na\n");
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(
            ran.errors.endsWith("altiplano: messages without an answer: 1. What was wrong with each is said above.\n"),
            ran.errors.constData());
        QCOMPARE(ran.output, QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n").repeated(2));
        QVERIFY2(ran.errors.contains("cannot be run: \xE2\x80\x9Cline 1: never b\xE2\x80\x9D"), ran.errors.constData());
    }

    void aReproducibleConversationReadsAnswersAnew() {
        // Every answer is "éééé", token 9: the text that comes back is made of the tokens that were said.
        const QStringList said{"chat",     model_, "--temperature", "0",        "--logit-bias=9=100",
                               "--tokens", "4",    "--verbose",     "--draft=0"};
        const QByteArray answers = QByteArray("\xC3\xA9").repeated(4) + '\n';
        // <s> and " a"; then these, four of é, the line's end and "b".
        const int question = 2, conversation = question + 4 + 2;

        const auto quick = e2e::run(said, "a\nb\n");
        QCOMPARE(quick.output, answers.repeated(2));
        // All but the last word of the answer, which nothing was computed from, is as the decode kernels left it.
        QCOMPARE(readings(quick.errors), (QList<QPair<int, int>>{{question, 0}, {conversation, question + 3}}));

        const auto reproducible = e2e::run(said + QStringList{"--reproducible"}, "a\nb\n");
        QCOMPARE(reproducible.output, answers.repeated(2));
        // Of what was there, only what the prompt kernels read stays: the answer is computed again.
        QCOMPARE(readings(reproducible.errors), (QList<QPair<int, int>>{{question, 0}, {conversation, question}}));

        // The file of a session remembers which part that is.
        const QStringList kept = said + QStringList{"--reproducible", "--session", folder_.filePath("reproducible")};
        QCOMPARE(e2e::run(kept, "a\n").output, answers);
        const auto goneOnWith = e2e::run(kept, "b\n");
        QCOMPARE(goneOnWith.output, answers);
        QCOMPARE(readings(goneOnWith.errors), (QList<QPair<int, int>>{{conversation, question}}));
    }

    void aSessionIsKeptAndGoneOnWith() {
        const QString file = folder_.filePath("conversation.session");
        const QStringList once{"chat", model_, "--temperature", "0", "--tokens", "3", "--batch", "1"};
        const QByteArray both = e2e::run(once, "a\nb\n").output;
        const auto first = e2e::run(once + QStringList{"--session", file}, "a\n");
        QCOMPARE(first.exitCode, 0);
        const auto second = e2e::run(once + QStringList{"--session", file}, "b\n");
        QCOMPARE(second.exitCode, 0);
        QCOMPARE(first.output + second.output, both);
        const auto permissions = QFileInfo(file).permissions();
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));

        VERIFY_REFUSED(e2e::run({"chat", hostile_, "--session", file}, "a\n"), 1, "another model file");
        VERIFY_REFUSED(e2e::run(once + QStringList{"--session", model_}, "a\n"), 1, "is no session file");
        QCOMPARE(e2e::run(once + QStringList{"--session", file}, {}).exitCode, 0);  // nothing said: it stays as it is
    }

    /// The turns are what counts: a cache that is of no use is said to be, and they are read again.
    void aSessionOutlivesItsCache() {
        const QString file = folder_.filePath("outlives.session");
        const QStringList once{"chat", model_, "--temperature", "0", "--tokens", "3", "--batch", "1", "--verbose"};
        const auto goesOn = [&](const QStringList& options, const QByteArray& says) {
            const auto ran = e2e::run(once + options + QStringList{"--session", file}, "b\n");
            QCOMPARE(ran.exitCode, 0);
            QVERIFY2(ran.errors.contains(says) && ran.errors.contains("the conversation is read again"),
                     ran.errors.constData());
            QVERIFY2(!ran.errors.contains("Delete"), ran.errors.constData());
            QVERIFY(!readings(ran.errors).isEmpty());
            QVERIFY(readings(ran.errors).constFirst().first > 4);  // with what was said before
        };
        QCOMPARE(e2e::run(once + QStringList{"--session", file}, "a\n").exitCode, 0);
        goesOn({"--precision", "exact"}, "has a cache of type F16, F32 is wanted");
        goesOn({"--precision", "exact", "--cache-type", "f16"}, "has a cache of type F32, F16 is wanted");
        goesOn({"--cache-type", "f16"}, "with --precision exact, fast");
        QFile damaged(file);
        QVERIFY(damaged.resize(damaged.size() - 1));
        goesOn({}, "outlives.session is damaged");

        // Words that have changed are not gone on with, and stay for whoever can make something of them.
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        const QByteArray whole = damaged.readAll();
        const auto place = whole.indexOf("\"user\"");
        QVERIFY(place > 0);
        QVERIFY(damaged.seek(place + 1));
        QVERIFY(damaged.putChar('U'));
        damaged.close();
        const auto refused = e2e::run(once + QStringList{"--session", file}, "a\n");
        VERIFY_REFUSED(refused, 1, "has changed since it was written");
        QVERIFY(refused.errors.contains("left as it is"));
        QCOMPARE(damaged.size(), whole.size());
    }

    void aSessionsPlaceIsCheckedFirst() {
        const auto run = [&](const QString& file) {  // no such model: whatever is said is said before it is looked at
            return e2e::run({"chat", folder_.filePath("no.gguf"), "--session", file}, "a\n");
        };
        VERIFY_REFUSED(run(""), 2, "--session names no file");
        VERIFY_REFUSED(run(folder_.filePath("none/a.session")), 1, "there is no folder");
        VERIFY_REFUSED(run(folder_.path()), 1, "is no plain file");
        VERIFY_REFUSED(run("/proc/a.session"), 1, "cannot be written");
        QVERIFY(QDir(folder_.path()).mkdir("locked"));
        QVERIFY(QFile::setPermissions(folder_.filePath("locked"), QFile::ReadOwner | QFile::ExeOwner));
        if (geteuid() != 0) VERIFY_REFUSED(run(folder_.filePath("locked/a.session")), 1, "cannot be written");
    }

    void aSessionsLinkStays() {
        QVERIFY(QDir(folder_.path()).mkdir("real"));
        const QString link = folder_.filePath("link.session");
        QVERIFY(QFile::link("real/there.session", link));
        const QStringList once{"chat", model_, "--temperature", "0", "--tokens", "3", "--batch", "1"};
        for (int time = 0; time < 2; ++time) {  // when it leads to a new file, and to one that is there
            QCOMPARE(e2e::run(once + QStringList{"--session", link}, "a\n").exitCode, 0);
            QVERIFY(QFileInfo(link).isSymLink());
            QCOMPARE(QDir(folder_.filePath("real")).entryList(QDir::Files), QStringList{"there.session"});
        }
        QVERIFY(QFile::link("loop.session", folder_.filePath("loop.session")));
        VERIFY_REFUSED(e2e::run(once + QStringList{"--session", folder_.filePath("loop.session")}, "a\n"), 1,
                       "symbolic link");
    }

    /// Whenever the program is killed, what was said is there.
    void noWordIsLostWhenItIsKilled() {
        const QString file = folder_.filePath("killed.session");
        const QByteArray said = "\xEF\xBF\xBD";
        const QStringList kept = endless_ + QStringList{"--session", file};
        {
            Terminal terminal(kept);
            QVERIFY(terminal.shows("> "));
            terminal.type("first\n");
            QVERIFY(terminal.shows(said, 3));
            terminal.type("\x03");
            QVERIFY(terminal.shows("> ", 2));  // a whole answer: it is in the file
            QVERIFY(QFileInfo::exists(file) && !QFileInfo::exists(file + ".turns"));
            terminal.type("second\n");
            QVERIFY(terminal.shows(said, int(terminal.shown.count(said)) + 3));
        }  // killed
        QVERIFY(QFileInfo::exists(file + ".turns"));
        QVERIFY(!(QFileInfo(file + ".turns").permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        const QStringList once{"chat",    model_, "--temperature", "0", "--tokens", "3",
                               "--batch", "1",    "--session",     file};
        const auto ran = e2e::run(once, "\n");  // goes on with what was cut off
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.output, said.repeated(3) + '\n');
        QVERIFY(ran.errors.contains("an empty line goes on with its last answer"));
        QVERIFY(!QFileInfo::exists(file + ".turns"));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray content = saved.readAll();
        QVERIFY(content.contains("\"first\"") && content.contains("\"second\""));
        QVERIFY(content.count(said) >= 9);
    }

    void controlCStopsTheAnswerAndTwiceLeaves() {
        Terminal terminal(endless_);
        QVERIFY(terminal.shows("> "));
        terminal.type("a\n");
        QVERIFY(terminal.shows("\xEF\xBF\xBD", 3));
        terminal.type("\x03");
        QVERIFY(terminal.shows("> ", 2));
        terminal.type("b\n");  // the conversation goes on
        QVERIFY(terminal.shows("> ", 2));
        const auto before = terminal.shown.count("\xEF\xBF\xBD");
        QVERIFY(terminal.shows("\xEF\xBF\xBD", int(before) + 3));
        terminal.type("\x03");
        QVERIFY(terminal.shows("> ", 3));
        terminal.type("\x03");
        QCOMPARE(terminal.exitCode(), 0);
    }

    void criaSaysFirstWhatItIs() {
        Terminal terminal({"chat", "--data-dir", folder_.filePath("first")});
        QVERIFY(terminal.shows("> "));
        const auto honest = terminal.shown.indexOf("Cria is a very small model");
        QVERIFY2(honest >= 0 && honest < terminal.shown.indexOf("Ctrl-C"), terminal.shown.constData());
        QVERIFY(terminal.shown.contains("often wrong"));
        QVERIFY(terminal.shown.contains(folder_.filePath("first/models").toUtf8()));
        terminal.type("\x04");
        QCOMPARE(terminal.exitCode(), 0);
        Terminal other({"chat", model_, "--data-dir", folder_.filePath("first")});
        QVERIFY(other.shows("> "));
        QVERIFY(!other.shown.contains("very small"));
        other.type("\x04");
        QCOMPARE(other.exitCode(), 0);
    }

    void controlDLeaves() {
        Terminal terminal(endless_);
        QVERIFY(terminal.shows("> "));
        terminal.type("\x04");
        QCOMPARE(terminal.exitCode(), 0);
    }

    void aPasteIsOneMessage() {
        Terminal terminal({"chat", model_, "--batch", "1", "--temperature", "0", "--tokens", "2", "--data-dir",
                           folder_.filePath("none")});
        QVERIFY(terminal.shows("> "));
        terminal.type("a\nb\na\n");
        QVERIFY(terminal.shows("> ", 2));
        terminal.type("\x04");
        QCOMPARE(terminal.exitCode(), 0);
        QCOMPARE(terminal.shown.count("\xEF\xBF\xBD"), 2);
    }

    void standsInForTheWindowWhereThereIsNoDisplay_data() {
        QTest::addColumn<QString>("display");
        QTest::newRow("none is named") << QString();
        QTest::newRow("none answers") << ":65000";
    }
    void standsInForTheWindowWhereThereIsNoDisplay() {
        QFETCH(QString, display);
        auto environment = e2e::environment();
        if (!display.isEmpty()) environment.insert("DISPLAY", display);
        const QString none = folder_.filePath("none");
        const auto alone = e2e::run({"--data-dir", none}, {}, environment);
        QCOMPARE(alone.exitCode, 0);  // with the model that comes along, and no message
        QVERIFY2(alone.errors.startsWith("altiplano: no display can be reached. "), alone.errors.constData());
        QCOMPARE(alone.errors.count('\n'), 1);
        const auto ended = e2e::run({"--data-dir", none, model_}, {}, environment);  // no message comes
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.errors.count('\n'), 1);
        VERIFY_REFUSED(e2e::run({"--demo"}, {}, environment), 1, "no display can be reached");
        QVERIFY(!QFileInfo::exists(none + "/conversations.sqlite"));
    }

    void takesTheModelLastUsedOrTheOnlyOneOrCria() {
        const QString data = folder_.filePath("data");
        const auto chat = [&] {
            return e2e::run({"chat", "--data-dir", data, "--tokens", "1", "--batch", "1"}, "a\n");
        };
        QCOMPARE(chat().exitCode, 0);  // Cria
        const auto directory = app::DataDirectory::open(data);
        VERIFY_OUTCOME(directory);
        const auto cria = e2e::run({"chat", "--data-dir", data, "--temperature", "0"}, "who are you\n");
        QCOMPARE(cria.exitCode, 0);
        QVERIFY2(cria.output.contains("Cria"), cria.output.constData());
        const QString first = directory->models() + "/first.gguf";
        QVERIFY(QFile::copy(model_, first));
        QCOMPARE(chat().exitCode, 0);
        QVERIFY(QFile::copy(hostile_, directory->models() + "/second.gguf"));
        VERIFY_REFUSED(chat(), 1, "there are 2 models");
        app::IniSettingsStore store(directory->settings());
        auto settings = store.load();
        settings.lastModelId = app::modelIdOf(first);
        store.save(settings);
        QCOMPARE(chat().exitCode, 0);
    }

    /// How the window keeps a conversation counts here too, until an option says otherwise.
    void takesTheWindowsTypeOfCache() {
        const QString data = folder_.filePath("small cache");
        const auto directory = app::DataDirectory::open(data);
        VERIFY_OUTCOME(directory);
        app::IniSettingsStore store(directory->settings());
        auto settings = store.load();
        settings.answer.cacheType = ui::CacheType::Q8_0;
        store.save(settings);
        const QStringList chat{"chat", model_, "--data-dir", data, "--tokens", "1"};
        VERIFY_REFUSED(e2e::run(chat, "a\n"), 1, "a Q8_0 cache needs");
        QCOMPARE(e2e::run(chat + QStringList{"--cache-type", "f16"}, "a\n").exitCode, 0);
        QCOMPARE(e2e::run(chat + QStringList{"--precision", "exact"}, "a\n").exitCode, 0);
    }
};
QTEST_GUILESS_MAIN(TerminalChatTest)
#include "terminal_chat_test.moc"
