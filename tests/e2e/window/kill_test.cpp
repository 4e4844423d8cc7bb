#include <QGuiApplication>
#include <QHash>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <csignal>
#include <random>

#include "app/data_directory.h"
#include "app/settings_store.h"
#include "app/storage/database.h"
#include "tests/e2e/support/program.h"
#include "tests/e2e/window/talker.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/verify_outcome.h"

using app::Database;

namespace {

constexpr qint64 promise_us = 250'000;    // what a kill may cost
constexpr qint64 usualPulse_us = 40'000;  // a pulse comes every 20 ms
constexpr qint64 lookedBack_us = 1'000'000;

qint64 now_us() {
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

/// What the person had seen of one run when it was killed.
struct Seen {
    QStringList sent;
    struct Piece {
        qint64 time_us;
        QString text;
    };
    QHash<QString, QList<Piece>> shown;  // by answer
    qint64 killed_us = 0;
    QList<qint64> pulses_us;

    void read(const QByteArray& lines) {
        for (const QByteArray& line : lines.split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            const auto text = [&] { return QString::fromUtf8(QByteArray::fromBase64(words.last())); };
            if (words[0] == "sent") sent.append(text());
            if (words[0] == "shown") shown[QString::fromUtf8(words[1])].append({words[2].toLongLong(), text()});
            if (words[0] == "pulse") pulses_us.append(words[1].toLongLong());
        }
    }

    /// The time in the last second before the kill in which the machine let the program neither run nor write.
    qint64 stalled_us() const {
        qint64 stalled = 0;
        qint64 before = killed_us - lookedBack_us;
        for (const qint64 pulse : pulses_us + QList<qint64>{killed_us}) {
            if (pulse <= before) continue;
            stalled += std::max(qint64{0}, pulse - before - usualPulse_us);
            before = pulse;
        }
        return stalled;
    }
};

}  // namespace

/// Kills the program during answers and looks at what is left. ALTIPLANO_KILLS says how often; 10 by itself.
class KillTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString model_;
    std::mt19937 random_{std::random_device{}()};
    std::unique_ptr<QTemporaryDir> data_;
    QSet<QString> everSent_;
    QHash<QString, QString> everKept_;  // texts of messages, as found before
    qsizetype characters_ = 0;

