#include "app/problem_words.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include "app/korean_particles.h"
#include "app/sentences/sentences.h"
#include "inference/chat/template/chat_template.h"
#include "ui/translation.h"

using inference::Error;
using inference::ErrorKind;

namespace {

QStringList allSentences() {
    QStringList all;
    for (const auto sentences : {app::hintSentences(), app::fileSentences(), app::modelSentences(),
                                 app::conversationSentences(), app::deviceSentences(), app::templateSentences()})
        for (const char* const sentence : sentences) all.append(QString::fromUtf8(sentence));
    return all;
}

/// What is put in stands as "%", whether the sources write {}, {:x}, %1 or a quotation.
QString withoutPlaces(QString text) {
    static const QRegularExpression place("“?(\\{[^{}]*\\}|%[1-9])”?");
    return text.replace(place, QStringLiteral("%")).trimmed();
}

/// The literals of a C++ source that read as words, pieces joined; but those that are translated there.
QStringList literalsIn(QString source) {
    static const QRegularExpression translated("\\b(tr\\(|translate\\(\\s*\"Problem\",)\\s*(\"[^\"]*\"\\s*)+");
    static const QRegularExpression literal(
        "//[^\n]*|#include[^\n]*|R\"(\\w*)\\(.*?\\)\\1\"|'(?:\\\\.|[^'\\\\\n])'|((?:\"(?:\\\\.|[^\"\\\\\n])*\"\\s*)+)",
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression seam("\"\\s*\"");
    static const QRegularExpression words("\\p{L}{2,}[,:]? | \\p{L}{2,}");
    source.remove(translated);
    QStringList found;
    for (auto literals = literal.globalMatch(source); literals.hasNext();) {
        QString text = literals.next().captured(2).trimmed();
        text.replace(QStringLiteral("\\\""), QStringLiteral("\1"));
        text =
            text.remove(seam).remove(u'"').replace(u'\1', u'"').replace(QStringLiteral("\\\\"), QStringLiteral("\\"));
        if (words.match(text).hasMatch()) found.append(text);
    }
    return found;
}

/// Names and what else nobody is told as a sentence.
const QStringList notSaid = {
    // Devices and processors
    "discrete GPU", "integrated GPU", "virtual GPU", "model name", "vector code for {}", ", {} threads",
    "{}, {}, {}, {}, layers of {} and {}", "{}{} on {}",
    // Models
    "LLaMA 7B", "LLaMA 13B", "LLaMA 33B", "LLaMA 65B", "unknown type",
    // Chat formats
    "### Instruction", "Plain text", "chat ml", "code llama", "its own",
    // Beginnings of files
    "speeds 2 by {}", "tuning 1 of ", "{} 1 of {} by {:016x}", "version https://git-lfs",
    // Steps of a pass, in the profile of `bench`
    "attention norm", "attention of splits", "attention output", "best candidates", "feed-forward norm", "gate, up",
    "head input", "logits to the host", "output norm", "query, key, value", "rotate, store", "stage entry",
    "sums of logits", "to float16", "to the next stage",
    // Said another way, see optionsOfTheCommandLineBecomeTheWindowsOwn
    "A Q8_0 cache (--cache-type q8_0) makes it fit.", "With the device chosen automatically (--device auto) it fits.",
    " Choose a smaller model, close other programs, or read layers from the disk at each token, slowly (--allow-disk).",
    // To programmers
    "GGUF files are little-endian", "the engine did not stop within %d ms; its device may hang",
    "there is no chat format %s"};

}  // namespace

class ProblemWordsTest : public QObject {
    Q_OBJECT

    static QString said(const char* what) { return app::inWindowsLanguage(what); }

    // In this order: a translation once installed stays.
private slots:
    void englishStaysAsTheEngineSaysIt() {
        const ui::Problem problem = app::problemOf(
            Error{ErrorKind::InvalidFile, "m.gguf has a vocabulary of 3 tokens", "The file is damaged: get it again."});
        QCOMPARE(problem.what, "m.gguf has a vocabulary of 3 tokens");
        QCOMPARE(problem.hint, "The file is damaged: get it again.");
    }

    void optionsOfTheCommandLineBecomeTheWindowsOwn() {
        QCOMPARE(
            said("As Q3_K it would fit. Choose a smaller model, close other programs, or read layers from the disk "
                 "at each token, slowly (--allow-disk)."),
            "As Q3_K it would fit. Choose a smaller model, or close other programs.");
        QCOMPARE(said("A Q8_0 cache (--cache-type q8_0) makes it fit."),
                 "With \"Conversation memory\" as Q8_0, in the advanced settings, it would fit.");
        QCOMPARE(said("With the device chosen automatically (--device auto) it fits."),
                 "With \"Device\" as Automatic, in the settings, it fits.");
    }

