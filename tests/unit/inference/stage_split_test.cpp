#include <QTest>

#include <optional>

#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

using Split = std::vector<std::uint32_t>;

std::vector<Token> some_tokens(std::size_t count) {
    std::vector<Token> tokens(count);
    for (std::size_t i = 0; i < count; ++i) tokens[i] = static_cast<Token>((i * 7919 + 13) % 300);
    return tokens;
}

std::shared_ptr<const ModelFile> file_of(gguf::TensorType type, bool tied) {
    return generated_model({.type = type, .layer_count = 4, .tied_head = tied});
}

QString name_of(const Split& split) {
    QStringList counts;
    for (const std::uint32_t count : split) counts << QString::number(count);
    return counts.join('+');
}

}  // namespace

Q_DECLARE_METATYPE(Split)

/// A model's layers on several stages of one Vulkan device: the same bits as on one.
class StageSplitTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
    }

    void theSameLogits_data() {
        QTest::addColumn<Split>("split");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<unsigned>("batch");
        for (const Split& split : {Split{1, 3}, Split{3, 1}, Split{2, 2}, Split{1, 1, 1, 1}})
            for (const bool exact : {true, false})
                for (const unsigned batch : {1U, 7U, 0U})
                    QTest::addRow("%s %s batch %u", qPrintable(name_of(split)), exact ? "exact" : "fast", batch)
                        << split << exact << batch;
    }
    void theSameLogits() {
        QFETCH(Split, split);
        QFETCH(bool, exact);
        QFETCH(unsigned, batch);
        const auto precision = exact ? Precision::Exact : Precision::Fast;
        const auto tokens = some_tokens(37);
        const auto file = file_of(gguf::TensorType::Q4_0, false);
        const auto logits_on = [&](const Split& layers) {
            const auto model = device_->load(file, precision, layers).value();
            auto session =
                Session::open(model, {.batch_tokens = batch, .cache_type = exact ? CacheType::F32 : CacheType::F16});
            return session.value()->logits(tokens, {}).value();
        };
        QVERIFY(logits_on(split) == logits_on({4}));
    }

    /// The head's rows are the embedding's: each of the two stages then has them.
    void aTiedHead() {
        const auto file = file_of(gguf::TensorType::F16, true);
        const auto tokens = some_tokens(11);
        const auto logits_on = [&](const Split& layers) {
            const auto model = device_->load(file, Precision::Fast, layers).value();
            return Session::open(model, {}).value()->logits(tokens, {}).value();
        };
        QVERIFY(logits_on({2, 2}) == logits_on({4}));
        const auto one = device_->load(file, Precision::Fast, Split{4}).value();
        const auto two = device_->load(file, Precision::Fast, Split{2, 2}).value();
        const std::uint64_t table = 300 * 128 * 2;
        QVERIFY(two->weights_bytes() >= one->weights_bytes() + table);
        QVERIFY(two->weights_bytes() < one->weights_bytes() + 2 * table);
        QCOMPARE(two->stages[1]->first_layer(), 2U);
        QCOMPARE(two->stages[1]->layer_count(), 2U);
    }

    /// A conversation, gone back in and gone on with, and its caches kept and brought back.
    void theSameAnswers() {
        const auto file = file_of(gguf::TensorType::Q8_0, false);
        const auto answers_on = [&](const Split& layers) {
            const auto model = device_->load(file, Precision::Fast, layers).value();
            const auto session = Session::open(model, {.context_length = 96}).value();
            std::vector<Token> tokens = some_tokens(20);
            for (const std::size_t keep : {24U, 9U, 30U}) {
                session->start(tokens, {.temperature = 0.8F, .seed = 7}).value();
                for (std::size_t wanted = tokens.size() + 8; tokens.size() < wanted;) {
                    const auto step = session->advance({}).value();
                    tokens.insert(tokens.end(), step.tokens.begin(), step.tokens.end());
                }
                tokens.resize(std::min(keep, tokens.size()));
                for (Token more = 1; more < 4; ++more) tokens.push_back(more * 50);
            }
            return tokens;
        };
        const auto expected = answers_on({4});
        QCOMPARE(answers_on({1, 3}), expected);
        QCOMPARE(answers_on({2, 1, 1}), expected);
    }

    void batchesThatAStageCannotTake() {
        const auto model = device_->load(file_of(gguf::TensorType::F32, false), Precision::Exact, Split{2, 2}).value();
        const auto first = model->stages[0]->open(16, CacheType::F32).value();
        const auto second = model->stages[1]->open(16, CacheType::F32).value();
        const auto tokens = some_tokens(2);
        const std::vector<float> row(128, 0.5F);
        const std::vector<float> part(100, 0.5F);
        QVERIFY(!second->submit({.tokens = tokens, .activations = {}}).has_value());
        QVERIFY(!second->submit({.tokens = {}, .activations = part}).has_value());
        QVERIFY(!second->submit({.tokens = {}, .activations = {}}).has_value());
        QVERIFY(!first->submit({.tokens = {}, .activations = row}).has_value());
        const auto ticket = second->submit({.tokens = {}, .activations = row}).value();
        QVERIFY(second->abandon(ticket).has_value());
    }

    void layersThatAModelHasNot() {
        const auto file = file_of(gguf::TensorType::F32, false);
        for (const Split& split : {Split{5}, Split{4, 1}, Split{0}, Split{3, 0xffffffffU}})
            QVERIFY2(!device_->load(file, Precision::Exact, split).has_value(), qPrintable(name_of(split)));
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(StageSplitTest)
#include "stage_split_test.moc"
