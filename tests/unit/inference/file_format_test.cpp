#include <QDir>
#include <QFile>
#include <QTest>

#include "inference/chat/file_format.h"
#include "inference/chat/template_format.h"
#include "tests/support/fake_tokenizer.h"
#include "tests/support/gguf_builder.h"

using namespace inference;
using namespace test_support;

namespace {

using Source = FileFormat::Source;

FileFormat format_of(GgufBuilder builder, const std::string& file_name = "m.gguf") {
    const auto bytes = builder.bytes();
    return chat_format_of(*gguf::GgufFile::parse(bytes, file_name).value()).value();
}
FileFormat format_of(const char* chat_template) {
    GgufBuilder builder = small_model();
    builder.put("tokenizer.chat_template", chat_template);
    return format_of(std::move(builder));
}
FileFormat format_of_name(const char* name, const std::string& file_name = "m.gguf") {
    GgufBuilder builder = small_model();
    builder.put("general.name", name);
    return format_of(std::move(builder), file_name);
}

std::string encoded(const ChatFormat& format, const std::vector<Turn>& turns) {
    std::string text;
    const auto tokens = format.encode(FakeTokenizer(), turns).value();
    for (const Token token : tokens)
        text += token > 255 ? std::string(FakeTokenizer().written(token)) : FakeTokenizer().bytes_of(token);
    return text;
}

}  // namespace

class FileFormatTest : public QObject {
    Q_OBJECT
private slots:
    void theFilesOwnTemplateDecides() {
        const auto format = format_of(
            "{% for m in messages %}<|im_start|>!{{ m.role }}: {{ m.content }}<|im_end|>\n{% endfor %}"
            "{% if add_generation_prompt %}<|im_start|>!{% endif %}");
        QVERIFY(format.source == Source::Template);
        QCOMPARE(format.name.value(), ChatFormatName::ChatML);
        QCOMPARE(encoded(*format.format, {{Role::User, "Q"}}),
                 std::string("<s><|im_start|>!user: Q<|im_end|>\n<|im_start|>!"));
    }