    void koreanSaysWhatHappenedAndWhatToDo() {
        ui::translate(QLocale(QLocale::Korean));
        const ui::Problem problem = app::problemOf(Error{
            ErrorKind::InvalidFile, "m.gguf has the key general.name twice", "The file is damaged: get it again."});
        QCOMPARE(problem.what, QString::fromUtf8("m.gguf에 키 general.name이(가) 두 번 있습니다"));
        QCOMPARE(problem.hint, QString::fromUtf8("파일이 손상되었습니다. 다시 받으세요."));
        // One sentence after the other.
        QCOMPARE(said("Close other programs. Start a new conversation."),
                 QString::fromUtf8("다른 프로그램을 닫으세요. 새 대화를 시작하세요."));
        // What is put in stands in the order of the language, as it is, and its own phrases in the language too.
        QCOMPARE(said("A context of 512 tokens instead of 4096 makes it fit."),
                 QString::fromUtf8("컨텍스트를 4096 토큰 대신 512 토큰으로 하면 들어갑니다."));
        QCOMPARE(said("/m/%2.gguf cannot be read: %1"), QString::fromUtf8("/m/%2.gguf을(를) 읽을 수 없습니다: %1"));
        QCOMPARE(said("part 2 of 3 cannot be read: /m/a.gguf is a folder"),
                 QString::fromUtf8("파일 3개 중 2번째를 읽을 수 없습니다: /m/a.gguf은(는) 폴더입니다"));
        QCOMPARE(
            said("the key and value cache of 512 positions needs 3.2 GB of device memory, 900 bytes are free"),
            QString::fromUtf8("위치 512개의 키·값 캐시에는 장치 메모리 3.2 GB가 필요하지만 900바이트만 비어 있습니다"));
        QCOMPARE(said("Nobody has ever said this."), "Nobody has ever said this.");
    }

    /// Whatever is put into a sentence, it is taken for itself and for no other.
    void everySentenceIsFound() {
        const QStringList sentences = allSentences();
        QVERIFY(sentences.size() > 500);
        static const QRegularExpression place("%([1-9])");
        for (const QString& sentence : sentences) {
            QString english = sentence;
            QString korean = QCoreApplication::translate("Engine", sentence.toUtf8());
            QVERIFY2(korean != sentence || sentence == "none", qPrintable(sentence));
            for (QChar number = u'1'; number <= u'9'; number.unicode()++) {
                const QString put = number == u'1' ? QStringLiteral("my-model.gguf") : QStringLiteral("7") + number;
                english.replace(QStringLiteral("%") + number, put);
                korean.replace(QStringLiteral("%") + number, put);
            }
            QCOMPARE(app::inWindowsLanguage(english.toStdString()), app::withParticles(korean));
        }
    }

    void aNameThatLooksLikeManySentencesTakesNoTime() {
        ui::translate(QLocale(QLocale::Korean));
        for (const int times : {54, 2000}) {
            const QString name = QString("m cannot be read: ").repeated(times) + "x";
            QElapsedTimer timer;
            timer.start();
            QVERIFY(said(name.toUtf8()).endsWith(": x"));
            QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        }
    }

