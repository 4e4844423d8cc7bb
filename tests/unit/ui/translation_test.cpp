#include "ui/translation.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "ui/models/conversation_list_model.h"
#include "ui/models/message_list_model.h"

namespace {

struct Message {
    QString context, source, translation, type;
};

QList<Message> messagesOf(const QString& file) {
    QFile ts(file);
    if (!ts.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(file));
    QXmlStreamReader xml(&ts);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == u"name") context = xml.readElementText();
        if (xml.name() == u"source") messages.append({context, xml.readElementText(), {}, {}});
        if (xml.name() == u"translation") {
            messages.last().type = xml.attributes().value("type").toString();
            messages.last().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    if (xml.hasError()) qFatal("%s: %s", qPrintable(file), qPrintable(xml.errorString()));
    return messages;
}

/// Literals of QML or JavaScript that read as words, and are not given to qsTr.
QStringList untranslated(const QString& source) {
    static const QRegularExpression literal(
        "//[^\n]*|/\\*.*?\\*/|(\\b(?:qsTr|QT_TR_NOOP)\\(\\s*)?"
        "(\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'|`[^`]*`)",
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression words("\\p{L}{2,} \\p{L}{2,}|^\\p{Lu}\\p{Ll}");
    static const QRegularExpression names("^Ctrl\\+.$|^\\w+\\.(qml|js)$|^<div ");  // of keys, files and tags
    QStringList found;
    for (auto matches = literal.globalMatch(source); matches.hasNext();) {
        const auto match = matches.next();
        const QString text = match.captured(2).mid(1).chopped(match.hasCaptured(2) ? 1 : 0);
        if (!match.hasCaptured(1) && words.match(text).hasMatch() && !names.match(text).hasMatch()) found.append(text);
    }
    return found;
}

/// %1, %2, %Ln: what is put into a text, in alphabetical order.
QStringList placesIn(const QString& text) {
    static const QRegularExpression place("%L?[0-9n]");
    QStringList places;
    for (auto matches = place.globalMatch(text); matches.hasNext();) places.append(matches.next().captured());
    places.sort();
    return places;
}

}  // namespace

class TranslationTest : public QObject {
    Q_OBJECT
    const QString folder_ = QStringLiteral(SOURCE_DIR "/resources/translations");

private slots:
    void everyText_data() {
        QTest::addColumn<QString>("file");
        for (const QString& name : QDir(folder_).entryList({"*.ts"})) QTest::newRow(qPrintable(name)) << name;
    }
    void everyText() {
        QFETCH(QString, file);
        const QString tool =
            QStandardPaths::findExecutable("lupdate", {"/usr/lib/qt6/bin", "/usr/lib64/qt6/bin", "/usr/bin"});
        if (tool.isEmpty()) QSKIP("There is no lupdate here, so the texts are not looked for in the sources.");
        const QTemporaryDir temporary;
        const QString copy = temporary.filePath(file);
        QVERIFY(QFile::copy(folder_ + '/' + file, copy));
        QProcess lupdate;
        lupdate.setWorkingDirectory(SOURCE_DIR);
        lupdate.start(tool, {"-silent", "-no-obsolete", "-locations", "none", "-I", ".", "ui", "app", "-ts", copy});
        QVERIFY(lupdate.waitForFinished(120'000));
        QCOMPARE(lupdate.exitCode(), 0);
        const auto messages = messagesOf(copy);
        QVERIFY(messages.size() > 200);
        for (const Message& message : messages) {
            const QByteArray where = (message.context + ": " + message.source).toUtf8();
            QVERIFY2(message.type.isEmpty() && !message.translation.isEmpty(), where.constData());
            QVERIFY2(placesIn(message.translation) == placesIn(message.source), where.constData());
            QVERIFY2(message.translation.endsWith("...") == message.source.endsWith("..."), where.constData());
        }
        QCOMPARE(messagesOf(folder_ + '/' + file).size(), messages.size());  // nothing that no longer exists
    }

    /// lupdate finds only what is given to qsTr.
    void everyTextIsGivenToTranslation() {
        const QStringList names = {"Hack",  // a typeface
                                   "unshare --user --map-root-user --net altiplano",
                                   // Cria was taught in English.
                                   "What can you do?", "How do I get a bigger model?",
                                   "Does anything leave my computer?"};
        QDirIterator files(QStringLiteral(SOURCE_DIR "/ui/qml"), {"*.qml", "*.js"}, QDir::Files,
                           QDirIterator::Subdirectories);
        QStringList named;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            for (const QString& text : untranslated(QString::fromUtf8(file.readAll()))) {
                QVERIFY2(names.contains(text), qPrintable(file.fileName() + ": " + text));
                named.append(text);
            }
        }
        QCOMPARE(named.size(), names.size());

        QCOMPARE(untranslated("text: \"Hello\""), QStringList{"Hello"});
        QCOMPARE(untranslated("text: a ? 'no model' : `a ${b} of them`"), (QStringList{"no model", "a ${b} of them"}));
        QCOMPARE(untranslated("text: qsTr(\"Hello\")  // as \"Hello\"\nicon: \"more\""), QStringList());
    }

    void aLanguageWithoutTranslationStaysEnglish() {
        ui::translate(QLocale(QLocale::Icelandic));
        QCOMPARE(QCoreApplication::translate("SideBar", "New chat"), "New chat");
    }

    void koreanIsEmbedded() {
        ui::translate(QLocale(QLocale::Korean));
        QCOMPARE(QCoreApplication::translate("SideBar", "New chat"), QString::fromUtf8("새 대화"));
        QCOMPARE(ui::ConversationListModel::tr("Today"), QString::fromUtf8("오늘"));  // as the class itself asks
        QCOMPARE(ui::MessageListModel::tr("%Ln tokens", nullptr, 3), QString::fromUtf8("토큰 3개"));
    }
};
QTEST_GUILESS_MAIN(TranslationTest)
#include "translation_test.moc"
