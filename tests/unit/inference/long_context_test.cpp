#include <QTest>

#include <optional>

#include "inference/session.h"
#include "tests/support/generated_model.h"
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
};
QTEST_GUILESS_MAIN(LongContextTest)
#include "long_context_test.moc"