    /// Chat templates make their sentences of pieces, which say nothing of how they stand together.
    void everyFaultOfATemplateIsSaid_data() {
        QTest::addColumn<QString>("korean");
        QTest::newRow("{% if %}") << "값이 빠졌는데 태그가 끝납니다";
        QTest::newRow("{{ a b }}") << "태그의 끝 }}이(가) 빠졌습니다. 그 자리에 'b'이(가) 있습니다";
        QTest::newRow("{% if 1 %}") << "endif이(가) 빠졌습니다";
        QTest::newRow("{{ 'a' | nothere }}") << "필터 'nothere'을(를) 지원하지 않습니다";
        QTest::newRow("{{ 'a' | trim(1, 2) }}") << "trim은(는) 인수 1개를 받는데 2개가 왔습니다";
        QTest::newRow("{{ 'a' | trim(chars='b', chars='c') }}") << "trim의 인수 'chars'이(가) 두 번 왔습니다";
        QTest::newRow("{{ 'a' | upper(b=1) }}") << "필터에는 매개변수 'b'이(가) 없습니다";
        QTest::newRow("{{ 'a' | replace('b') }}") << "replace에 인수 'new'이(가) 없습니다";
        QTest::newRow("{{ 1 is nothere }}") << "테스트 'nothere'을(를) 지원하지 않습니다";
        QTest::newRow("{{ -nothere }}") << "정의되지 않은 'nothere'을(를) 사용합니다";
        QTest::newRow("{{ 1() }}") << "숫자는 호출할 수 없습니다";
        QTest::newRow("{{ 'a' - 1 }}") << "'-'은(는) 텍스트와 숫자에 쓸 수 없습니다";
        QTest::newRow("{{ [].append(1) }}") << "'append'은(는) 목록을 바꾸는데, 템플릿은 그럴 수 없습니다";
        QTest::newRow("{{ 'a'.swapcase() }}") << "텍스트의 'swapcase'은(는) 지원하지 않습니다";
        QTest::newRow("{{ 1 | items }}") << "items에는 매핑이 필요한데 숫자가 왔습니다";
        QTest::newRow("{% for a, b in [[1]] %}{% endfor %}") << "값 1개를 이름 2개로 나누려 합니다";
        QTest::newRow("{% set a.b = 1 %}") << "'a'은(는) 네임스페이스가 아니어서 멤버에 값을 넣을 수 없습니다";
        QTest::newRow("{% macro a() %}{% endmacro %}{{ a(1) }}") << "매크로 'a'은(는) 인수 0개를 받는데 1개가 왔습니다";
        QTest::newRow("{{ range(99999999) }}") << "range가 숫자를 100000개보다 많이 만듭니다";
        QTest::newRow("{{ '\\x1' }}") << "텍스트의 이스케이프에 16진수 2자리가 필요합니다";
        QTest::newRow("{{ ) }}") << "여는 짝이 없는 )이(가) 있습니다";
        QTest::newRow("{{ 'a'") << "태그 {{이 끝나지 않습니다";
        QTest::newRow("{{ 1e999 }}") << "숫자 1e999가 너무 큽니다";
        QTest::newRow("{% break %}") << "break이(가) 반복 밖에 있습니다";
        QTest::newRow("{{ strftime_now('%Q') }}") << "strftime_now에 '%Q'은(는) 없습니다";
        QTest::newRow("{{ lipsum() }}") << "Jinja의 함수 'lipsum'을(를) 지원하지 않습니다";
    }
    void everyFaultOfATemplateIsSaid() {
        QFETCH(const QString, korean);
        const auto parsed = inference::chat_template::ChatTemplate::parse(QTest::currentDataTag());
        const auto pieces = parsed ? (*parsed)->render({}) : std::unexpected(parsed.error());
        QVERIFY(!pieces);
        QCOMPARE(app::inWindowsLanguage(pieces.error().in_words()), QString::fromUtf8("1행: ") + korean);
    }

    void everyLiteralIsKnown_data() {
        QTest::addColumn<int>("least");
        QTest::newRow("inference") << 500;
        QTest::newRow("app/engine") << 6;
        QTest::newRow("app/library") << 2;
    }

    /// A new sentence of the engine has words that stand in none of those that are known.
    void everyLiteralIsKnown() {
        QFETCH(const int, least);
        const QString known = withoutPlaces(allSentences().join(u'\n'));
        QDirIterator files(QStringLiteral(SOURCE_DIR "/") + QTest::currentDataTag(), {"*.cpp", "*.h"}, QDir::Files,
                           QDirIterator::Subdirectories);
        int count = 0;
        QStringList unknown;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QString& literal : literalsIn(QString::fromUtf8(file.readAll()))) {
                ++count;
                if (notSaid.contains(literal)) continue;
                for (const QString& sentence : literal.split(QStringLiteral(". ")))
                    if (!known.contains(withoutPlaces(sentence))) unknown.append(file.fileName() + ": " + sentence);
            }
        }
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
        QVERIFY(count >= least);
    }

    void literalsAreFound() {
        QCOMPARE(literalsIn("f('\"', \"a {} \"\n  \"word\", R\"(no words here)\"); // \"nor here\""),
                 QStringList{"a {} word"});
        QCOMPARE(literalsIn("tr(\"of its own\"); g(\"one\", \" is \\\"said\\\"\")"), QStringList{" is \"said\""});
    }
};

QTEST_GUILESS_MAIN(ProblemWordsTest)
#include "problem_words_test.moc"