    /// The published formats' templates say what our named formats say.
    void templatesAndNamedFormatsAgree_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("name");
        const auto add = [](const char* file, ChatFormatName name) { QTest::newRow(file) << file << int(name); };
        add("llama-2", ChatFormatName::Llama2);
        add("llama-3", ChatFormatName::Llama3);
        add("chatml", ChatFormatName::ChatML);
        add("zephyr", ChatFormatName::Zephyr);
        add("vicuna", ChatFormatName::Vicuna);
        add("alpaca", ChatFormatName::Alpaca);
    }
    void templatesAndNamedFormatsAgree() {
        QFETCH(QString, file);
        QFETCH(int, name);
        QFile source(SOURCE_DIR "/tests/data/templates/" + file + ".jinja");
        QVERIFY(source.open(QIODevice::ReadOnly));
        const auto format = format_of(source.readAll().constData());
        QVERIFY(format.source == Source::Template);
        QCOMPARE(int(format.name.value()), name);
        const auto named = named_format(ChatFormatName(name));
        for (const std::vector<Turn>& turns : {std::vector<Turn>{{Role::User, "Q"}},
                                               {{Role::System, "S"}, {Role::User, "Q"}},
                                               {{Role::User, "Q1"}, {Role::Assistant, "A1"}, {Role::User, "Q2"}},
                                               {{Role::System, "S"}, {Role::User, "Q1"}, {Role::Assistant, "A1 and"}}})
            QCOMPARE(encoded(*format.format, turns), encoded(*named, turns));
    }

    void publishedTemplatesCanBeRun() {
        const QDir folder(SOURCE_DIR "/tests/data/templates");
        const auto names = folder.entryList({"*.jinja"}, QDir::Files);
        QVERIFY(names.size() >= 12);
        for (const QString& name : names) {
            QFile source(folder.filePath(name));
            QVERIFY(source.open(QIODevice::ReadOnly));
            const auto format = format_of(source.readAll().constData());
            QVERIFY2(format.source == Source::Template, qPrintable(name + ": " + format.problem.c_str()));
        }
    }

    void aTemplateThatCannotBeRunIsAssumed_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<int>("name");
        QTest::addColumn<QString>("problem");
        const auto add = [](const char* source, ChatFormatName name, const char* problem) {
            QTest::newRow(source) << source << int(name) << problem;
        };
        const char* undefined = "line 1: 'x', which is not defined, is used";
        add("<|start_header_id|>{{ x.y }}", ChatFormatName::Llama3, undefined);
        add("<|im_start|>{{ x.y }}", ChatFormatName::ChatML, undefined);
        add("<|user|><|assistant|>{{ x.y }}", ChatFormatName::Zephyr, undefined);
        add("### Instruction:{{ x.y }}", ChatFormatName::Alpaca, undefined);
        add("USER: {{ x.y }}", ChatFormatName::Vicuna, undefined);
        add("[INST] {{ x.y }}", ChatFormatName::Mistral, undefined);
        add("[INST] <<SYS>> {{ x.y }}", ChatFormatName::Llama2, undefined);
        add("\n{% nonsense %}", ChatFormatName::Plain, "line 2: the tag 'nonsense' is not supported there");
        add("", ChatFormatName::Plain, "it leaves the question out");
        add("{% for m in messages if m.role != 'assistant' %}{{ m.content }}{% endfor %}", ChatFormatName::Plain,
            "it leaves the answers out");
        add("{{ raise_exception('never') }}", ChatFormatName::Plain, "line 1: never");
        add("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", ChatFormatName::Plain,
            "line 1: it makes more than 67");
    }
    void aTemplateThatCannotBeRunIsAssumed() {
        QFETCH(QString, source);
        QFETCH(int, name);
        QFETCH(QString, problem);
        const auto format = format_of(source.toUtf8().constData());
        QVERIFY(format.source == Source::Assumed);
        QCOMPARE(int(format.name.value()), name);
        QVERIFY2(QString::fromStdString(format.problem).startsWith(problem), format.problem.c_str());
        QCOMPARE(QString::fromStdString(format.template_text), source);
    }

    void noMoreOfATemplateIsKeptThanIsRead() {
        const std::string source(300'000, 'a');
        const auto format = format_of(source.c_str());
        QVERIFY(format.source == Source::Assumed);
        QCOMPARE(format.problem, std::string("it has 300000 bytes, at most 262144 are read"));
        QCOMPARE(format.template_text, source.substr(0, 262'144));
        QVERIFY(format_of("{% for m in messages %}{{ m.content }}{% endfor %}").template_text.empty());
    }

    void withoutATemplateTheNameTells_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("format");
        const auto add = [](const char* name, ChatFormatName format) { QTest::newRow(name) << name << int(format); };
        add("Alpaca 7B", ChatFormatName::Alpaca);
        add("gpt4-x-alpaca-13b", ChatFormatName::Alpaca);
        add("Vicuna-13B v1.5", ChatFormatName::Vicuna);
        add("zephyr-7b-beta", ChatFormatName::Zephyr);
        add("Mistral 7B Instruct v0.2", ChatFormatName::Mistral);
        add("LLaMA 2 7b Chat", ChatFormatName::Llama2);
        add("Meta-Llama-3-8B-Instruct", ChatFormatName::Llama3);
        add("Llama3.1 8B instruct", ChatFormatName::Llama3);
        add("codellama_codellama-34b-instruct-hf", ChatFormatName::Llama2);
    }
    void withoutATemplateTheNameTells() {
        QFETCH(QString, name);
        QFETCH(int, format);
        const auto by_name = format_of_name(name.toUtf8().constData());
        QVERIFY(by_name.source == Source::Name);
        QCOMPARE(int(by_name.name.value()), format);
        const auto by_file = format_of_name("models", name.toStdString() + ".Q4_0.gguf");
        QVERIFY(by_file.source == Source::Name);
        QCOMPARE(int(by_file.name.value()), format);
    }

    void withoutAnyHintTheVocabularyTells() {
        // A model of stories goes on with the text; LLaMA 1 holds a dialogue.
        QVERIFY(format_of_name("stories").source == Source::Default);
        QCOMPARE(format_of_name("stories").name.value(), ChatFormatName::Plain);
        // The number of a size is no release's.
        for (const char* name : {"upstage_llama-30b-instruct-2048", "llama-33b-instruct", "open_llama_3b_instruct",
                                 "LLaMA-2B-chat", "llama 20b chat"})
            QCOMPARE(format_of_name(name).name.value(), ChatFormatName::Plain);
        for (const char* name : {"LLaMA", "llama-7b", "Mistral 7B", "Llama 2"}) {
            GgufBuilder large = small_model();
            const std::vector<Piece> pieces(32'000 - 259, Piece{"x"});
            put_vocabulary(large, byte_vocabulary(pieces));
            large.put("general.name", name);
            const auto format = format_of(large);
            QVERIFY(format.source == Source::Default);
            QCOMPARE(format.name.value(), ChatFormatName::Dialogue);
        }
    }

    void aTemplateIsAText() {
        GgufBuilder builder = small_model();
        builder.put("tokenizer.chat_template", 7U);
        const auto bytes = builder.bytes();
        QCOMPARE(chat_format_of(*gguf::GgufFile::parse(bytes, "m.gguf").value()).error().kind, ErrorKind::InvalidFile);
    }
};
QTEST_GUILESS_MAIN(FileFormatTest)
#include "file_format_test.moc"
