#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

#include "inference/cpu/cpu_stage_state.h"
#include "inference/session.h"
#include "tests/support/processor_batches.h"

using namespace inference;
using namespace test_support;

namespace {

/// A file of which tensors of one kind come slowly, once asked to.
class SlowFile : public gguf::GgufFile {
public:
    SlowFile(std::shared_ptr<const gguf::GgufFile> file, std::string kind)
        : file_(std::move(file)), kind_(std::move(kind)) {}
    std::atomic<std::chrono::milliseconds> wait{};

    const std::string& name() const override { return file_->name(); }
    std::uint64_t size_bytes() const override { return file_->size_bytes(); }
    std::uint32_t version() const override { return file_->version(); }
    const std::map<std::string, gguf::Value, std::less<>>& metadata() const override { return file_->metadata(); }
    const std::vector<gguf::TensorInfo>& tensors() const override { return file_->tensors(); }
    Result<void> read(const gguf::TensorInfo& tensor, std::uint64_t offset, std::span<std::byte> out) const override {
        if (tensor.name.ends_with(kind_)) std::this_thread::sleep_for(wait.load());
        return file_->read(tensor, offset, out);
    }

private:
    std::shared_ptr<const gguf::GgufFile> file_;
    std::string kind_;
};

}  // namespace

/// Batches on their way through the processor stage: how they are cut, waited for, stopped and refused.
class ProcessorBatchesTest : public QObject {
    Q_OBJECT
private slots:
    /// Whoever submits is not kept waiting, and whoever stops has stopped the threads within a submission.
    void aBatchIsCutIntoSubmissions() {
        const auto generated = generated_model({.type = gguf::TensorType::F32, .layer_count = 2});
        const auto slow = std::make_shared<SlowFile>(generated->file, ".ffn_gate");
        auto file = std::make_shared<ModelFile>(*generated);
        file->file = slow;
        const auto model = loaded(file, {.precision = Precision::Exact, .mapped_layers = 2});
        const auto opened = model->stages.front()->open(128, CacheType::F32).value();
        auto& state = dynamic_cast<cpu::CpuStageState&>(*opened);
        const auto tokens = some_tokens(128, generated->config.vocabulary_size);
        const Batch batch{.position = 0, .pass = Pass::Prompt, .tokens = tokens, .activations = {}};
        slow->wait = std::chrono::milliseconds(60);  // on any machine longer than a submission may take
        const auto ticket = state.submit(batch).value();
        float fraction = 0.0F;
        for (bool done = false; !done;) {
            const auto progress = state.wait(ticket, std::chrono::seconds(5)).value();
            QVERIFY(progress.fraction >= fraction && progress.fraction <= 1.0F);
            fraction = progress.fraction;
            done = progress.done;
        }
        QCOMPARE(fraction, 1.0F);
        BatchResult whole;
        BatchResult nothing;
        QVERIFY(state.take(ticket, whole).has_value());
        QVERIFY(!state.take(ticket, nothing).has_value());
        const std::uint64_t submissions = state.submissions();
        QVERIFY2(submissions >= 2, qPrintable(QString::number(submissions)));

        const auto stopped = state.submit(batch).value();
        QVERIFY(!state.submit(batch).has_value());  // one at a time
        QVERIFY(!state.wait(stopped, std::chrono::nanoseconds(1)).value().done);
        QVERIFY(state.abandon(stopped).has_value());
        QVERIFY(state.submissions() <= submissions + 2);
        slow->wait = std::chrono::milliseconds(0);
        QVERIFY(!state.wait(stopped, std::chrono::seconds(1)).has_value());
        const auto again = computed(state, batch).value();
        QCOMPARE(again.candidates[0].best[0].token, whole.candidates[0].best[0].token);
        QCOMPARE(again.candidates[0].log_sum_exp, whole.candidates[0].log_sum_exp);
    }

    /// The pass of a single token is kept for the next: one that was given up half way leaves nothing in it.
    void aTokenThatWasGivenUpLeavesNothing_data() {
        QTest::addColumn<Output>("output");
        QTest::newRow("logits") << Output::LastLogits;
        QTest::newRow("candidates") << Output::LastCandidates;
    }
    void aTokenThatWasGivenUpLeavesNothing() {
        QFETCH(Output, output);
        GeneratedShape shape = grouped_shape();
        shape.feed_forward_length = 64;  // few reads
        const auto generated = generated_model(shape);
        const auto slow = std::make_shared<SlowFile>(generated->file, ".ffn_gate");
        auto file = std::make_shared<ModelFile>(*generated);
        file->file = slow;
        const auto model = loaded(file, {.mapped_layers = 2});
        const auto open = [&] { return model->stages.front()->open(32, CacheType::F16).value(); };
        const auto tokens = some_tokens(12, generated->config.vocabulary_size);
        const auto whole = decoded_one_by_one(*open(), tokens, 0, output);

        const auto opened = open();
        auto& state = dynamic_cast<cpu::CpuStageState&>(*opened);
        auto numbers = decoded_one_by_one(state, std::span(tokens).first(7), 0, output);
        const Token other = tokens[7] + 1;
        slow->wait = std::chrono::milliseconds(50);  // a submission ends behind it
        const Ticket given_up = state
                                    .submit({.position = 7,
                                             .pass = Pass::Decode,
                                             .tokens = std::span(&other, 1),
                                             .activations = {},
                                             .output = output})
                                    .value();
        BatchProgress progress;
        while (progress.fraction == 0.0F) progress = state.wait(given_up, std::chrono::seconds(10)).value();
        QVERIFY(!progress.done);
        const std::uint64_t submissions = state.submissions();  // the last one ends behind the second layer's product
        QVERIFY(state.abandon(given_up).has_value());
        QCOMPARE(state.submissions(), submissions);
        slow->wait = std::chrono::milliseconds(0);
        const auto rest = decoded_one_by_one(state, std::span(tokens).subspan(7), 7, output);
        numbers.insert(numbers.end(), rest.begin(), rest.end());
        QVERIFY(numbers == whole);
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
        BatchResult result;
        QVERIFY(one->take(first, result).has_value() && result.logits == expected);
        QVERIFY(other->take(second, result).has_value() && result.logits == expected);
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
        QVERIFY2(session.error().what.starts_with("a context of 16777216 tokens needs 2."),
                 session.error().what.c_str());
        QVERIFY2(session.error().what.find(" TB of memory, ") != std::string::npos, session.error().what.c_str());
        QVERIFY2(session.error().what.ends_with("B are available"), session.error().what.c_str());
    }
};
QTEST_GUILESS_MAIN(ProcessorBatchesTest)
#include "processor_batches_test.moc"
