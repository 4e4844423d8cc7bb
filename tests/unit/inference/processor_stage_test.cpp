#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "inference/cpu/cpu_stage_state.h"
#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"
#include "tests/support/reference_model.h"

using namespace inference;
using namespace test_support;

namespace {

std::vector<Token> some_tokens(std::size_t count, std::uint32_t vocabulary_size) {
    std::vector<Token> tokens(count);
    for (std::size_t i = 0; i < count; ++i) tokens[i] = static_cast<Token>((i * 7919 + 13) % vocabulary_size);
    return tokens;
}

std::shared_ptr<const Model> loaded(std::shared_ptr<const ModelFile> file, ProcessorOptions options = {}) {
    auto model = processor_model(std::move(file), options);
    if (!model) qFatal("%s", model.error().what.c_str());
    return *model;
}

/// A batch from its submission to its result.
Result<BatchResult> computed(StageState& state, const Batch& batch) {
    const auto ticket = state.submit(batch);
    if (!ticket) return std::unexpected(ticket.error());
    for (;;) {
        const auto progress = state.wait(*ticket, std::chrono::seconds(1));
        if (!progress) return std::unexpected(progress.error());
        if (progress->done) return state.take(*ticket);
    }
}

/// Logits of `tokens` from an empty cache, cut into batches of the given lengths, over and over.
std::vector<float> logits_in_batches(const Model& model, std::span<const Token> tokens, Pass pass,
                                     const std::vector<std::size_t>& lengths, CacheType cache = CacheType::F16) {
    const auto state = model.stages.front()->open(static_cast<std::uint32_t>(tokens.size()), cache).value();
    std::vector<float> logits;
    for (std::size_t done = 0, cut = 0; done < tokens.size(); ++cut) {
        const std::size_t count = std::min(lengths[cut % lengths.size()], tokens.size() - done);
        const auto result = computed(*state, {.position = static_cast<std::uint32_t>(done),
                                              .pass = pass,
                                              .tokens = tokens.subspan(done, count),
                                              .activations = {},
                                              .output = Output::AllLogits});
        if (!result) qFatal("%s", result.error().what.c_str());
        logits.insert(logits.end(), result->logits.begin(), result->logits.end());
        done += count;
    }
    return logits;
}

/// Odd in every way that a file may be: head size no multiple of 16, lengths no multiples of 32.
GeneratedShape odd_shape() {
    return {.layer_count = 3,
            .embedding_length = 60,
            .feed_forward_length = 172,
            .head_count = 5,
            .kv_head_count = 5,
            .head_size = 12,
            .vocabulary_size = 511,
            .tied_head = true};
}

/// "odd", or a type: super-blocks need rows of 256.
GeneratedShape shape_named(const QString& name) {
    if (name == "odd") return odd_shape();
    if (name == "gate and up of two types") return {.type = gguf::TensorType::F16, .up_type = gguf::TensorType::Q5_1};
    for (const auto type : gguf::supported_types())
        if (name.toStdString() == gguf::layout_of(type)->name)
            return gguf::layout_of(type)->block_weights <= 32
                       ? GeneratedShape{.type = type}
                       : GeneratedShape{
                             .type = type, .embedding_length = 256, .feed_forward_length = 512, .head_size = 64};
    qFatal("no shape has the name %s", qPrintable(name));
}

/// Heads that share keys and values, and some hundred positions: several splits of the context.
GeneratedShape grouped_shape(gguf::TensorType type = gguf::TensorType::Q4_0) {
    return {.type = type, .head_count = 8, .kv_head_count = 2, .head_size = 16, .context_length = 1024};
}

}  // namespace

