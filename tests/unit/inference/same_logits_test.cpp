#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <optional>

#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/listening_stage.h"
#include "tests/support/processor_model.h"
#include "tests/support/reference_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

using Row = std::vector<float>;

constexpr std::uint32_t vocabulary = 300;
/// Drawn from the whole row, so that the session asks its stage for that.
const SamplingSettings drawn{.temperature = 1.0F, .top_k = 0, .top_p = 1.0F, .seed = 11};

std::vector<Token> some_tokens(std::size_t count, std::size_t step = 7919) {
    std::vector<Token> tokens(count);
    for (std::size_t i = 0; i < count; ++i) tokens[i] = static_cast<Token>((i * step + 13) % vocabulary);
    return tokens;
}

/// A session on a stage that is listened to.
struct Talk {
    std::shared_ptr<ListeningStage> stage;
    std::unique_ptr<Session> session;

    Talk(const Model& model, CacheType cache, Session::Options options = {}) {
        Model listened = model;
        stage = std::make_shared<ListeningStage>(model.stages.front());
        listened.stages = {stage};
        options.cache_type = cache;
        options.draft_tokens = 0;  // a row a token
        session = Session::open(std::make_shared<const Model>(std::move(listened)), options).value();
    }

    const ListeningStage::Heard& heard() const { return stage->record->back(); }
    std::vector<Token> tokens() const { return {session->tokens().begin(), session->tokens().end()}; }

    /// The row that the next token is chosen from.
    Row next() {
        while (session->advance({}).value().tokens.empty()) continue;
        return heard().logits;
    }
    std::vector<Row> answer(std::size_t count) {
        std::vector<Row> rows(count);
        for (Row& row : rows) row = next();
        return rows;
    }
    std::uint32_t start(std::span<const Token> prompt, bool reproducible = false) {
        stage->record->clear();
        return session->start(prompt, drawn, {.reproducible = reproducible}).value();
    }
    /// Positions that were computed since the last start.
    std::uint32_t computed() const {
        std::uint32_t count = 0;
        for (const auto& batch : *stage->record) count += batch.tokens;
        return count;
    }
};

}  // namespace

Q_DECLARE_METATYPE(Precision)
Q_DECLARE_METATYPE(CacheType)