    /// Starts the program and waits until its model is there.
    std::unique_ptr<QProcess> start(const QString& data, const QString& name) {
        auto process = std::make_unique<QProcess>();
        process->start(QCoreApplication::applicationFilePath(),
                       {"--talk", data, model_, name, QString::number(random_() % 100'000)});
        for (QDeadlineTimer patience(300'000); !process->peek(1 << 20).contains("ready\n") && !patience.hasExpired();)
            if (!process->waitForReadyRead(1000) && process->state() == QProcess::NotRunning) break;
        return process;
    }

    static Seen kill(QProcess& process) {
        Seen seen;
        seen.killed_us = now_us();
        ::kill(pid_t(process.processId()), SIGKILL);
        process.waitForFinished();
        if (process.exitStatus() == QProcess::CrashExit)
            seen.read(process.readAllStandardOutput());
        else
            qWarning("the program ended by itself: %s", process.readAllStandardError().constData());
        return seen;
    }

    /// Lets time pass, and the pipes from the processes be emptied.
    static void pass(const std::vector<QProcess*>& processes, int milliseconds) {
        for (const QDeadlineTimer end(milliseconds); !end.hasExpired();)
            for (QProcess* process : processes) process->waitForReadyRead(5);
    }

    static QHash<QString, ui::StoredMessage> messagesOf(const Database& database) {
        QHash<QString, ui::StoredMessage> messages;
        const auto listed = database.list({});
        if (!listed) return messages;
        for (const auto& summary : *listed)
            if (const auto conversation = database.conversation(summary.id))
                for (const auto& message : conversation->messages) messages.insert(message.id, message);
        return messages;
    }

    /// That everything a person had seen, now and in the runs before, is in the database.
    void verifyKept(const Seen& seen) {
        QVERIFY2(!seen.pulses_us.isEmpty(), "the program never got to its first question");
        const auto database = Database::open(data_->path() + "/conversations.sqlite", Database::Access::ReadWrite);
        VERIFY_OUTCOME(database);
        VERIFY_OUTCOME(database->check());
        const auto messages = messagesOf(*database);

        for (const QString& text : seen.sent) everSent_.insert(text);
        QSet<QString> kept;
        for (const auto& message : messages)
            if (message.role == ui::ChatTurn::Role::User) kept.insert(message.text);
        QVERIFY2(kept.contains(everSent_), qPrintable((everSent_ - kept).values().join(", ")));

        const qint64 due_us = seen.killed_us - promise_us - seen.stalled_us();
        for (auto answer = seen.shown.cbegin(); answer != seen.shown.cend(); ++answer) {
            QVERIFY2(messages.contains(answer.key()), qPrintable("answer " + answer.key() + " is gone"));
            const QString stored = messages[answer.key()].text;
            QString shown;
            qsizetype due = 0;
            for (const Seen::Piece& piece : *answer) {
                shown += piece.text;
                if (piece.time_us <= due_us) due = shown.size();
            }
            characters_ += shown.size();
            QVERIFY(stored.startsWith(shown.left(std::min(shown.size(), stored.size()))));
            QVERIFY2(stored.size() >= due, qPrintable(QStringLiteral("%1 of %2 characters are there, %3 were due")
                                                          .arg(stored.size())
                                                          .arg(shown.size())
                                                          .arg(due)));
        }
        for (auto before = everKept_.cbegin(); before != everKept_.cend(); ++before)
            QVERIFY(messages.value(before.key()).text.startsWith(*before));
        for (const auto& message : messages) everKept_.insert(message.id, message.text);
    }

private slots:
    void initTestCase() {
        auto endless = test_support::small_model();
        endless.remove("tokenizer.ggml.eos_token_id");
        model_ = e2e::write(folder_.path(), "endless.gguf", endless.text());
    }

    void init() {
        data_ = std::make_unique<QTemporaryDir>();
        everSent_.clear();
        everKept_.clear();
        characters_ = 0;
        const auto directory = app::DataDirectory::open(data_->path());
        VERIFY_OUTCOME(directory);
        ui::Settings settings;
        settings.answer = {
            .temperature = 1.0, .topK = 0, .topP = 1.0, .seed = {}, .contextLength = 64, .answerLimit = 1 << 15};
        app::IniSettingsStore(directory->settings()).save(settings);
    }

    void whatWasSeenIsThere() {
        const int kills =
            qEnvironmentVariableIsSet("ALTIPLANO_KILLS") ? qEnvironmentVariableIntValue("ALTIPLANO_KILLS") : 10;
        QVERIFY(kills > 0);
        for (int i = 0; i < kills && !QTest::currentTestFailed(); ++i) {
            const auto process = start(data_->path(), QStringLiteral("question %1").arg(i));
            pass({process.get()}, std::uniform_int_distribution(0, 2000)(random_));
            verifyKept(kill(*process));
        }
        qInfo("%d kills, %d questions, %d characters of answers", kills, int(everSent_.size()), int(characters_));
        QVERIFY(!everSent_.isEmpty() && characters_ > 0);
    }

    void twoWindowsShareADataDirectory() {
        const auto one = start(data_->path(), QStringLiteral("one"));
        const auto two = start(data_->path(), QStringLiteral("two"));
        pass({one.get(), two.get()}, 3000);
        const Seen first = kill(*one), second = kill(*two);
        verifyKept(first);
        verifyKept(second);
        QVERIFY(!everSent_.isEmpty() && characters_ > 0);
    }
};

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() == 6 && words[1] == "--talk") {
        const auto directory = app::DataDirectory::open(words[2]);
        if (!directory) return 1;
        e2e::Talker talker(*directory, words[3], words[4], words[5].toUInt());
        return application.exec();
    }
    KillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "kill_test.moc"
