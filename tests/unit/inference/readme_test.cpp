#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

/// What the README names is there: folders and files in code marks, pictures, and the verbs of ./dev.
class ReadmeTest : public QObject {
    Q_OBJECT

    static QString read(const QString& name) {
        QFile file(QStringLiteral(SOURCE_DIR "/") + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private slots:
    void pathsExist() {
        const QString readme = read("README.md");
        QVERIFY(!readme.isEmpty());
        // "`inference/`" and "](resources/x.png)"; words in code marks without a slash are not paths.
        const QRegularExpression pattern("(?:`|\\]\\()([A-Za-z_.][A-Za-z0-9_./-]*/[A-Za-z0-9_./-]*)[`)]");
        auto matches = pattern.globalMatch(readme);
        int paths = 0;
        while (matches.hasNext()) {
            const QString path = matches.next().captured(1);
            if (path.startsWith("build/") || path.startsWith("./")) continue;
            // A folder inside a room is named alone after its room: try every room.
            bool found = false;
            for (const char* room : {"", "inference/", "ui/", "app/", "tests/"})
                found = found || QFileInfo::exists(QStringLiteral(SOURCE_DIR "/") + room + path);
            QVERIFY2(found, qPrintable("README.md names " + path + ", which is not there"));
            ++paths;
        }
        QVERIFY2(paths >= 10, qPrintable(QString("only %1 paths found").arg(paths)));
    }

    void verbsExist() {
        const QString readme = read("README.md");
        const QString dev = read("dev");
        const QRegularExpression verb("\\./dev ([a-z]+)");
        auto matches = verb.globalMatch(readme);
        QVERIFY(matches.hasNext());
        while (matches.hasNext()) {
            const QString name = matches.next().captured(1);
            QVERIFY2(dev.contains(QRegularExpression("^    " + name + "[ )|]", QRegularExpression::MultilineOption)),
                     qPrintable("./dev has no verb " + name));
        }
    }
};
QTEST_GUILESS_MAIN(ReadmeTest)
#include "readme_test.moc"
