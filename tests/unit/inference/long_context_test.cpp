#include <QTest>

#include <algorithm>
#include <span>

#include "inference/session.h"
#include "tests/support/batches.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"
#include "tests/support/reference_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

/// A context of 131,072 positions, filled to its end: the table of rotations, the cache and the attention's window
/// there. The window, and a model of a few weights, keep the work small.
class LongContextTest : public QObject {
    Q_OBJECT
private slots:
    void logitsAtTheEnd() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        constexpr std::uint32_t context = 131072;
        GeneratedShape shape{.layer_count = 2,
                             .embedding_length = 32,
                             .feed_forward_length = 32,
                             .head_count = 2,
                             .kv_head_count = 1,
                             .head_size = 16,
                             .vocabulary_size = 40,
                             .context_length = context,
                             .sliding_window = 40};
        shape.rope = {.dimension_count = 16, .base = 5e5, .divisors = {}};
        const auto file = generated_model(shape);
        std::vector<Token> tokens(context - 1);
        for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i] = static_cast<Token>((i * 7919 + i / 40) % 40);
        const auto model = device->load(file, Precision::Exact);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        auto session = Session::open(*model, {.context_length = context, .cache_type = CacheType::F32});
        QVERIFY2(session, session ? "" : session.error().what.c_str());

        // What the last tokens see of the context are their windows, layer upon layer: 2 * 39 tokens before the first.
        constexpr std::size_t compared = 100, seen = compared + 2 * 39;
        const auto logits = (*session)->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        QCOMPARE(logits->size(), tokens.size() * 40);
        ReferenceModel::Cache cache;
        cache.positions = static_cast<std::uint32_t>(tokens.size() - seen);
        const auto expected = ReferenceModel::load(*file)->forward(std::span(tokens).last(seen), cache);
        const double error =
            normalised_error(std::span(*logits).last(compared * 40), std::span(expected).last(compared * 40));
        QVERIFY2(error <= 1e-6, qPrintable(QString::number(error)));
        QCOMPARE(device->first_message(), std::string());
    }

    /// Tokens that see all of it, decoded alone and together. One layer, whose keys and values depend on no attention:
    /// so the cache is filled without any, here and in the reference.
    void tokensAtTheEndSeeAllOfIt_data() {
        QTest::addColumn<QString>("stage");
        QTest::newRow("vulkan") << QString("vulkan");
        QTest::newRow("processor") << QString("processor");
    }
    void tokensAtTheEndSeeAllOfIt() {
        QFETCH(QString, stage);
        constexpr std::uint32_t context = 131072, vocabulary = 40, alone = 3, together = 8;
        constexpr std::uint32_t filled = context - alone - together;
        GeneratedShape shape{.layer_count = 1,
                             .embedding_length = 32,
                             .feed_forward_length = 32,
                             .head_count = 1,
                             .kv_head_count = 1,
                             .head_size = 16,
                             .vocabulary_size = vocabulary,
                             .context_length = context};
        shape.rope = {.dimension_count = 16, .base = 5e5, .divisors = {}};
        const auto file = generated_model(shape);
        // Runs of one token each, as the mean of so many would else be the same without some of them.
        std::vector<Token> tokens(context);
        for (std::size_t i = 0; i < context; ++i) tokens[i] = static_cast<Token>((i / 300 * 7) % vocabulary);
        const std::span all(tokens);

        shape.sliding_window = 1;
        ReferenceModel::Cache cache;
        ReferenceModel::load(*generated_model(shape))->forward(all.first(filled), cache);
        const auto expected = ReferenceModel::load(*file)->forward(all.subspan(filled), cache);

        const auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        const auto model = stage == "vulkan" ? device->load(file, Precision::Exact)
                                             : processor_model(file, {.precision = Precision::Exact});
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        const auto state = (*model)->stages.front()->open(context, CacheType::F32).value();
        std::vector<float> logits;
        const auto compute = [&](std::uint32_t position, std::uint32_t count, Pass pass, Output output) {
            const auto result = computed(*state, {.position = position,
                                                  .pass = pass,
                                                  .tokens = all.subspan(position, count),
                                                  .activations = {},
                                                  .output = output});
            if (!result) qFatal("%s", result.error().what.c_str());
            logits.insert(logits.end(), result->logits.begin(), result->logits.end());
        };
        const std::uint32_t batch = state->prompt_tokens_limit();
        for (std::uint32_t done = 0; done < filled; done += batch)
            compute(done, std::min(batch, filled - done), Pass::Prompt, Output::None);
        for (std::uint32_t i = 0; i < alone; ++i) compute(filled + i, 1, Pass::Decode, Output::LastLogits);
        compute(filled + alone, together, Pass::Decode, Output::AllLogits);
        QCOMPARE(logits.size(), expected.size());
        const double error = normalised_error(logits, expected);
        QVERIFY2(error <= 1e-11, qPrintable(QString::number(error)));
        QCOMPARE(device->first_message(), std::string());
    }
};
QTEST_GUILESS_MAIN(LongContextTest)
#include "long_context_test.moc"
