#include "app/engine/model_opening.h"

#include "app/library/model_identity.h"
#include "tests/support/model_folder.h"

using app::openModelFile;
using inference::ChatFormatName;
using inference::ErrorKind;
using test_support::GgufBuilder;
using test_support::ModelFolder;
using test_support::small_model;

class ModelOpeningTest : public QObject {
    Q_OBJECT
    ModelFolder files_;

private slots:
    void opensWhatTheWindowNeeds() {
        GgufBuilder builder = small_model();
        builder.put("tokenizer.chat_template", "{% for m in messages %}[INST] <<SYS>> {{ m.content }}{% endfor %}");
        const QString path = files_.write("caf\u00E9 m.gguf", builder);
        const auto opened = openModelFile(path);
        QVERIFY2(opened, opened ? "" : opened.error().what.c_str());
        QCOMPARE(opened->format.name.value(), ChatFormatName::Llama2);
        QCOMPARE(opened->file->config.name, std::string("small"));
        QCOMPARE(QString::fromStdString(opened->identity), *app::modelIdentityOf(path));
    }

    void assumesAFormatWhereTheTemplateCannotBeRun() {
        GgufBuilder builder = small_model();
        builder.put("tokenizer.chat_template", "<|im_start|>{% nonsense %}");
        const auto opened = openModelFile(files_.write("m.gguf", builder));
        QVERIFY2(opened, opened ? "" : opened.error().what.c_str());
        QCOMPARE(opened->format.name.value(), ChatFormatName::ChatML);
        QVERIFY(opened->format.source == inference::FileFormat::Source::Assumed);
        QVERIFY(!opened->format.problem.empty());
    }

    void refusesATemplateThatIsNoText() {
        GgufBuilder builder = small_model();
        builder.put("tokenizer.chat_template", 7U);
        const auto opened = openModelFile(files_.write("m.gguf", builder));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::InvalidFile);
    }

    void idsGoThroughTheLibrary() {
        const QString path = files_.write("m.gguf", small_model());
        const auto parts = app::enginePartsOver(
            [&](const QString& id) -> std::optional<QString> {
                if (id == "gone") return std::nullopt;
                return id == "here" ? path : files_.path("deleted meanwhile.gguf");
            },
            [] { return inference::Engine::create(); }, files_.path("caches"));
        QCOMPARE(parts.cacheFolder, std::filesystem::path(files_.path("caches").toStdString()));
        QVERIFY(parts.openModel("here"));
        QCOMPARE(parts.openModel("gone").error().what, std::string("the model's file is gone"));
        QVERIFY(parts.openModel("deleted").error().what.find("there is no file") != std::string::npos);
    }
};
QTEST_GUILESS_MAIN(ModelOpeningTest)
#include "model_opening_test.moc"
