#include "app/data_directory.h"

#include <unistd.h>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/verify_outcome.h"

using app::DataDirectory;

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
constexpr auto ownerAndOthers = ownerOnly | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;

/// What others may do; the user's own bits are set as well where the user is the owner.
QFile::Permissions permissionsOf(const QString& path) {
    return QFileInfo(path).permissions() & ~(QFile::ReadUser | QFile::WriteUser | QFile::ExeUser);
}

}  // namespace

class DataDirectoryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    QString path(const QString& name) const { return folder_->filePath(name); }
    void write(const QString& name) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void makesWhatIsMissingForItsOwnerAlone() {
        const auto directory = DataDirectory::open(path("a/b/data"));
        VERIFY_OUTCOME(directory);
        QCOMPARE(directory->path(), path("a/b/data"));
        QCOMPARE(directory->models(), path("a/b/data/models"));
        for (const QString& made : {directory->path(), directory->models()}) {
            QVERIFY(QFileInfo(made).isDir());
            QCOMPARE(permissionsOf(made), QFile::Permissions(ownerOnly));
        }
        for (const QString& file : {directory->database(), directory->settings(), directory->openedModels()})
            QCOMPARE(QFileInfo(file).absolutePath(), directory->path());
        VERIFY_OUTCOME(DataDirectory::open(path("a/b/data")));  // again
    }

    void leavesPermissionsAsTheyAre() {
        QVERIFY(QDir().mkpath(path("data")));
        QVERIFY(QFile::setPermissions(path("data"), ownerAndOthers));
        VERIFY_OUTCOME(DataDirectory::open(path("data")));
        QCOMPARE(permissionsOf(path("data")), QFile::Permissions(ownerAndOthers));
    }

    void relativePathsBecomeAbsolute() {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(folder_->path()));
        const auto directory = DataDirectory::open("x/../data/");
        QVERIFY(QDir::setCurrent(before));
        VERIFY_OUTCOME(directory);
        QCOMPARE(directory->path(), QDir(folder_->path()).canonicalPath() + "/data");
    }

    void theDesktopsPlaceByItself() {
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", path("share").toUtf8());
        const auto directory = DataDirectory::open({});
        if (before.isEmpty())
            qunsetenv("XDG_DATA_HOME");
        else
            qputenv("XDG_DATA_HOME", before);
        VERIFY_OUTCOME(directory);
        QCOMPARE(directory->path(), path("share/altiplano"));
    }

    void aFileInTheWay() {
        write("file");
        QVERIFY(QDir().mkpath(path("data")));
        write("data/models");
        for (const auto& [wanted, says] :
             {std::pair(path("file"), path("file") + " is a file, where a folder is needed"),
              std::pair(path("data"), path("data/models") + " is a file, where a folder is needed"),
              std::pair(path("file/below"), path("file/below") + " cannot be made")}) {
            const auto directory = DataDirectory::open(wanted);
            QVERIFY(!directory);
            QVERIFY2(directory.error().what.contains(says), qPrintable(directory.error().what));
            QVERIFY(directory.error().hint.contains("--data-dir"));
        }
        const auto found = DataDirectory::find(path("file"));  // by who only reads
        QVERIFY(!found);
        QCOMPARE(found.error().what, path("file") + " is a file, where a folder is needed");
        VERIFY_OUTCOME(DataDirectory::find(path("none")));
        QVERIFY(!QFileInfo::exists(path("none")));
    }

    void aPlaceThatCannotBeWritten() {
        const auto made = DataDirectory::open("/proc/altiplano");  // not even by root
        QVERIFY(!made);
        QVERIFY2(made.error().what.contains("cannot be made"), qPrintable(made.error().what));
        if (geteuid() == 0) QSKIP("Root may write everywhere, so a folder cannot be closed to it.");
        QVERIFY(QDir().mkpath(path("closed")));
        QVERIFY(QFile::setPermissions(path("closed"), QFile::ReadOwner | QFile::ExeOwner));
        const auto closed = DataDirectory::open(path("closed"));
        QVERIFY(!closed);
        QVERIFY2(closed.error().what.contains("cannot be written"), qPrintable(closed.error().what));
    }

    void aLinkToAFolderIsAFolder() {
        QVERIFY(QDir().mkpath(path("real")));
        QVERIFY(QFile::link(path("real"), path("link")));
        VERIFY_OUTCOME(DataDirectory::open(path("link")));
        QVERIFY(QFileInfo(path("real/models")).isDir());
    }
};
QTEST_GUILESS_MAIN(DataDirectoryTest)
#include "data_directory_test.moc"
