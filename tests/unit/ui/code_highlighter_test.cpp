#include "ui/text/code_highlighter.h"

#include <QRegularExpression>
#include <QTest>

#include "ui/text/block_style.h"

using namespace ui;

class CodeHighlighterTest : public QObject {
    Q_OBJECT

    /// Markup as a person would write it down: [k:int] for a keyword, and so on.
    static QString brief(QString markup) {
        static const QRegularExpression colour(QStringLiteral("<font color=\"\\x01(.)\">"));
        return markup.replace(colour, QStringLiteral("[\\1:"))
            .replace("</font>", "]")
            .replace(QChar(QChar::Nbsp), u' ');
    }
    static QString highlighted(const char* language, const QString& code) {
        return brief(highlightedCode(code, QString::fromLatin1(language)));
    }

private slots:
    void coloursLanguages_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("markup");
        const auto row = [](const char* language, const char* code, const char* markup) {
            QTest::newRow(language) << QString::fromUtf8(code) << QString::fromUtf8(markup);
        };
        row("c", "#include <a.h>\nint x = 'a'; // b",
            "[k:#include] &lt;a.h&gt;<br/>[k:int] x = [s:&#39;a&#39;]; [c:// b]");
        row("cpp", "auto n = 1'000.5e-3f; f(u8\"s\\\"t\");",
            "[k:auto] n = [n:1&#39;000.5e-3f]; [f:f](u8[s:&quot;s\\&quot;t&quot;]);");
        row("C++", "/* a\nb */ if (true) {}", "[c:/* a]<br/>[c:b */] [k:if] ([k:true]) {}");
        row("csharp", "var s = \"\"\"a\nb\"\"\";", "[k:var] s = [s:&quot;&quot;&quot;a]<br/>[s:b&quot;&quot;&quot;];");
        row("java", "public int run() { return 0xFF; }", "[k:public] [k:int] [f:run]() { [k:return] [n:0xFF]; }");
        row("kotlin", "val c = '\\n'", "[k:val] c = [s:&#39;\\n&#39;]");
        row("go", "s := `a\nb` // c", "s := [s:`a]<br/>[s:b`] [c:// c]");
        row("rust", "fn f<'a>(s: &'a str) { println!(\"x\"); }",
            "[k:fn] f&lt;&#39;a&gt;(s: &amp;&#39;a [k:str]) { [f:println]!([s:&quot;x&quot;]); }");
        row("swift", "let a = \"b\"", "[k:let] a = [s:&quot;b&quot;]");
        row("js", "const $a = `x ${y}\nz`; f('a')", "[k:const] $a = [s:`x ${y}]<br/>[s:z`]; [f:f]([s:&#39;a&#39;])");
        row("typescript", "let a: number = 1;", "[k:let] a: [k:number] = [n:1];");
        row("python", "def f(): # c\n    '''a\n  b''' + \"#\"",
            "[k:def] [f:f](): [c:# c]<br/>    [s:&#39;&#39;&#39;a]<br/>[s:  b&#39;&#39;&#39;] + [s:&quot;#&quot;]");
        row("ruby", "puts \"a\" # b", "puts [s:&quot;a&quot;] [c:# b]");
        row("php", "if ($a) echo 'b';", "[k:if] ($a) [k:echo] [s:&#39;b&#39;];");
        row("lua", "local a = 1 --[[ b\nc ]] -- d", "[k:local] a = [n:1] [c:--[[ b]<br/>[c:c ]]] [c:-- d]");
        row("bash", "for f in \"$#\"; do echo $#; done # x",
            "[k:for] f [k:in] [s:&quot;$#&quot;]; [k:do] echo $#; [k:done] [c:# x]");
        row("sql", "SELECT count(*) FROM t WHERE a = 'it''s' -- b",
            "[k:SELECT] [f:count](*) [k:FROM] t [k:WHERE] a = [s:&#39;it&#39;][s:&#39;s&#39;] [c:-- b]");
        row("html", "<!-- a\nb --><p class=\"x\">don't 1</p>",
            "[c:&lt;!-- a]<br/>[c:b --&gt;]&lt;[k:p] [f:class]=[s:&quot;x&quot;]&gt;don&#39;t 1&lt;/[k:p]&gt;");
        row("xml", "<a:b\n c='d'/>", "&lt;[k:a:b]<br/> [f:c]=[s:&#39;d&#39;]/&gt;");
        row("css", "a { color: #fff; /* b */ }", "a { [f:color]: #fff; [c:/* b */] }");
        row("json", "{\"a\": [1, true]}", "{[s:&quot;a&quot;]: [[n:1], [k:true]]}");
        row("yaml", "a-b: true # c", "[f:a-b]: [k:true] [c:# c]");
        row("toml", "a = \"b\" # c", "[f:a] = [s:&quot;b&quot;] [c:# c]");
        row("cmake", "if(NOT A) # c", "[k:if]([k:NOT] A) [c:# c]");
        row("dockerfile", "FROM a:1", "[k:FROM] a:[n:1]");
        row("glsl", "vec4 a = texture(b, c);", "[k:vec4] a = [f:texture](b, c);");
        row("qml", "Item { width: 2 }", "Item { [f:width]: [n:2] }");
        row("nothing", "int <b> 1", "int &lt;b&gt; 1");
        row("", "\"a\"", "&quot;a&quot;");
    }
    void coloursLanguages() {
        QFETCH(QString, code);
        QTEST(highlighted(QTest::currentDataTag(), code), "markup");
    }

    void namesLanguages() {
        QCOMPARE(CodeHighlighter(u"CPP").languageName(), "C++");
        QCOMPARE(CodeHighlighter(u"Sh").languageName(), "Bash");
        QCOMPARE(CodeHighlighter(u"").languageName(), "");
        QCOMPARE(CodeHighlighter(u"Brain<fuck>").languageName(), "Brain<fuck>");
        QCOMPARE(CodeHighlighter(u"a\u202eb").languageName(), "a\ufffdb");
        QCOMPARE(CodeHighlighter(QString(100, u'x')).languageName(), QString(32, u'x'));
    }

    void aNameFindsItsLanguageAgain() {
        for (const char* fence :
             {"c", "cpp", "cs", "js", "ts", "py", "rb", "sh", "yml", "ini", "docker", "frag", "golang", "rs", "kt"}) {
            const QString name = CodeHighlighter(QString::fromLatin1(fence)).languageName();
            QVERIFY(name != QString::fromLatin1(fence));
            QCOMPARE(CodeHighlighter(name).languageName(), name);
            QCOMPARE(highlightedCode(u"if \"a\" 1", name), highlightedCode(u"if \"a\" 1", QString::fromLatin1(fence)));
        }
    }

    void keepsSpacesAndTabs() {
        const QChar space = QChar::Nbsp;
        QCOMPARE(highlightedCode(u"\ta\tb  c ", u""),
                 QString(4, space) + "a" + QString(3, space) + "b" + QString(2, space) + "c" + space);
    }

    void keepsTheTextOfEverything() {
        const QString code =
            QStringLiteral("\"unclosed 'x /* <b> \\\n'''\n`é 🦙\n--[[ <!-- <a href='\n\"\"\" 1e+ 0x' .5 $ # @ \\");
        for (const char* language :
             {"cpp", "python", "js", "rust", "html", "lua", "sql", "bash", "css", "yaml", "unknown"}) {
            QString text = highlightedCode(code, QString::fromLatin1(language));
            static const QRegularExpression tag(QStringLiteral("</?font[^>]*>"));
            text.remove(tag).replace("<br/>", "\n").replace(QChar(QChar::Nbsp), u' ');
            QVERIFY(!text.contains(u'<') && !text.contains(u'>') && !text.contains(u'"') && !text.contains(u'\''));
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
            QCOMPARE(text, code);
        }
    }

    void aLineAtATimeIsTheSame() {
        const QStringList lines = {"/* a", "b */ int x = 1;", "R\"(", "'", "// c"};
        CodeHighlighter highlighter(u"cpp");
        QStringList markup;
        for (const QString& line : lines) markup += highlighter.line(line);
        QCOMPARE(markup.join("<br/>"), highlightedCode(lines.join('\n'), u"cpp"));
    }

    /// The markup, and with it the work, grows with the code: no character costs more than a span of its own.
    void growsLinearly_data() {
        QTest::addColumn<QString>("part");
        for (const char* part :
             {"\"", "'", "/*", "/", "*/", "1", "a(", "'a", "\\", "<a", "<!--", "`", "'''", "-", "é", "a ", "\t"})
            QTest::newRow(part) << QString::fromUtf8(part);
    }
    void growsLinearly() {
        QFETCH(QString, part);
        for (const char* language : {"cpp", "python", "js", "html", "lua", "sql"}) {
            const QString code = part.repeated(1 << 18);
            QVERIFY(highlightedCode(code, QString::fromLatin1(language)).size() <= 40 * code.size());
        }
    }
};

QTEST_GUILESS_MAIN(CodeHighlighterTest)
#include "code_highlighter_test.moc"
