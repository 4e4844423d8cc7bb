#include <QTest>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/int8_agreement.h"
#include "tests/support/named_shapes.h"
#include "tests/support/reference_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

std::vector<Token> some_tokens(std::size_t count, std::uint32_t vocabulary_size) {
    std::vector<Token> tokens(count);
    for (std::size_t i = 0; i < count; ++i) tokens[i] = static_cast<Token>((i * 7919 + 13) % vocabulary_size);
    return tokens;
}

}  // namespace

/// The forward pass on the first Vulkan device, under the validation layers, against the reference model.
class StageTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
    }

    void logitsAgainstTheReference_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<unsigned>("batch");
        for (const auto& [name, shape] : named_shapes())
            for (const bool exact : {true, false})
                for (const unsigned batch : {1U, 7U, 0U})
                    QTest::addRow("%s %s batch %u", name.c_str(), exact ? "exact" : "fast", batch)
                        << QString::fromStdString(name) << exact << batch;
    }
    void logitsAgainstTheReference() {
        QFETCH(QString, name);
        QFETCH(bool, exact);
        QFETCH(unsigned, batch);
        const auto file = generated_model(named_shapes().at(name.toStdString()));
        const auto tokens = some_tokens(40, file->config.vocabulary_size);
        // Decoding meets block-quantised weights with int8 activations. So does the reference then, as a whole model's
        // error would otherwise be that of the rounding alone. The cache is float32, for the same reason.
        const auto reference = ReferenceModel::load(*file, ReferenceModel::GateAndUp::Together).value();
        const bool int8 = !exact && batch == 1 && reference.has_blocks();
        ReferenceModel::Cache cache;
        const auto expected = reference.forward(
            tokens, cache, int8 ? ReferenceModel::Activations::Int8 : ReferenceModel::Activations::Exact);

        const auto model = device_->load(file, exact ? Precision::Exact : Precision::Fast);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        auto session = Session::open(
            *model, {.batch_tokens = batch, .cache_type = exact || int8 ? CacheType::F32 : CacheType::F16});
        QVERIFY2(session, session ? "" : session.error().what.c_str());
        const auto logits = (*session)->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        const double error = normalised_error(*logits, expected);
        if (!int8) {
            QVERIFY2(error <= (exact ? 1e-6 : 1e-5), qPrintable(QString::number(error)));
            return;
        }
        QCOMPARE(int8_fault(*logits, expected, file->config.vocabulary_size, 1e-4, 5), QString());
    }

    /// What files say of positions: scaled and partial rotations, windows that end inside a block and beyond.
    void positionsAgainstTheReference_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<unsigned>("batch");
        for (const QString name : {"linear", "divisors", "yarn", "part of a head", "window"})
            for (const unsigned batch : {1U, 7U, 0U})
                QTest::newRow(qPrintable(QString("%1 batch %2").arg(name).arg(batch))) << name << batch;
    }
    void positionsAgainstTheReference() {
        QFETCH(QString, name);
        QFETCH(unsigned, batch);
        using Scaling = Rope::Scaling;
        std::map<QString, GeneratedShape> shapes;
        shapes["linear"].rope = {.dimension_count = 32, .scaling = Scaling::Linear, .factor = 3.0, .divisors = {}};
        shapes["divisors"].rope = {.dimension_count = 32, .base = 5e5, .divisors = std::vector<double>(16, 1.0)};
        for (std::size_t i = 0; i < 16; ++i) shapes["divisors"].rope.divisors[i] += 0.4 * static_cast<double>(i);
        shapes["yarn"].rope = {.dimension_count = 32,
                               .scaling = Scaling::Yarn,
                               .factor = 8.0,
                               .divisors = {},
                               .original_context_length = 64,
                               .beta_fast = 8.0,
                               .attention_factor = 0.9};
        shapes["part of a head"].rope = {.dimension_count = 20, .divisors = {}};
        shapes["window"].sliding_window = 11;
        const auto file = generated_model(shapes.at(name));
        const auto tokens = some_tokens(40, file->config.vocabulary_size);
        ReferenceModel::Cache cache;
        const auto expected = ReferenceModel::load(*file)->forward(tokens, cache);
        const auto model = device_->load(file, Precision::Exact);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        auto session = Session::open(*model, {.batch_tokens = batch, .cache_type = CacheType::F32}).value();
        const auto logits = session->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        const double error = normalised_error(*logits, expected);
        QVERIFY2(error <= 1e-6, qPrintable(QString::number(error)));
        // What is tested matters to the result.
        GeneratedShape plain;
        ReferenceModel::Cache plain_cache;
        const auto without = ReferenceModel::load(*generated_model(plain))->forward(tokens, plain_cache);
        QVERIFY(normalised_error(*logits, without) > 1e-3);
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(StageTest)
#include "stage_test.moc"
