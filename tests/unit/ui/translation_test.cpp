#include "ui/translation.h"

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
