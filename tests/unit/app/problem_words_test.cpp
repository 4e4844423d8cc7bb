#include "app/problem_words.h"

#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include "ui/translation.h"

using inference::Error;
using inference::ErrorKind;

namespace {

/// The sentences with a full stop in a C++ source, pieces of a literal joined; but those that are translated there.
QStringList sentencesIn(QString source) {
    static const QRegularExpression comment("//[^\\n]*");
    const QString one = QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\"");
    static const QRegularExpression translated("\\b(tr\\(|translate\\(\\s*\"Problem\",)\\s*(\"[^\"]*\"\\s*)+");
    static const QRegularExpression literal(one + "(?:\\s*" + one + ")*");
    static const QRegularExpression piece(one);
    static const QRegularExpression sentence("^[A-Z].* .*\\.$");
    source.remove(comment);
    source.remove(translated);
    QStringList found;
    for (auto literals = literal.globalMatch(source); literals.hasNext();) {
        QString text;
        for (auto pieces = piece.globalMatch(literals.next().captured()); pieces.hasNext();)
            text += pieces.next().captured(1);
        if (sentence.match(text).hasMatch()) found.append(text);
    }
    return found;
}

}  // namespace

class ProblemWordsTest : public QObject {
    Q_OBJECT

    // In this order: a translation once installed stays.
private slots:
    void englishStaysAsTheEngineSaysIt() {
        const ui::Problem problem =
            app::problemOf(Error{ErrorKind::InvalidFile, "m.gguf has 3 bytes", "Get it again."});
        QCOMPARE(problem.what, "m.gguf has 3 bytes");
        QCOMPARE(problem.hint, "Get it again.");
    }

    void optionsOfTheCommandLineBecomeTheWindowsOwn() {
        const auto hintOf = [](const char* hint) {
            return app::problemOf(Error{ErrorKind::OutOfMemory, "x", hint}).hint;
        };
        QCOMPARE(
            hintOf("As Q3_K it would fit. Choose a smaller model, close other programs, or read layers from the disk "
                   "at each token, slowly (--allow-disk)."),
            "As Q3_K it would fit. Choose a smaller model, or close other programs.");
        QCOMPARE(hintOf("A Q8_0 cache (--cache-type q8_0) makes it fit."),
                 "With \"Conversation memory\" as Q8_0, in the advanced settings, it would fit.");
        QCOMPARE(hintOf("With the device chosen automatically (--device auto) it fits."),
                 "With \"Device\" as Automatic, in the settings, it fits.");
    }

    void koreanSaysTheKindAndWhatToDo() {
        ui::translate(QLocale(QLocale::Korean));
        const ui::Problem problem = app::problemOf(
            Error{ErrorKind::InvalidFile, "m.gguf has 3 bytes, %1 are needed", "The file is damaged: get it again."});
        QCOMPARE(problem.what, QString::fromUtf8("파일이 손상되었습니다: m.gguf has 3 bytes, %1 are needed"));
        QCOMPARE(problem.hint, QString::fromUtf8("파일이 손상되었습니다. 다시 받으세요."));
        // With what was put in, and one sentence after the other.
        QCOMPARE(
            app::problemOf(Error{ErrorKind::OutOfMemory, "x", "A context of 512 tokens instead of 4096 makes it fit."})
                .hint,
            QString::fromUtf8("컨텍스트를 4096 토큰 대신 512 토큰으로 하면 들어갑니다."));
        QCOMPARE(
            app::problemOf(Error{ErrorKind::OutOfMemory, "x", "Close other programs. Start a new conversation."}).hint,
            QString::fromUtf8("다른 프로그램을 닫으세요. 새 대화를 시작하세요."));
        QCOMPARE(app::problemOf(Error{ErrorKind::Unsupported, "x", "Nobody has ever said this."}).hint,
                 "Nobody has ever said this.");
    }

    void whatTheWindowsHalfOfTheEngineSaysIsTranslatedWhole() {
        QCOMPARE(app::problemOf(Error{ErrorKind::InvalidArgument, "no model is loaded", "Choose a model first."}).what,
                 QString::fromUtf8("불러온 모델이 없습니다"));
        QCOMPARE(app::problemOf(Error{ErrorKind::Unreadable, "/m/%2.gguf cannot be read: %1", "x"}).what,
                 QString::fromUtf8("/m/%2.gguf을(를) 읽을 수 없습니다: %1"));
        QCOMPARE(app::problemOf(Error{ErrorKind::OutOfMemory, "LLaMA 33B needs 21.5 GB of memory, 18.4 GB can be had",
                                      "As Q3_K it would fit."})
                     .what,
                 QString::fromUtf8("LLaMA 33B에는 메모리 21.5 GB가 필요하지만 18.4 GB만 쓸 수 있습니다"));
        QCOMPARE(
            app::problemOf(Error{ErrorKind::OutOfMemory,
                                 "LLaMA 7B needs 4.8 GB of memory, 5.0 GB can be had, but no cut of its layers "
                                 "fits the parts: 2.5 GB on vulkan:0, 2.5 GB on cpu",
                                 "As Q3_K_S with a context of 512 tokens it would fit."})
                .what,
            QString::fromUtf8("LLaMA 7B에는 메모리 4.8 GB가 필요하고 5.0 GB를 쓸 수 있지만, 레이어를 어떻게 나누어도 "
                              "장치마다 맞지 않습니다: 2.5 GB on vulkan:0, 2.5 GB on cpu"));
    }

    void everyHintIsKnown_data() {
        QTest::addColumn<int>("least");
        QTest::newRow("inference") << 80;
        QTest::newRow("app/engine") << 3;
        QTest::newRow("app/library") << 1;
    }

    void everyHintIsKnown() {
        QFETCH(const int, least);
        QDirIterator files(QStringLiteral(SOURCE_DIR "/") + QTest::currentDataTag(), {"*.cpp", "*.h"}, QDir::Files,
                           QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QString& sentence : sentencesIn(QString::fromUtf8(file.readAll()))) {
                if (sentence.startsWith("A chat between")) continue;  // Vicuna's own words
                static const QRegularExpression place("\\{[^}]*\\}");
                const QString said = QString(sentence).replace(place, "7");
                const ui::Problem problem = app::problemOf(Error{ErrorKind::Unsupported, "x", said.toStdString()});
                QVERIFY2(problem.hint != said, qPrintable(file.fileName() + ": " + sentence));
                ++count;
            }
        }
        QVERIFY(count >= least);
    }
};

QTEST_GUILESS_MAIN(ProblemWordsTest)
#include "problem_words_test.moc"
