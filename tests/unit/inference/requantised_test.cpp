#include "inference/plan/requantised.h"

#include <QTest>

#include "inference/plan/release_models.h"
#include "tests/support/generated_model.h"

using namespace inference;
using gguf::TensorType;

/// What a model would take in another quantisation.
class RequantisedTest : public QObject {
    Q_OBJECT

    static const Quantisation& named(std::string_view name) {
        return *std::ranges::find(quantisations(), name, &Quantisation::name);
    }
    static std::uint64_t file_bytes(const ModelFile& model) {
        std::uint64_t sum = model.weights.embedding->bytes + model.weights.head->bytes;
        for (const LayerWeights& layer : model.weights.layers)
            for (const gguf::TensorInfo* tensor :
                 {layer.query, layer.key, layer.value, layer.output, layer.gate, layer.up, layer.down})
                sum += tensor->bytes;
        return sum;
    }

private slots:
    /// Against the files of LLaMA 7B as llama.cpp makes them.
    void asLargeAsPublishedFiles_data() {
        QTest::addColumn<double>("gigabytes");
        QTest::newRow("Q8_0") << 7.16;
        QTest::newRow("Q6_K") << 5.53;
        QTest::newRow("Q5_K_M") << 4.78;
        QTest::newRow("Q4_K_M") << 4.08;
        QTest::newRow("Q4_0") << 3.83;
        QTest::newRow("Q3_K_S") << 2.95;
        QTest::newRow("Q2_K") << 2.83;
    }
    void asLargeAsPublishedFiles() {
        QFETCH(double, gigabytes);
        const auto model = release_model(SizeClass::B7, TensorType::F16);
        const auto smaller = requantised(*model, named(QTest::currentDataTag()));
        const double ratio = static_cast<double>(file_bytes(*smaller)) / (gigabytes * 1e9);
        QVERIFY2(ratio > 0.997 && ratio < 1.015, qPrintable(QString::number(ratio)));
        QCOMPARE(smaller->config.quantisation, std::string(QTest::currentDataTag()));
        QCOMPARE(smaller->weights.layers.size(), model->weights.layers.size());
    }

    void theLargestComesFirst() {
        const auto model = release_model(SizeClass::B13, TensorType::F16);
        std::uint64_t before = file_bytes(*model);
        for (const Quantisation& quantisation : quantisations()) {
            const std::uint64_t bytes = file_bytes(*requantised(*model, quantisation));
            QVERIFY(bytes < before);
            before = bytes;
        }
    }

    void onlyWhatIsSmallerAndCanBe() {
        const auto model = release_model(SizeClass::B7, TensorType::Q4_0);
        QVERIFY(!requantised(*model, named("Q8_0")));
        QVERIFY(requantised(*model, named("Q3_K_S")));
        // Rows of 128 weights have no blocks of 256.
        const auto narrow = test_support::generated_model({.type = TensorType::F16});
        QVERIFY(requantised(*narrow, named("Q8_0")));
        QVERIFY(!requantised(*narrow, named("Q4_K_M")));
    }

    void aTiedHeadStaysTied() {
        const auto model = test_support::generated_model({.type = TensorType::F16, .tied_head = true});
        const auto smaller = requantised(*model, named("Q8_0"));
        QCOMPARE(smaller->weights.head, smaller->weights.embedding);
        QVERIFY(smaller->weights.head->type == TensorType::Q8_0);
    }
};
QTEST_GUILESS_MAIN(RequantisedTest)
#include "requantised_test.moc"