/// However a session comes to its tokens, it has the logits of one pass over them: bit for bit where the same kernels
/// computed them, else as near as float32 goes. On both kinds of real stages.
class SameLogitsTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;
    std::map<std::pair<bool, Precision>, std::shared_ptr<const Model>> models_;
    std::unique_ptr<QTemporaryDir> folder_;

    static constexpr std::uint32_t prompt_length = 276;  // more than a split of attention's context
    const std::vector<Token> prompt_ = some_tokens(prompt_length);

    // Of the row under test.
    std::shared_ptr<const Model> model_;
    CacheType cache_ = CacheType::F16;

    Talk talk(Session::Options options = {}) const { return {*model_, cache_, options}; }
    /// The last token's row, of one pass of the prompt kernels from an empty cache.
    Row one_pass(std::span<const Token> tokens) const {
        Talk fresh = talk();
        fresh.start(tokens);
        return fresh.next();
    }
    /// Whether a row that other kernels had a part in is the same as far as it is promised: on the exact path.
    bool is_near(const Row& row, const Row& expected) const {
        if (model_->precision != Precision::Exact) return true;
        const double error = normalised_error(row, expected);
        if (error > 1e-9) qWarning("the error is %g", error);
        return error <= 1e-9;
    }

    static void add_rows() {
        QTest::addColumn<bool>("processor");
        QTest::addColumn<Precision>("precision");
        QTest::addColumn<CacheType>("cache");
        for (const bool processor : {false, true}) {
            const char* stage = processor ? "processor" : "vulkan";
            QTest::addRow("%s fast", stage) << processor << Precision::Fast << CacheType::F16;
            QTest::addRow("%s exact", stage) << processor << Precision::Exact << CacheType::F32;
            QTest::addRow("%s fast, int8 cache", stage) << processor << Precision::Fast << CacheType::Q8_0;
        }
    }

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
        folder_ = std::make_unique<QTemporaryDir>();
        const auto file = generated_model({.type = gguf::TensorType::Q4_0, .vocabulary_size = vocabulary});
        for (const Precision precision : {Precision::Fast, Precision::Exact}) {
            models_[{false, precision}] = device_->load(file, precision).value();
            models_[{true, precision}] = processor_model(file, {.precision = precision}).value();
        }
    }
    void init() {
        if (QTest::currentDataTag() == nullptr) return;
        QFETCH(bool, processor);
        QFETCH(Precision, precision);
        QFETCH(CacheType, cache);
        model_ = models_.at({processor, precision});
        cache_ = cache;
        QVERIFY(model_->stages.front()->kind() == (processor ? StageKind::Processor : StageKind::Vulkan));
    }

    void promptsInPieces_data() { add_rows(); }
    void promptsInPieces() {
        const Row whole = one_pass(prompt_);
        const Row all = talk().session->logits(prompt_, {}).value();
        const auto row_of = [&](std::size_t position) {
            const auto row = std::span(all).subspan(position * vocabulary, vocabulary);
            return Row(row.begin(), row.end());
        };
        QVERIFY(row_of(prompt_length - 1) == whole);
        // Each piece a prompt that goes on where the one before ended.
        Talk growing = talk();
        std::uint32_t length = 0;
        while (length < prompt_length)
            for (const std::uint32_t piece : {1U, 5U, 7U, 33U}) {
                const std::uint32_t kept = growing.start(std::span(prompt_).first(length + piece));
                QCOMPARE(kept, length);
                length += piece;
                QVERIFY(growing.next() == row_of(length - 1));
                QCOMPARE(growing.computed(), piece);
            }
        QCOMPARE(length, prompt_length);
        // One prompt, cut by --batch; 1 takes the decode kernels.
        for (const std::uint32_t batch : {5U, 7U, 33U}) {
            Talk cut = talk({.batch_tokens = batch});
            cut.start(prompt_);
            QVERIFY(cut.next() == whole);
            QCOMPARE(cut.stage->record->front().tokens, batch);
        }
        Talk decoded = talk({.batch_tokens = 1});
        decoded.start(prompt_);
        QVERIFY(is_near(decoded.next(), whole));
        QVERIFY(decoded.heard().pass == Pass::Decode);
        Talk in_two = talk({.batch_tokens = 1});
        in_two.start(std::span(prompt_).first(45));
        in_two.next();
        QCOMPARE(in_two.start(prompt_), 45U);
        QVERIFY(in_two.next() == decoded.heard().logits);
    }

    void answers_data() { add_rows(); }
    void answers() {
        Talk one = talk();
        one.start(prompt_);
        const auto rows = one.answer(6);
        QVERIFY(one.heard().pass == Pass::Decode);
        const auto tokens = one.tokens();
        QVERIFY(is_near(rows.back(), one_pass(std::span(tokens).first(tokens.size() - 1))));
        Talk other = talk();
        other.start(prompt_);
        QVERIFY(other.answer(6) == rows);
        QCOMPARE(other.tokens(), tokens);
    }

    void anEditInTheMiddle_data() { add_rows(); }
    void anEditInTheMiddle() {
        Talk one = talk();
        one.start(prompt_);
        one.answer(6);
        const auto said = one.tokens();
        // Within the prompt: all of it is the prompt kernels' work.
        std::vector<Token> edited(prompt_.begin(), prompt_.begin() + 200);
        for (const Token token : some_tokens(60, 31)) edited.push_back(token);
        edited[200] = (prompt_[200] + 1) % Token{vocabulary};
        QCOMPARE(one.start(edited), 200U);
        QVERIFY(one.next() == one_pass(edited));
        QCOMPARE(one.computed(), 60U);
        QCOMPARE(one.stage->record->front().position, 200U);
        // Within the answer, whose first tokens the decode kernels computed.
        one.start(prompt_);
        one.answer(6);
        QCOMPARE(one.tokens(), said);
        edited.assign(said.begin(), said.begin() + prompt_length + 3);
        edited.push_back((said[prompt_length + 3] + 1) % Token{vocabulary});
        for (const Token token : some_tokens(20, 31)) edited.push_back(token);
        QCOMPARE(one.start(edited), prompt_length + 3);
        QVERIFY(is_near(one.next(), one_pass(edited)));
        QCOMPARE(one.computed(), 21U);
    }

    void aRewind_data() { add_rows(); }
    void aRewind() {
        Talk one = talk();
        one.start(prompt_);
        const auto rows = one.answer(8);
        const auto tokens = one.tokens();
        // Into the answer, where the decode kernels were.
        QVERIFY(one.session->rewind(prompt_length + 3).has_value());
        one.stage->record->clear();
        QVERIFY(one.answer(5) == std::vector<Row>(rows.begin() + 3, rows.end()));
        QCOMPARE(one.computed(), 5U);
        QCOMPARE(one.tokens(), tokens);
        // Into the prompt.
        QVERIFY(one.session->rewind(100).has_value());
        one.stage->record->clear();
        QVERIFY(one.next() == one_pass(std::span(prompt_).first(100)));
        QCOMPARE(one.computed(), 1U);
    }

    void savedAndRestored_data() { add_rows(); }
    void savedAndRestored() {
        const auto path = std::filesystem::path(folder_->filePath("session").toStdString());
        Talk one = talk();
        one.start(prompt_);
        one.answer(5);
        auto tokens = one.tokens();
        QVERIFY(one.session->save(path, "m", "").has_value());
        Talk other = talk({.context_length = 400});  // another capacity
        QVERIFY(other.session->restore(path, "m").has_value());
        for (const Token token : some_tokens(20, 31)) tokens.push_back(token);
        QCOMPARE(one.start(tokens), prompt_length + 4);  // the last token said was never computed
        QCOMPARE(other.start(tokens), prompt_length + 4);
        const auto rows = one.answer(4);
        QVERIFY(other.answer(4) == rows);
        QCOMPARE(other.computed(), 21U + 3U);
        QVERIFY(is_near(rows.front(), one_pass(tokens)));
        // What the prompt kernels had read is theirs here too.
        Talk third = talk();
        QVERIFY(third.session->restore(path, "m").has_value());
        QCOMPARE(third.start(std::span(prompt_).first(150)), 149U);
        QVERIFY(third.next() == one_pass(std::span(prompt_).first(150)));
        QCOMPARE(third.computed(), 1U);
    }

    /// A conversation's turns have the bits, and so the texts, that each of them has from an empty cache.
    void reproducible_data() { add_rows(); }
    void reproducible() {
        Talk one = talk();
        std::vector<Token> tokens = some_tokens(40);
        std::uint32_t read = 0;  // by the prompt kernels
        for (std::size_t turn = 0; turn < 3; ++turn) {
            QCOMPARE(one.start(tokens, true), read);
            read = static_cast<std::uint32_t>(tokens.size());
            Talk fresh = talk();
            QCOMPARE(fresh.start(tokens, true), 0U);
            QVERIFY(one.answer(6) == fresh.answer(6));
            QCOMPARE(one.tokens(), fresh.tokens());
            tokens = one.tokens();
            for (const Token token : some_tokens(15, 31 + turn)) tokens.push_back(token);
        }
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(SameLogitsTest)
#include "same_logits_test.moc"