/// The forward pass on the processor against the reference model, and the promises of stage.h.
class ProcessorStageTest : public QObject {
    Q_OBJECT
private slots:
    void logitsAgainstTheReference_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<unsigned>("batch");
        std::vector<std::string> names = {"odd", "gate and up of two types"};
        for (const auto type : gguf::supported_types()) names.emplace_back(gguf::layout_of(type)->name);
        for (const std::string& name : names)
            for (const bool exact : {true, false})
                for (const unsigned batch : {1U, 7U, 0U})
                    QTest::addRow("%s %s batch %u", name.c_str(), exact ? "exact" : "fast", batch)
                        << QString::fromStdString(name) << exact << batch;
    }
    void logitsAgainstTheReference() {
        QFETCH(QString, name);
        QFETCH(bool, exact);
        QFETCH(unsigned, batch);
        const auto file = generated_model(shape_named(name));
        const auto tokens = some_tokens(40, file->config.vocabulary_size);
        // Block-quantised weights meet int8 activations. So do the reference's then, as a whole model's error would
        // otherwise be that of the rounding alone. The cache is float32, for the same reason.
        const bool int8 = !exact && gguf::is_block_quantised(file->weights.head->type);
        ReferenceModel::Cache cache;
        const auto expected = ReferenceModel::load(*file)->forward(
            tokens, cache, int8 ? ReferenceModel::Activations::Int8 : ReferenceModel::Activations::Exact);
        const auto model = loaded(file, {.precision = exact ? Precision::Exact : Precision::Fast});
        auto session = Session::open(
            model, {.batch_tokens = batch, .cache_type = exact || int8 ? CacheType::F32 : CacheType::F16});
        QVERIFY2(session, session ? "" : session.error().what.c_str());
        const auto logits = (*session)->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        const double error = normalised_error(*logits, expected);
        if (!int8) {
            // A matrix in blocks among others takes int8 too.
            const double fast_bound = file->weights.layers[0].up->type == file->weights.head->type ? 1e-5 : 2e-4;
            QVERIFY2(error <= (exact ? 1e-6 : fast_bound), qPrintable(QString::number(error)));
            return;
        }
        // Once in some ten thousand times a value lies so near the middle of two int8 that float and double precision
        // choose differently, which the cache then hands on. Until then all positions agree to about 1e-14.
        QVERIFY2(error <= 2e-4, qPrintable(QString::number(error)));
        const std::size_t row = file->config.vocabulary_size;
        QStringList errors;
        std::uint32_t agreeing = 0;
        for (std::size_t position = 0; position < 7; ++position) {
            const double own = normalised_error(std::span(*logits).subspan(position * row, row),
                                                std::span(std::as_const(expected)).subspan(position * row, row));
            errors += QString::number(own);
            agreeing += own <= 1e-11 ? 1 : 0;
        }
        QVERIFY2(agreeing >= 3, qPrintable(errors.join(' ')));
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
    }
    void theSameBitsHoweverTokensAreCut() {
        QFETCH(int, type);
        QFETCH(bool, exact);
        QFETCH(CacheType, cache);
        const auto file = generated_model(grouped_shape(static_cast<gguf::TensorType>(type)));
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

    /// Whoever submits is not kept waiting, and whoever stops has stopped the threads within a submission.
    void aBatchIsCutIntoSubmissions() {
        const auto file = generated_model({.type = gguf::TensorType::F32,
                                           .layer_count = 8,
                                           .embedding_length = 512,
                                           .feed_forward_length = 1536,
                                           .head_count = 8,
                                           .kv_head_count = 8,
                                           .head_size = 64,
                                           .vocabulary_size = 2000});
        const auto model = loaded(file, {.precision = Precision::Exact});
        const auto opened = model->stages.front()->open(128, CacheType::F32).value();
        auto& state = dynamic_cast<cpu::CpuStageState&>(*opened);
        const auto tokens = some_tokens(128, 2000);
        const Batch batch{.position = 0, .pass = Pass::Prompt, .tokens = tokens, .activations = {}};
        const auto ticket = state.submit(batch).value();
        float fraction = 0.0F;
        for (bool done = false; !done;) {
            const auto progress = state.wait(ticket, std::chrono::seconds(5)).value();
            QVERIFY(progress.fraction >= fraction && progress.fraction <= 1.0F);
            fraction = progress.fraction;
            done = progress.done;
        }
        QCOMPARE(fraction, 1.0F);
        const auto whole = state.take(ticket).value();
        QVERIFY(!state.take(ticket).has_value());
        const std::uint64_t submissions = state.submissions();
        QVERIFY2(submissions >= 2, qPrintable(QString::number(submissions)));

        const auto stopped = state.submit(batch).value();
        QVERIFY(!state.submit(batch).has_value());  // one at a time
        QVERIFY(!state.wait(stopped, std::chrono::nanoseconds(1)).value().done);
        QVERIFY(state.abandon(stopped).has_value());
        QVERIFY(state.submissions() <= submissions + 2);
        QVERIFY(!state.wait(stopped, std::chrono::seconds(1)).has_value());
        const auto again = computed(state, batch).value();
        QCOMPARE(again.candidates[0].best[0].token, whole.candidates[0].best[0].token);
        QCOMPARE(again.candidates[0].log_sum_exp, whole.candidates[0].log_sum_exp);
    }

    /// Two conversations on one stage take turns, and neither disturbs the other.
    void conversationsShareTheThreads() {
        const auto file = generated_model(grouped_shape());
        const auto model = loaded(file);
        const auto tokens = some_tokens(50, file->config.vocabulary_size);
        const auto expected = logits_in_batches(*model, tokens, Pass::Prompt, {50});
        const auto one = model->stages.front()->open(64, CacheType::F16).value();
        const auto other = model->stages.front()->open(64, CacheType::F16).value();
        const Batch batch{
            .position = 0, .pass = Pass::Prompt, .tokens = tokens, .activations = {}, .output = Output::AllLogits};
        const Ticket first = one->submit(batch).value();
        const Ticket second = other->submit(batch).value();
        while (!other->wait(second, std::chrono::seconds(1)).value().done) {
        }
        while (!one->wait(first, std::chrono::seconds(1)).value().done) {
        }
        QVERIFY(one->take(first).value().logits == expected);
        QVERIFY(other->take(second).value().logits == expected);
    }

    void whatCannotBeComputedIsRefused() {
        const auto file = generated_model(grouped_shape());
        const auto model = loaded(file, {.layers = {1, 1}});
        const auto state = model->stages[0]->open(16, CacheType::F16).value();
        const auto refused = [&](StageState& of, const Batch& batch) {
            const auto ticket = of.submit(batch);
            return ticket ? "was taken" : ticket.error().what;
        };
        const auto tokens = some_tokens(20, 300);
        const std::span all(tokens);
        const auto batch = [&](std::uint32_t position, std::span<const Token> some, Pass pass = Pass::Prompt) {
            return Batch{.position = position, .pass = pass, .tokens = some, .activations = {}};
        };
        QVERIFY(refused(*state, batch(0, {})).starts_with("a batch has 0 tokens"));
        QVERIFY(refused(*state, batch(0, all)).starts_with("a batch has 20 tokens"));
        QVERIFY(refused(*state, batch(0, all.first(9), Pass::Decode)).starts_with("a batch has 9 tokens"));
        QVERIFY(refused(*state, batch(10, all.first(7))).starts_with("7 tokens from position 10 do not fit"));
        QVERIFY(refused(*state, batch(UINT32_MAX, all.first(1))).starts_with("1 tokens from position"));
        const std::vector<Token> outside = {300}, negative = {-1};
        QVERIFY(refused(*state, batch(0, outside)).starts_with("token 300 is outside"));
        QVERIFY(refused(*state, batch(0, negative)).starts_with("token -1 is outside"));
        const auto second = model->stages[1]->open(16, CacheType::F16).value();
        const std::vector<float> activations(129);  // of 128 for a token
        Batch odd{.position = 0, .pass = Pass::Prompt, .tokens = {}, .activations = activations};
        QVERIFY(refused(*second, odd).starts_with("a batch has 0 tokens and 129 activations"));
        QVERIFY(!state->wait({7}, std::chrono::seconds(1)).has_value());
        std::vector<std::byte> bytes(state->cache_part_bytes(4));
        QVERIFY(state->read_cache_part(0, 4, bytes).has_value());
        QVERIFY(!state->read_cache_part(0, 5, bytes).has_value());
        QVERIFY(!state->read_cache_part(2, 4, bytes).has_value());
        QVERIFY(!state->write_cache_part(0, 17, bytes).has_value());
        const auto unknown = model->stages[0]->open(16, static_cast<CacheType>(77));
        QVERIFY(!unknown.has_value());
        QVERIFY(unknown.error().kind == ErrorKind::Unsupported);
    }

    void tooLittleMemoryNamesBothNumbers() {
        const auto file = generated_model(
            {.layer_count = 4, .head_count = 64, .kv_head_count = 64, .head_size = 128, .context_length = 1U << 24U});
        const auto session = Session::open(loaded(file), {.context_length = 1U << 24U});  // 2.2 TB
        QVERIFY(!session.has_value());
        QVERIFY(session.error().kind == ErrorKind::OutOfMemory);
        QVERIFY2(session.error().what.starts_with("a context of 16777216 tokens needs "), session.error().what.c_str());
        QVERIFY2(session.error().what.ends_with(" MB are available"), session.error().what.c_str());
    }
};
QTEST_GUILESS_MAIN(ProcessorStageTest)
#include "processor_stage_test.moc"
