#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/int8_agreement.h"
#include "tests/support/named_shapes.h"
#include "tests/support/processor_batches.h"
#include "tests/support/processor_model.h"
#include "tests/support/reference_model.h"

using namespace inference;
using namespace test_support;

/// The forward pass on the processor against the reference model, and the promises of stage.h.
class ProcessorStageTest : public QObject {
    Q_OBJECT
private slots:
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
        // Block-quantised weights meet int8 activations. So do the reference's then, as a whole model's error would
        // otherwise be that of the rounding alone. The cache is float32, for the same reason.
        const auto reference = ReferenceModel::load(*file).value();
        const bool int8 = !exact && reference.has_blocks();
        ReferenceModel::Cache cache;
        const auto expected = reference.forward(
            tokens, cache, int8 ? ReferenceModel::Activations::Int8 : ReferenceModel::Activations::Exact);
        const auto model = loaded(file, {.precision = exact ? Precision::Exact : Precision::Fast});
        auto session = Session::open(
            model, {.batch_tokens = batch, .cache_type = exact || int8 ? CacheType::F32 : CacheType::F16});
        QVERIFY2(session, session ? "" : session.error().what.c_str());
        const auto logits = (*session)->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        const double error = normalised_error(*logits, expected);
        if (!int8) {
            QVERIFY2(error <= (exact ? 1e-6 : 1e-5), qPrintable(QString::number(error)));
            return;
        }
        QCOMPARE(int8_fault(*logits, expected, file->config.vocabulary_size, 2e-4, 3), QString());
    }

    /// What files say of positions: scaled and partial rotations, windows that end inside a split and beyond.
    void positionsAgainstTheReference_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<unsigned>("batch");
        for (const QString name : {"linear", "divisors", "yarn", "part of a head", "window", "window over splits"})
            for (const unsigned batch : {1U, 7U, 0U})
                QTest::newRow(qPrintable(QString("%1 batch %2").arg(name).arg(batch))) << name << batch;
    }
    void positionsAgainstTheReference() {
        QFETCH(QString, name);
        QFETCH(unsigned, batch);
        using Scaling = Rope::Scaling;
        GeneratedShape shape = grouped_shape(gguf::TensorType::F32);
        if (name == "linear")
            shape.rope = {.dimension_count = 16, .scaling = Scaling::Linear, .factor = 3.0, .divisors = {}};
        if (name == "divisors")
            shape.rope = {.dimension_count = 16, .base = 5e5, .divisors = {1.0, 1.4, 1.8, 2.2, 2.6, 3.0, 3.4, 3.8}};
        if (name == "yarn")
            shape.rope = {.dimension_count = 16,
                          .scaling = Scaling::Yarn,
                          .factor = 8.0,
                          .divisors = {},
                          .original_context_length = 64,
                          .beta_fast = 8.0,
                          .attention_factor = 0.9};
        if (name == "part of a head") shape.rope = {.dimension_count = 10, .divisors = {}};
        if (name == "window") shape.sliding_window = 11;
        if (name == "window over splits") shape.sliding_window = 300;
        const auto file = generated_model(shape);
        const auto tokens = some_tokens(name == "window over splits" ? 700 : 40, file->config.vocabulary_size);
        ReferenceModel::Cache cache;
        const auto expected = ReferenceModel::load(*file)->forward(tokens, cache);
        const auto session = Session::open(loaded(file, {.precision = Precision::Exact, .threads = 3}),
                                           {.batch_tokens = batch, .cache_type = CacheType::F32})
                                 .value();
        const auto logits = session->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        const double error = normalised_error(*logits, expected);
        QVERIFY2(error <= 1e-6, qPrintable(QString::number(error)));
        ReferenceModel::Cache plain_cache;
        const auto without =
            ReferenceModel::load(*generated_model(grouped_shape(gguf::TensorType::F32)))->forward(tokens, plain_cache);
        QVERIFY(normalised_error(*logits, without) > 1e-3);
    }

    /// Rule 5: a token's result depends neither on the tokens beside it nor on the threads, bit for bit.
    void theSameBitsHoweverTokensAreCut_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<CacheType>("cache");
        using gguf::TensorType;
        for (const TensorType type : {TensorType::Q4_0, TensorType::Q8_0, TensorType::F16, TensorType::F32})
            for (const bool exact : {true, false})
                QTest::addRow("type %d%s", static_cast<int>(type), exact ? " exact" : "")
                    << static_cast<int>(type) << exact << (exact ? CacheType::F32 : CacheType::F16);
        for (const bool exact : {true, false})
            QTest::addRow("int8 cache%s", exact ? ", exact" : "")
                << static_cast<int>(TensorType::Q4_0) << exact << CacheType::Q8_0;
    }
    void theSameBitsHoweverTokensAreCut() {
        QFETCH(int, type);
        QFETCH(bool, exact);
        QFETCH(CacheType, cache);
        GeneratedShape shape = grouped_shape(static_cast<gguf::TensorType>(type));
        if (cache == CacheType::Q8_0) shape.head_size = 32;
        const auto file = generated_model(shape);
        const auto tokens = some_tokens(550, file->config.vocabulary_size);
        const auto precision = exact ? Precision::Exact : Precision::Fast;
        const auto model = loaded(file, {.precision = precision, .threads = 2});
        const auto alone = logits_in_batches(*model, tokens, Pass::Decode, {1}, cache);
        QVERIFY(std::ranges::all_of(alone, [](float logit) { return std::isfinite(logit); }));
        for (const std::size_t length : {2U, 3U, 4U, 5U, 6U, 7U, 8U})
            QVERIFY2(logits_in_batches(*model, tokens, Pass::Decode, {length}, cache) == alone,
                     qPrintable(QString::number(length)));
        const auto prompt = logits_in_batches(*model, tokens, Pass::Prompt, {128}, cache);
        for (const std::vector<std::size_t>& lengths :
             std::vector<std::vector<std::size_t>>{{1}, {127, 1, 9}, {33}, {64, 5}})
            QVERIFY2(logits_in_batches(*model, tokens, Pass::Prompt, lengths, cache) == prompt,
                     qPrintable(QString::number(lengths.front())));
        for (const unsigned threads : {1U, 3U}) {
            const auto other = loaded(file, {.precision = precision, .threads = threads});
            QVERIFY(logits_in_batches(*other, tokens, Pass::Decode, {3}, cache) == alone);
            QVERIFY(logits_in_batches(*other, tokens, Pass::Prompt, {50}, cache) == prompt);
        }
    }

    /// A cache of int8 is another one, of half the size.
    void anInt8CacheTakesHalf() {
        GeneratedShape shape = grouped_shape();
        shape.head_size = 64;
        const auto file = generated_model(shape);
        // Activations stay float32, as a small difference would else take some of them to another int8.
        const auto model = loaded(file, {.precision = Precision::Exact});
        const auto tokens = some_tokens(40, file->config.vocabulary_size);
        const auto part_bytes = [&](CacheType type) {
            return model->stages.front()->open(64, type).value()->cache_part_bytes(64);
        };
        QCOMPARE(part_bytes(CacheType::Q8_0) * 64, part_bytes(CacheType::F16) * 34);
        const auto with_int8 = logits_in_batches(*model, tokens, Pass::Prompt, {40}, CacheType::Q8_0);
        const auto with_float16 = logits_in_batches(*model, tokens, Pass::Prompt, {40}, CacheType::F16);
        QVERIFY(with_int8 != with_float16);
        const double error = normalised_error(with_int8, with_float16);
        QVERIFY2(error <= 5e-5, qPrintable(QString::number(error)));
    }

    /// The layers on several stages give the same bits as on one, in both passes.
    void layersOnSeveralStages() {
        GeneratedShape shape = grouped_shape();
        shape.layer_count = 5;
        const auto file = generated_model(shape);
        const auto tokens = some_tokens(60, file->config.vocabulary_size);
        const auto of = [&](std::vector<std::uint32_t> layers, std::uint32_t batch) {
            const auto model = loaded(file, {.layers = std::move(layers)});
            const auto session = Session::open(model, {.batch_tokens = batch}).value();
            return session->logits(tokens, {}).value();
        };
        for (const std::uint32_t batch : {0U, 1U, 7U}) {
            const auto whole = of({5}, batch);
            QVERIFY(of({2, 3}, batch) == whole);
            QVERIFY(of({1, 3, 1}, batch) == whole);
            QVERIFY(of({4, 1}, batch) == whole);
        }
        QCOMPARE(loaded(file, {.layers = {2, 3}})->stages[1]->first_layer(), 2U);
        for (const std::vector<std::uint32_t>& layers : std::vector<std::vector<std::uint32_t>>{{5, 1}, {0, 5}, {6}})
            QVERIFY(processor_model(file, {.layers = layers}).error().kind == ErrorKind::InvalidArgument);
    }

    /// Layers that stay in the file take no memory, and give the same bits.
    void layersInTheFile() {
        GeneratedShape shape = grouped_shape();
        shape.layer_count = 3;
        const auto file = generated_model(shape);
        const auto tokens = some_tokens(40, file->config.vocabulary_size);
        std::vector<float> whole;
        std::uint64_t bytes = 0;
        for (const std::uint32_t mapped : {0U, 1U, 3U}) {
            const auto model = loaded(file, {.mapped_layers = mapped});
            const auto logits = Session::open(model, {}).value()->logits(tokens, {}).value();
            if (mapped == 0) whole = logits;
            QVERIFY(logits == whole);
            QVERIFY(mapped == 0 || model->weights_bytes() < bytes);
            bytes = model->weights_bytes();
        }
        QVERIFY(processor_model(file, {.mapped_layers = 4}).error().kind == ErrorKind::InvalidArgument);
    }

    /// What a session keeps of an earlier prompt, or is rewound to, gives what an empty cache gives.
    void keptPrefixesAndRewoundSessions() {
        const auto file = generated_model(grouped_shape());
        const auto model = loaded(file);
        const auto prompt = some_tokens(300, file->config.vocabulary_size);
        auto other = prompt;
        other[280] = (other[280] + 1) % 300;
        const SamplingSettings greedy{.temperature = 0.0F};
        const auto answer = [](Session& session, std::size_t count) {
            std::vector<Token> tokens;
            while (tokens.size() < count) {
                const auto step = session.advance({}).value();
                tokens.insert(tokens.end(), step.tokens.begin(), step.tokens.end());
            }
            return tokens;
        };
        const auto fresh = [&](const std::vector<Token>& of, std::size_t count) {
            const auto session = Session::open(model, {}).value();
            session->start(of, greedy).value();
            return answer(*session, count);
        };
        const auto session = Session::open(model, {}).value();
        QCOMPARE(session->start(prompt, greedy).value(), 0U);
        const auto first = answer(*session, 8);
        QCOMPARE(first, fresh(prompt, 8));
        QCOMPARE(session->start(other, greedy).value(), 280U);
        QCOMPARE(answer(*session, 8), fresh(other, 8));
        QVERIFY(session->rewind(303).has_value());  // three tokens of the answer stay
        QCOMPARE(session->tokens().size(), std::size_t{303});
        const auto again = answer(*session, 5);
        const auto whole = fresh(other, 8);
        QCOMPARE(again, std::vector<Token>(whole.begin() + 3, whole.end()));
    }

    void candidatesAreTheBestOfTheRow() {
        for (const std::uint32_t vocabulary : {40U, 300U, 20000U}) {
            const auto file = generated_model({.layer_count = 1, .vocabulary_size = vocabulary});
            const auto model = loaded(file);
            const auto tokens = some_tokens(6, vocabulary);
            const auto state = model->stages.front()->open(16, CacheType::F16).value();
            Batch batch{.position = 0, .pass = Pass::Decode, .tokens = tokens, .activations = {}};
            batch.output = Output::AllLogits;
            const auto logits = computed(*state, batch).value().logits;
            batch.output = Output::AllCandidates;
            const auto rows = computed(*state, batch).value().candidates;
            QCOMPARE(rows.size(), tokens.size());
            for (std::size_t row = 0; row < rows.size(); ++row) {
                std::vector<Candidates::Entry> sorted;
                double sum = 0.0;
                for (std::uint32_t token = 0; token < vocabulary; ++token) {
                    sorted.push_back({static_cast<Token>(token), logits[row * vocabulary + token]});
                    sum += std::exp(static_cast<double>(sorted.back().logit));
                }
                std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.logit > b.logit; });
                QCOMPARE(rows[row].best.size(), std::size_t{std::min(Candidates::kept, vocabulary)});
                for (std::size_t i = 0; i < rows[row].best.size(); ++i) {
                    QCOMPARE(rows[row].best[i].token, sorted[i].token);
                    QCOMPARE(rows[row].best[i].logit, sorted[i].logit);
                }
                QVERIFY(std::abs(static_cast<double>(rows[row].log_sum_exp) - std::log(sum)) < 1e-5);
            }
        }
    }
};
QTEST_GUILESS_MAIN(ProcessorStageTest)
#include "processor_stage_test.moc"
