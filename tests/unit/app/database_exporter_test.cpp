#include "app/interchange/database_exporter.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "app/interchange/export_file.h"
#include "app/storage/database.h"
#include "tests/support/conversation_samples.h"
#include "tests/support/verify_outcome.h"

using app::Database;
using app::DatabaseExporter;
using ui::ExportFormat;

namespace {
constexpr int patience_ms = 60'000;

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}
}  // namespace

class DatabaseExporterTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    QString path(const QString& name) const { return folder_->filePath(name); }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        auto database = Database::open(path("db"), Database::Access::ReadWrite);
        VERIFY_OUTCOME(database);
        VERIFY_OUTCOME(database->create(samples::conversation("c", "Title"), ""));
        VERIFY_OUTCOME(database->add(samples::question("c", "q", "", "Why?")));
        VERIFY_OUTCOME(database->add(samples::answer("c", "a", "q")));
        VERIFY_OUTCOME(database->append("a", "Because."));  // an answer under way
    }

    void writesBothFormats() {
        DatabaseExporter exporter(path("db"));
        QSignalSpy exported(&exporter, &DatabaseExporter::exported);
        exporter.exportConversation("c", ExportFormat::Markdown, QUrl::fromLocalFile(path("c.md")));
        exporter.exportConversation("c", ExportFormat::Json, QUrl::fromLocalFile(path("c.json")));
        QVERIFY(exported.isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return exported.size() == 2; }, patience_ms));
        QCOMPARE(exported[0][0].toString(), "c");
        QCOMPARE(exported[0][1].toUrl(), QUrl::fromLocalFile(path("c.md")));
        const auto conversation = Database::open(path("db"), Database::Access::ReadOnly)->conversation("c");
        VERIFY_OUTCOME(conversation);
        QCOMPARE(contentOf(path("c.md")), app::exportOf({*conversation}, ExportFormat::Markdown));
        QCOMPARE(contentOf(path("c.json")), app::exportOf({*conversation}, ExportFormat::Json));
        QVERIFY(contentOf(path("c.md")).contains("Because."));
    }

    void saysWhyItCannot_data() {
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such conversation") << "db" << "none" << "c.md" << "none";
        QTest::newRow("no database") << "nowhere" << "c" << "c.md" << "nowhere";
        QTest::newRow("not a database") << "text" << "c" << "c.md" << "text";
        QTest::newRow("not here") << "db" << "c" << "https://example.org/c.md" << "is not on this computer";
        QTest::newRow("a folder") << "db" << "c" << "folder" << "is no plain file";
        QTest::newRow("a device") << "db" << "c" << "/dev/null" << "is no plain file";
        QTest::newRow("a folder that is not there") << "db" << "c" << "nowhere/c.md" << "there is no folder";
        QTest::newRow("below a file") << "db" << "c" << "text/c.md" << "there is no folder";
    }
    void saysWhyItCannot() {
        QFETCH(QString, database);
        QFETCH(QString, id);
        QFETCH(QString, url);
        QFETCH(QString, says);
        QVERIFY(QDir().mkpath(path("folder")));
        QVERIFY(app::writeWhole(path("text"), "text, not a database"));
        DatabaseExporter exporter(path(database));
        QSignalSpy failed(&exporter, &DatabaseExporter::failed);
        const QUrl target = url.startsWith("https") ? QUrl(url)
                            : url.startsWith('/')   ? QUrl::fromLocalFile(url)
                                                    : QUrl::fromLocalFile(path(url));
        exporter.exportConversation(id, ExportFormat::Markdown, target);
        QVERIFY(QTest::qWaitFor([&] { return failed.size() == 1; }, patience_ms));
        QCOMPARE(failed[0][0].toString(), id);
        const auto problem = failed[0][1].value<ui::Problem>();
        QVERIFY2(problem.what.contains(says), qPrintable(problem.what));
        QVERIFY(!problem.hint.isEmpty());
        QVERIFY(!QFileInfo::exists(path("c.md")));
        QCOMPARE(contentOf(path("text")), "text, not a database");
    }

    void aFileIsReplacedWholeOrNotAtAll() {
        VERIFY_OUTCOME(app::writeWhole(path("out"), "old"));
        VERIFY_OUTCOME(app::writeWhole(path("out"), "new"));
        QCOMPARE(contentOf(path("out")), "new");
        QVERIFY(QFile::setPermissions(path("out"), QFile::ReadOwner));
        if (QFileInfo(path("out")).isWritable()) QSKIP("Root may write every file, so none can be protected from it.");
        QVERIFY(!app::writeWhole(path("out"), "newer"));
        QCOMPARE(contentOf(path("out")), "new");
    }

    void aFullDiskLeavesTheOldFile() {
        if (!QFileInfo::exists("/dev/full")) QSKIP("There is no /dev/full here to play a full disk.");
        // A link whose target takes nothing: refused, as it is no plain file, and still a link.
        QVERIFY(QFile::link("/dev/full", path("out")));
        QVERIFY(!app::writeWhole(path("out"), "new"));
        QVERIFY(QFileInfo(path("out")).isSymLink());
    }

    void leavesNothingBehind() {
        VERIFY_OUTCOME(app::writeWhole(path("out"), QByteArray(1 << 20, 'x')));
        QCOMPARE(QDir(folder_->path()).entryList({"out*"}, QDir::Files | QDir::Hidden), QStringList{"out"});
    }

    void finishesWhatWasAskedFor() {
        {
            DatabaseExporter exporter(path("db"));
            for (int i = 0; i < 20; ++i)
                exporter.exportConversation("c", ExportFormat::Json,
                                            QUrl::fromLocalFile(path(QString("%1.json").arg(i))));
        }
        for (int i = 0; i < 20; ++i) QVERIFY(contentOf(path(QString("%1.json").arg(i))).endsWith("}\n"));
    }
};
QTEST_GUILESS_MAIN(DatabaseExporterTest)
#include "database_exporter_test.moc"
