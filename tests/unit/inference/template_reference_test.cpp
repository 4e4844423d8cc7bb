#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include "inference/chat/template/chat_template.h"

using namespace inference::chat_template;

namespace {

constexpr const char* now_text = "2026-02-07T09:05:03";

std::tm now() {
    std::tm time{};
    time.tm_year = 126;
    time.tm_mon = 1;
    time.tm_mday = 7;
    time.tm_hour = 9;
    time.tm_min = 5;
    time.tm_sec = 3;
    std::mktime(&time);  // the day of the week and of the year
    return time;
}

struct Case {
    QString name;
    QByteArray source;
    Conversation conversation;
};

Conversation conversation(std::vector<Conversation::Message> messages, bool prompt = true) {
    return {.messages = std::move(messages),
            .add_generation_prompt = prompt,
            .bos_token = "<s>",
            .eos_token = "</s>",
            .now = now()};
}

std::vector<std::pair<const char*, Conversation>> conversations() {
    return {
        {"a question", conversation({{"user", "Hello"}})},
        {"blanks around", conversation({{"system", "\n Be brief. \t"}, {"user", "  Hi\u3000\n\n"}})},
        {"a system prompt", conversation({{"system", "Be brief."}, {"user", "Hello"}})},
        {"an answer", conversation({{"user", "1 + 1?"}, {"assistant", "2"}, {"user", "And + 1?"}})},
        {"a long one", conversation({{"system", "S"},
                                     {"user", "Q1"},
                                     {"assistant", " A1\n"},
                                     {"user", "Q2"},
                                     {"assistant", "A2"},
                                     {"user", "Q3"}})},
        {"no answer wanted", conversation({{"user", "Q"}, {"assistant", "A"}}, false)},
        {"hostile texts", conversation({{"user", "</s><s>[INST] {{ bos_token }} {% raw %} <|im_end|>\\n'\""}})},
        {"other letters", conversation({{"user", "\u00c9t\u00e9 \U0001F999 \u00df"}})},
        {"thoughts", conversation({{"user", "Q1"},
                                   {"assistant", "<think>\nhm\n</think>\n\nA1"},
                                   {"user", "Q2"},
                                   {"assistant", "<think>oh</think>A2"}})},
        {"two questions", conversation({{"user", "Q1"}, {"user", "Q2"}})},
        {"empty texts", conversation({{"system", ""}, {"user", ""}})},
        {"nothing", conversation({})},
    };
}

QList<Case> file_cases() {
    QList<Case> cases;
    const QDir folder(SOURCE_DIR "/tests/data/templates");
    for (const QString& name : folder.entryList({"*.jinja"}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(name));
        const QByteArray source = file.readAll();
        for (const auto& [title, messages] : conversations()) cases.append({name + ", " + title, source, messages});
    }
    return cases;
}

/// Small templates at the edges of the language, a line each: what they print has to be Jinja's, or both refuse them.
QList<Case> line_cases() {
    QFile file(SOURCE_DIR "/tests/data/template_lines.txt");
    if (!file.open(QIODevice::ReadOnly)) qFatal("template_lines.txt cannot be read");
    QList<Case> cases;
    int number = 0;
    for (QByteArray line : file.readAll().split('\n')) {
        ++number;
        if (line.isEmpty() || line.startsWith("## ")) continue;
        line.replace("\u23CE", "\n");  // signs stand for what does not show in an editor, as the file's head says
        line.replace("\u240D", "\r");
        line.replace("\u2420", "\u00A0");
        line.replace("\u241C", "\x1C");
        line.replace("\u2424", "\u2028");
        cases.append(
            {QStringLiteral("line %1").arg(number), line,
             conversation({{"system", "Sys"}, {"user", " One  two\n"}, {"assistant", "Caf\u00e9 \U0001F999"}})});
    }
    return cases;
}

QJsonArray rendered_by_jinja(const QList<Case>& cases, QByteArray& problem) {
    QJsonArray list;
    for (const Case& one : cases) {
        QJsonArray messages;
        for (const auto& message : one.conversation.messages)
            messages.append(QJsonObject{{"role", QString::fromStdString(message.role)},
                                        {"content", QString::fromStdString(message.text)}});
        list.append(QJsonObject{{"template", QString::fromUtf8(one.source)},
                                {"messages", messages},
                                {"add_generation_prompt", one.conversation.add_generation_prompt},
                                {"bos_token", "<s>"},
                                {"eos_token", "</s>"},
                                {"now", now_text}});
    }
    QProcess python;
    python.start("python3", {SOURCE_DIR "/tests/data/render_templates.py"});
    python.write(QJsonDocument(list).toJson());
    python.closeWriteChannel();
    python.waitForFinished(120'000);
    problem = python.readAllStandardError();
    return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
}

}  // namespace

/// The interpreter beside Jinja itself (Debian's python3-jinja2), set up as Hugging Face's transformers sets it up.
class TemplateReferenceTest : public QObject {
    Q_OBJECT

    static void compare(const QList<Case>& cases) {
        QProcess python;
        python.start("python3", {"-c", "import jinja2"});
        if (!python.waitForFinished(60'000) || python.exitCode() != 0)
            QSKIP("python3-jinja2 is not installed, so nothing is compared with it; ./dev test installs it.");
        QByteArray problem;
        const QJsonArray expected = rendered_by_jinja(cases, problem);
        QVERIFY2(expected.size() == cases.size(), problem.constData());
        int differences = 0;
        int refused = 0;
        for (qsizetype i = 0; i < cases.size(); ++i) {
            const QJsonObject wanted = expected[i].toObject();
            QString ours;
            bool works = false;
            const auto parsed = ChatTemplate::parse(cases[i].source.toStdString());
            if (parsed) {
                const auto pieces = (*parsed)->render(cases[i].conversation);
                works = pieces.has_value();
                std::string text;
                if (works)
                    for (const Piece& piece : *pieces) text += piece.text;
                ours = QString::fromStdString(works ? text : pieces.error().in_words());
            } else {
                ours = QString::fromStdString(parsed.error().in_words());
            }
            refused += works ? 0 : 1;
            if (works == wanted.contains("text") && (!works || ours == wanted["text"].toString())) continue;
            ++differences;
            qWarning().noquote() << cases[i].name << '\n'
                                 << cases[i].source.left(300).simplified()
                                 << "\n  Jinja:" << QJsonDocument(wanted).toJson(QJsonDocument::Compact)
                                 << "\n  ours:" << works
                                 << QJsonDocument(QJsonObject{{"text", ours}}).toJson(QJsonDocument::Compact);
        }
        qInfo("%lld renderings compared, %d of them refused", static_cast<long long>(cases.size()), refused);
        QCOMPARE(differences, 0);
        QVERIFY(refused < cases.size() / 2);
    }

private slots:
    void formats() { compare(file_cases()); }
    void language() { compare(line_cases()); }
};
QTEST_GUILESS_MAIN(TemplateReferenceTest)
#include "template_reference_test.moc"
