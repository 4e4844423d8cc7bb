#include "ui/text/safe_text.h"

#include <QTest>

using namespace ui;

class SafeTextTest : public QObject {
    Q_OBJECT

private slots:
    void leavesTextAlone() {
        const QString text = QStringLiteral("Plain text,\n\twith tabs, é, 日本語, עברית, 🦙 and U+200F \u200f.");
        QCOMPARE(harmless(text), text);
        QCOMPARE(escaped(text), text);
        QCOMPARE(harmless({}), QString());
    }

    void replacesWhatDeceives_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("mark of a style") << QStringLiteral("a\u0001b");
        QTest::newRow("NUL") << QString(QStringLiteral("a") + QChar(0) + u'b');
        QTest::newRow("escape") << QStringLiteral("a\u001bb");
        QTest::newRow("carriage return") << QStringLiteral("a\rb");
        QTest::newRow("delete") << QStringLiteral("a\u007fb");
        QTest::newRow("C1") << QStringLiteral("a\u009bb");
        QTest::newRow("right-to-left override") << QStringLiteral("a\u202eb");
        QTest::newRow("left-to-right embedding") << QStringLiteral("a\u202ab");
        QTest::newRow("isolate") << QStringLiteral("a\u2066b");
        QTest::newRow("pop isolate") << QStringLiteral("a\u2069b");
        QTest::newRow("object") << QStringLiteral("a\ufffcb");
        QTest::newRow("non-character") << QString(QStringLiteral("a") + QChar(0xfdd0) + u'b');
        QTest::newRow("U+FFFE") << QString(QStringLiteral("a") + QChar(0xfffe) + u'b');
        QTest::newRow("U+1FFFF") << QString(QStringLiteral("a") + QChar(0xd83f) + QChar(0xdfff) + u'b');
        QTest::newRow("high surrogate") << QString(QStringLiteral("a") + QChar(0xd83e) + u'b');
        QTest::newRow("low surrogate") << QString(QStringLiteral("a") + QChar(0xdd99) + u'b');
    }
    void replacesWhatDeceives() {
        QFETCH(QString, text);
        QCOMPARE(harmless(text), QStringLiteral("a\ufffdb"));
        QCOMPARE(escaped(text), QStringLiteral("a\ufffdb"));
    }
    void replacesALoneSurrogateAtTheEnd() { QCOMPARE(harmless(QString(QChar(0xd83e))), QStringLiteral("\ufffd")); }

    void escapesMarkup() {
        QCOMPARE(escaped(u"<img src=\"http://a\" alt='b'> & &lt;"),
                 "&lt;img src=&quot;http://a&quot; alt=&#39;b&#39;&gt; &amp; &amp;lt;");
    }

    void opensOnlyPlainAddresses_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("safe");
        const auto row = [](const char* address, const char* safe) { QTest::newRow(address) << address << safe; };
        row("http://example.org", "http://example.org");
        row("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&amp;d=e#f");
        row("HTTPS://Example.ORG/A", "https://example.org/A");
        row("https://example.org:8443/", "https://example.org:8443/");
        row("mailto:a@example.org", "mailto:a@example.org");
        row("http://example.org/\"onclick=\"x", "http://example.org/%22onclick=%22x");
        row("http://example.org/a b", "http://example.org/a%20b");
        row("", "");
        row("http://", "");
        row("http:///etc/passwd", "");
        row("https:relative", "");
        row("//example.org", "");
        row("relative/path", "");
        row("#fragment", "");
        row("javascript:alert(1)", "");
        row(" javascript:alert(1)", "");
        row("data:text/html,<b>", "");
        row("file:///etc/passwd", "");
        row("ftp://example.org", "");
        row("qrc:/icon.svg", "");
        row("http://bank.example@evil.example/", "");
        row("http://user:word@evil.example/", "");
        row("http:\\\\evil.example", "");
        row("http://a\nb.example", "");
        row("mailto:", "");
        row("mailto:a@example.org?attach=/etc/passwd", "");
    }
    void opensOnlyPlainAddresses() {
        QFETCH(QString, address);
        QTEST(safeAddress(address), "safe");
    }
    void refusesWhatTurnsTheDirection() { QCOMPARE(safeAddress(u"http://example.org/\u202egpj"), ""); }
    void showsLookAlikesOfHosts() {
        QCOMPARE(safeAddress(u"http://\u0440\u0430ypal.com/"), "http://xn--ypal-43d9g.com/");  // two Cyrillic letters
    }
    void refusesVeryLongAddresses() {
        const QString begin = QStringLiteral("http://example.org/");
        QVERIFY(!safeAddress(begin + QString(2048 - begin.size(), u'a')).isEmpty());
        QCOMPARE(safeAddress(begin + QString(2049 - begin.size(), u'a')), "");
    }

    void decodesEntities_data() {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<QString>("text");
        QTest::newRow("lt") << "&lt;"
                            << "<";
        QTest::newRow("amp") << "&amp;"
                             << "&";
        QTest::newRow("nbsp") << "&nbsp;" << QString(QChar(0xa0));
        QTest::newRow("first of the table") << "&AElig;"
                                            << "Æ";
        QTest::newRow("last of the table") << "&zwnj;" << QString(QChar(0x200c));
        QTest::newRow("case matters") << "&Alpha;&alpha;"
                                      << "&Alpha;&alpha;";  // two are none
        QTest::newRow("Alpha") << "&Alpha;"
                               << "Α";
        QTest::newRow("alpha") << "&alpha;"
                               << "α";
        QTest::newRow("decimal") << "&#60;"
                                 << "<";
        QTest::newRow("hexadecimal") << "&#x3c;"
                                     << "<";
        QTest::newRow("hexadecimal, large") << "&#X1F999;"
                                            << "🦙";
        QTest::newRow("zero") << "&#0;"
                              << "\ufffd";
        QTest::newRow("surrogate") << "&#xd800;"
                                   << "\ufffd";
        QTest::newRow("too large") << "&#x110000;"
                                   << "\ufffd";
        QTest::newRow("far too large") << "&#99999999999999999999;"
                                       << "\ufffd";
        QTest::newRow("unknown") << "&nothing;"
                                 << "&nothing;";
        QTest::newRow("no entity") << "lt"
                                   << "lt";
    }
    void decodesEntities() {
        QFETCH(QString, entity);
        QTEST(decodedEntity(entity), "text");
    }
};

QTEST_GUILESS_MAIN(SafeTextTest)
#include "safe_text_test.moc"
