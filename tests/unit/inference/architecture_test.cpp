#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

/// The arrows shaders -> inference -> app <- ui, read off the #include lines.
class ArchitectureTest : public QObject {
    Q_OBJECT
private slots:
    void arrows_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("forbidden");
        QTest::newRow("inference knows no Qt, app or ui") << "inference" << "^#include\\s*[<\"](Q[A-Z]|Qt|app/|ui/)";
        QTest::newRow("ui knows neither inference nor app") << "ui" << "^#include\\s*[<\"](inference/|app/)";
        QTest::newRow("shaders know nobody") << "shaders" << "^#include\\s*[<\"](Q[A-Z]|inference/|app/|ui/)";
        QTest::newRow("no SQL in the window") << "ui" << "^#include\\s*[<\"]QSql";
        QTest::newRow("ports know ports and Qt Core")
            << "ui/ports" << "^#include\\s*[<\"](QSql|QtQml|QtQuick|QQ|QGui|ui/(?!ports/))";
        QTest::newRow("models know no controllers") << "ui/models" << "^#include\\s*[<\"]ui/(controllers|demo|qml)/";
        QTest::newRow("text knows no lists")
            << "ui/text" << "^#include\\s*[<\"]ui/(models|controllers|demo|ports|qml)/";
        QTest::newRow("controllers know no fakes") << "ui/controllers" << "^#include\\s*[<\"]ui/(demo|qml)/";
        for (const char* service : {"app/engine", "app/storage", "app/library", "app/interchange"})
            QTest::addRow("%s knows of the window its ports", service)
                << service << "^#include\\s*[<\"](QtQml|QtQuick|QQ|ui/(?!ports/))";
    }
    void arrows() {
        QFETCH(QString, folder);
        QFETCH(QString, forbidden);
        const QRegularExpression pattern(forbidden);
        QDirIterator files(QStringLiteral(SOURCE_DIR "/") + folder, {"*.h", "*.cpp", "*.comp", "*.glsl"}, QDir::Files,
                           QDirIterator::Subdirectories);
        int read = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            ++read;
            const auto lines = QString::fromUtf8(file.readAll()).split('\n');
            for (const QString& line : lines)
                QVERIFY2(!pattern.match(line).hasMatch(), qPrintable(file.fileName() + ": " + line));
        }
        QVERIFY2(read > 0, qPrintable("no file in " + folder));
    }
    /// They are tested under the thread sanitizer without suppressions, which Qt needs (tests/sanitizers).
    void theEnginesStepsKnowNoQt() {
        const QRegularExpression qt("^#include\\s*[<\"](Q[A-Z]|Qt|ui/)", QRegularExpression::MultilineOption);
        for (const char* name : {"answer_under_way", "cache_folder", "conversation_caches", "engine_listener",
                                 "engine_parts", "engine_steps", "recovery", "text_stream"}) {
            QFile header(QStringLiteral(SOURCE_DIR "/app/engine/%1.h").arg(name));
            QVERIFY2(header.open(QIODevice::ReadOnly), name);
            QVERIFY2(!qt.match(QString::fromUtf8(header.readAll())).hasMatch(), name);
            QFile source(QStringLiteral(SOURCE_DIR "/app/engine/%1.cpp").arg(name));
            if (source.open(QIODevice::ReadOnly))
                QVERIFY2(!qt.match(QString::fromUtf8(source.readAll())).hasMatch(), name);
        }
    }
    void patternsFindAWrongArrow() {
        QVERIFY(QRegularExpression("^#include\\s*[<\"](Q[A-Z]|Qt|app/|ui/)").match("#include <QObject>").hasMatch());
        QVERIFY(QRegularExpression("^#include\\s*[<\"](inference/|app/)").match("#include \"app/x.h\"").hasMatch());
        const QRegularExpression portsAlone("^#include\\s*[<\"](QtQml|QtQuick|QQ|ui/(?!ports/))");
        QVERIFY(portsAlone.match("#include \"ui/models/x.h\"").hasMatch());
        QVERIFY(!portsAlone.match("#include \"ui/ports/x.h\"").hasMatch());
    }
};
QTEST_GUILESS_MAIN(ArchitectureTest)
#include "architecture_test.moc"
