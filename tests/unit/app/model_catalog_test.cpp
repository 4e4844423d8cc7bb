#include "app/library/model_catalog.h"

#include <QDateTime>
#include <QDir>

#include "tests/support/model_folder.h"
#include "tests/support/verify_outcome.h"

using app::ModelCatalog;
using test_support::GgufBuilder;
using test_support::ModelFolder;
using test_support::small_model;

class ModelCatalogTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ModelFolder> files_;
    QString folder() const { return files_->path("models"); }
    QString ini() const { return files_->path("opened.ini"); }
    std::unique_ptr<ModelCatalog> catalog() const { return std::make_unique<ModelCatalog>(folder(), ini()); }
    static QStringList namesOf(const QList<ui::ModelEntry>& models) {
        QStringList names;
        for (const auto& model : models) names += model.fileName;
        return names;
    }
    static GgufBuilder named(const char* name) {
        GgufBuilder builder = small_model();
        builder.put("general.name", name);
        return builder;
    }

private slots:
    void init() {
        files_ = std::make_unique<ModelFolder>();
        QVERIFY(QDir().mkpath(folder()));
    }

    void listsTheFolderByName() {
        files_->write("models/b.gguf", named("Bee"));
        files_->write("models/A.GGUF", named("Ay"));
        files_->write("models/readme.txt", QByteArray("no model"));
        QVERIFY(QDir().mkpath(folder() + "/folder.gguf"));
        QVERIFY(QDir().mkpath(folder() + "/deeper"));
        files_->write("models/deeper/c.gguf", named("See"));
        const auto models = catalog()->scan();
        QCOMPARE(namesOf(models), (QStringList{"A.GGUF", "b.gguf"}));
        QCOMPARE(models[1].name, "Bee");
        QCOMPARE(models[1].quantisation, "F32");
        QCOMPARE(models[1].parameterCount, 1160);
        QCOMPARE(models[1].fileBytes, QFileInfo(folder() + "/b.gguf").size());
        QCOMPARE(models[1].size, ui::ModelSize::Other);
        QVERIFY(models[1].problem.what.isEmpty());
        QCOMPARE(models[1].id, app::modelIdOf(folder() + "/b.gguf"));
    }

    void theBundledOneComesLastAndOnce() {
        const QString bundled = files_->write("cria.gguf", named("Cria"));
        files_->write("models/z.gguf", named("Zed"));
        ModelCatalog with(folder(), ini(), bundled);
        auto models = with.scan();
        QCOMPARE(namesOf(models), (QStringList{"z.gguf", "cria.gguf"}));
        QVERIFY(!models[0].bundled && models[1].bundled);
        QCOMPARE(with.pathOf(models[1].id), QFileInfo(bundled).canonicalFilePath());
        // Linked to and opened by hand, it is the same file.
        QVERIFY(QFile::link(bundled, folder() + "/a.gguf"));
        VERIFY_OUTCOME(with.add(bundled));
        models = with.scan();
        QCOMPARE(namesOf(models), (QStringList{"z.gguf", "cria.gguf"}));
        QVERIFY(models[1].bundled);
        // A copy is another.
        QVERIFY(QFile::copy(bundled, folder() + "/copy.gguf"));
        QCOMPARE(with.scan().size(), 3);
        QVERIFY(!with.scan()[0].bundled);
        QVERIFY(QFile::remove(bundled));
        QCOMPARE(namesOf(with.scan()), (QStringList{"copy.gguf", "z.gguf"}));
    }

    void aFolderThatIsNotThereIsEmpty() { QVERIFY(ModelCatalog(files_->path("nowhere"), ini()).scan().isEmpty()); }

    void sizesGoByParametersNotByName() {
        // Real shapes over files that are holes on the disk.
        struct Shape {
            const char* file;
            std::uint64_t layers, embedding, feedForward;
            ui::ModelSize size;
        };
        for (const Shape& shape : {Shape{"13B-really-7.gguf", 32, 4096, 11008, ui::ModelSize::B7},
                                   Shape{"x13.gguf", 40, 5120, 13824, ui::ModelSize::B13},
                                   Shape{"x33.gguf", 60, 6656, 17920, ui::ModelSize::B33},
                                   Shape{"x65.gguf", 80, 8192, 22016, ui::ModelSize::B65},
                                   Shape{"7B-really-1.gguf", 22, 2048, 5632, ui::ModelSize::Other}}) {
            GgufBuilder builder = small_model();
            builder.tensors().clear();
            builder.put("llama.block_count", static_cast<std::uint32_t>(shape.layers));
            builder.put("llama.embedding_length", static_cast<std::uint32_t>(shape.embedding));
            builder.put("llama.feed_forward_length", static_cast<std::uint32_t>(shape.feedForward));
            builder.put("llama.attention.head_count", 32U).put("llama.attention.head_count_kv", 32U);
            builder.put("llama.attention.key_length", static_cast<std::uint32_t>(shape.embedding / 32));
            std::uint64_t end = 0;
            const auto tensor = [&](const std::string& name, std::vector<std::uint64_t> dimensions) {
                const bool vector = dimensions.size() == 1;
                const std::uint64_t weights = dimensions[0] * (vector ? 1 : dimensions[1]);
                builder.tensors().push_back({name, dimensions, vector ? 0U : 2U, {}, 0, end, {}});
                end = (end + (vector ? weights * 4 : weights / 32 * 18) + 31) / 32 * 32;
            };
            const std::uint64_t e = shape.embedding, f = shape.feedForward;
            tensor("token_embd.weight", {32000, e});
            for (std::uint64_t layer = 0; layer < shape.layers; ++layer) {
                const std::string prefix = "blk." + std::to_string(layer) + ".";
                for (const char* norm : {"attn_norm", "ffn_norm"}) tensor(prefix + norm + ".weight", {e});
                for (const char* square : {"attn_q", "attn_k", "attn_v", "attn_output"})
                    tensor(prefix + square + ".weight", {e, e});
                tensor(prefix + "ffn_gate.weight", {f, e});
                tensor(prefix + "ffn_up.weight", {f, e});
                tensor(prefix + "ffn_down.weight", {e, f});
            }
            tensor("output_norm.weight", {e});
            tensor("output.weight", {32000, e});
            const QString path = files_->write(QString("models/") + shape.file, builder);
            QFile file(path);
            QVERIFY(file.resize(file.size() + 32 + static_cast<qint64>(end)));
            const auto models = catalog()->scan();
            QCOMPARE(models.size(), 1);
            QVERIFY2(models[0].problem.what.isEmpty(), qPrintable(models[0].problem.what));
            QCOMPARE(models[0].size, shape.size);
            QCOMPARE(models[0].quantisation, "Q4_0");
            QVERIFY(file.remove());
        }
    }

    void aBrokenFileCarriesItsProblem() {
        files_->write("models/broken.gguf", QByteArray("GGUF"));
        files_->write("models/old.gguf", QByteArray("tjgg\3\0\0\0", 8));
        const auto models = catalog()->scan();
        QCOMPARE(namesOf(models), (QStringList{"broken.gguf", "old.gguf"}));
        QCOMPARE(models[0].name, "broken");
        QVERIFY2(models[0].problem.what.contains("a GGUF header needs 24"), qPrintable(models[0].problem.what));
        QVERIFY2(models[1].problem.what.contains("GGJT"), qPrintable(models[1].problem.what));
        QVERIFY(!models[1].problem.hint.isEmpty());
    }

    void aModelInSeveralFilesIsOne() {
        GgufBuilder builder = small_model();
        builder.remove("general.name");
        const auto parts = builder.split(3);
        QStringList paths;
        qint64 bytes = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            paths += files_->write(QString::asprintf("models/big-%05zu-of-00003.gguf", i + 1), parts[i]);
            bytes += QFileInfo(paths.last()).size();
        }
        files_->write("models/big-00001-of-00002.gguf", named("Other"));  // a whole file, of that name alone
        const auto models = catalog();
        auto found = models->scan();
        QCOMPARE(namesOf(found), (QStringList{"big-00001-of-00002.gguf", "big-00001-of-00003.gguf"}));
        QCOMPARE(found[0].name, "Other");
        QCOMPARE(found[1].name, "big");
        QCOMPARE(found[1].fileBytes, bytes);
        QVERIFY2(found[1].problem.what.isEmpty(), qPrintable(found[1].problem.what));
        // Whichever part is opened by hand.
        for (const QString& path : paths) {
            const auto id = models->add(path);
            VERIFY_OUTCOME(id);
            QCOMPARE(*id, found[1].id);
        }
        QCOMPARE(models->pathOf(found[1].id).value(), QFileInfo(paths[0]).canonicalFilePath());
        // A part that goes is missed, one that comes back is noticed.
        QVERIFY(QFile::rename(paths[1], paths[1] + ".away"));
        found = models->scan();
        QCOMPARE(found.size(), 2);
        QVERIFY2(found[1].problem.what.contains("part 2 of 3 cannot be read"), qPrintable(found[1].problem.what));
        QVERIFY(QFile::rename(paths[1] + ".away", paths[1]));
        QVERIFY(models->scan()[1].problem.what.isEmpty());
    }

    /// As download caches keep them: names that lead to files called otherwise.
    void partsMayBeLinks() {
        const auto parts = small_model().split(2);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const QString blob = files_->write(QString("blob%1").arg(i), parts[i]);
            QVERIFY(QFile::link(blob, folder() + QString::asprintf("/m-%05zu-of-00002.gguf", i + 1)));
        }
        const auto found = catalog()->scan();
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].problem.what.isEmpty(), qPrintable(found[0].problem.what));
    }

    void aFileThatChangedIsReadAgain() {
        const QString path = files_->write("models/m.gguf", named("Old"));
        const auto models = catalog();
        QCOMPARE(models->scan()[0].name, "Old");
        files_->write("models/m.gguf", named("New"));  // the same size
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(60), QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(models->scan()[0].name, "New");
        files_->write("models/m.gguf", named("Longer name"));
        QCOMPARE(models->scan()[0].name, "Longer name");
    }

    void filesOpenedByHandAreRemembered() {
        const QString file = files_->write("elsewhere, \"quoted\" = \xC3\xA9.gguf", named("Else"));
        const auto id = catalog()->add(file);
        VERIFY_OUTCOME(id);
        const auto later = catalog();
        QCOMPARE(later->pathOf(*id).value(), QFileInfo(file).canonicalFilePath());  // without a scan before it
        QCOMPARE(later->scan().size(), 1);
        QCOMPARE(later->scan()[0].name, "Else");
        QCOMPARE(later->scan()[0].id, *id);
        VERIFY_OUTCOME(later->add(file));
        QCOMPARE(catalog()->scan().size(), 1);  // once
    }

    void aRememberedFileThatIsGoneComesBack() {
        const QString file = files_->write("m.gguf", named("M"));
        const auto models = catalog();
        const auto id = models->add(file);
        VERIFY_OUTCOME(id);
        QVERIFY(QFile::rename(file, file + ".away"));
        QVERIFY(models->scan().isEmpty());
        QVERIFY(!models->pathOf(*id));
        QVERIFY(QFile::rename(file + ".away", file));
        QCOMPARE(models->scan().size(), 1);
        QVERIFY(models->pathOf(*id).has_value());
    }

    void aLinkIsItsFile() {
        const QString file = files_->write("models/m.gguf", named("M"));
        QVERIFY(QFile::link(file, folder() + "/link.gguf"));
        QVERIFY(QFile::link(folder() + "/nowhere", folder() + "/dangling.gguf"));
        QCOMPARE(catalog()->scan().size(), 1);
        QCOMPARE(app::modelIdOf(folder() + "/link.gguf"), app::modelIdOf(file));
        QCOMPARE(app::modelIdOf(folder() + "/../models/m.gguf"), app::modelIdOf(file));
        VERIFY_OUTCOME(catalog()->add(folder() + "/link.gguf"));
        QVERIFY(!QFileInfo::exists(ini()));  // it is in the folder: nothing to remember
    }

    void refusesAndForgetsWhatIsNoModel_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << "missing.gguf" << "there is no file";
        QTest::newRow("folder") << "models" << "is no file";
        QTest::newRow("text") << "text.gguf" << "is not a GGUF file (4 bytes)";
        QTest::newRow("another architecture") << "falcon.gguf" << "architecture 'falcon'";
        QTest::newRow("vocabulary alone") << "vocabulary.gguf" << "general.architecture";
    }
    void refusesAndForgetsWhatIsNoModel() {
        QFETCH(QString, name);
        QFETCH(QString, says);
        files_->write("text.gguf", QByteArray("text"));
        GgufBuilder falcon = small_model();
        files_->write("falcon.gguf", falcon.put("general.architecture", "falcon"));
        files_->write("vocabulary.gguf", test_support::vocabulary_file(test_support::byte_vocabulary({})));
        const auto added = catalog()->add(files_->path(name));
        QVERIFY(!added);
        QVERIFY2(added.error().what.contains(says), qPrintable(added.error().what));
        QVERIFY(!added.error().hint.isEmpty());
        QVERIFY(catalog()->scan().isEmpty());
    }

    void aListThatCannotBeWrittenIsAProblem() {
        const QString file = files_->write("m.gguf", named("M"));
        files_->write("in the way", QByteArray("x"));
        ModelCatalog models(folder(), files_->path("in the way/opened.ini"));
        const auto added = models.add(file);
        QVERIFY(!added);
        QVERIFY2(added.error().what.contains("cannot be written"), qPrintable(added.error().what));
    }

    void aDamagedListIsNoList() {
        files_->write("opened.ini", QByteArray("\xFF\xFE[opened\nfiles=@Variant(\x01\x02"));
        files_->write("models/m.gguf", named("M"));
        QCOMPARE(catalog()->scan().size(), 1);
        QVERIFY(!catalog()->pathOf("none"));
    }
};
QTEST_GUILESS_MAIN(ModelCatalogTest)
#include "model_catalog_test.moc"
