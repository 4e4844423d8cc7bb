#include <QTest>

#include <map>
#include <optional>

#include "inference/session.h"
#include "tests/support/golden_files.h"
#include "tests/support/int8_cache.h"
#include "tests/support/reference_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

/// The engine against exact logits of real files, on the first device, under the validation layers.
class GoldenTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;
    std::map<std::pair<QString, Precision>, std::shared_ptr<const Model>> models_;

    std::shared_ptr<const Model> model(const QString& name, Precision precision) {
        auto& model = models_[{name, precision}];
        if (model) return model;
        const auto file = ModelFile::open(golden::model(name));
        auto loaded = file ? device_->load(*file, precision) : std::unexpected(file.error());
        if (!loaded) {
            qWarning("%s. %s", loaded.error().what.c_str(), loaded.error().hint.c_str());
            return nullptr;
        }
        return model = *loaded;
    }

    static CacheType cache_of(Precision precision) {
        return precision == Precision::Exact ? CacheType::F32 : CacheType::F16;
    }

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
    }
    void init() {
        if (!golden::here())
            QSKIP("The shared folder with models and golden logits is not here, so nothing is compared with them.");
    }

    void referenceModelAgrees_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : golden::model_names) QTest::newRow(name) << QString(name);
    }
    void referenceModelAgrees() {
        QFETCH(QString, name);
        const auto file = ModelFile::open(golden::model(name));
        QVERIFY2(file, file ? "" : file.error().what.c_str());
        const auto reference = ReferenceModel::load(**file);
        QVERIFY(reference);
        ReferenceModel::Cache cache;
        const auto logits = reference->forward(golden::tokens(name), cache);
        const double error = normalised_error(golden::logits(name), logits);
        QVERIFY2(error < 1e-9, qPrintable(QString::number(error)));
    }

    void logits_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<unsigned>("batch");
        for (const char* name : golden::model_names)
            for (const bool exact : {true, false})
                for (const unsigned batch : {1U, 7U, 48U, 0U})
                    QTest::addRow("%s %s batch %u", name, exact ? "exact" : "fast", batch)
                        << QString(name) << exact << batch;
    }
    void logits() {
        QFETCH(QString, name);
        QFETCH(bool, exact);
        QFETCH(unsigned, batch);
        const auto precision = exact ? Precision::Exact : Precision::Fast;
        const auto loaded = model(name, precision);
        QVERIFY(loaded);
        QCOMPARE(loaded->precision, precision);
        auto session = Session::open(loaded, {.batch_tokens = batch, .cache_type = cache_of(precision)});
        QVERIFY2(session, session ? "" : session.error().what.c_str());
        const auto tokens = golden::tokens(name);
        const auto logits = (*session)->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        QCOMPARE(logits->size(), tokens.size() * golden::vocabulary_size);
        const auto expected = golden::logits(name);
        const double error = normalised_error(*logits, expected);
        QVERIFY2(error <= (exact ? 1e-6 : 2e-4), qPrintable(QString::number(error)));
        if (exact) {
            const std::size_t agreeing = golden::agreeing(*logits, expected);
            QVERIFY2(agreeing * 100 >= tokens.size() * 99, qPrintable(QString::number(agreeing)));
        }
    }

    /// All of them in the soak.
    void int8Cache_data() { add_int8_cache_rows(qEnvironmentVariableIsSet("ALTIPLANO_WHOLE_TILES") ? 1 : 4); }
    void int8Cache() {
        QFETCH(QString, name);
        QFETCH(unsigned, batch);
        const auto loaded = model(name, Precision::Fast);
        QVERIFY(loaded);
        QCOMPARE(int8_cache_problem(loaded, name, batch), QString());
    }

    void int8CacheOfOddHeads() {
        const auto loaded = model("stories260K", Precision::Fast);
        QVERIFY(loaded);
        QCOMPARE(odd_heads_problem(loaded), QString());
    }

    void greedyText_data() {
        QTest::addColumn<bool>("exact");
        QTest::addColumn<unsigned>("batch");
        QTest::newRow("exact") << true << 0U;
        QTest::newRow("fast") << false << 0U;
        QTest::newRow("fast, decode kernels alone") << false << 1U;
    }
    void greedyText() {
        QFETCH(bool, exact);
        QFETCH(unsigned, batch);
        const auto precision = exact ? Precision::Exact : Precision::Fast;
        const auto loaded = model("stories260K", precision);
        QVERIFY(loaded);
        auto session = Session::open(loaded, {.batch_tokens = batch, .cache_type = cache_of(precision)}).value();
        const auto& tokenizer = *loaded->source->tokenizer;
        std::vector<Token> prompt = {*tokenizer.bos()};
        const auto text = tokenizer.encode("Once upon a time").value();
        prompt.insert(prompt.end(), text.begin(), text.end());
        session->start(prompt, {.temperature = 0.0F}).value();
        std::string said;
        for (std::size_t count = 0; count < 200;) {
            const auto step = session->advance({});
            QVERIFY2(step, step ? "" : step.error().what.c_str());
            for (const Token token : step->tokens) said += tokenizer.bytes_of(token);
            count += step->tokens.size();
        }
        QVERIFY(!golden::greedy_text().isEmpty());
        QCOMPARE(QByteArray::fromStdString(said), golden::greedy_text());
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(GoldenTest)
#include "golden_test.moc"
