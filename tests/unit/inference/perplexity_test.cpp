#include "inference/perplexity.h"

#include <QTest>

#include <cmath>

#include "tests/support/fake_stage.h"
#include "tests/support/fake_tokenizer.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr std::uint32_t vocabulary = FakeTokenizer::size;

struct WithoutBos : FakeTokenizer {
    bool adds_bos() const override { return false; }
};

std::unique_ptr<Session> session_of(bool bos, std::uint32_t context, std::uint32_t batch = 0) {
    const auto stage =
        std::make_shared<FakeStage>([](std::span<const Token> seen) { return hashed_row(seen, vocabulary); },
                                    FakeStage::Settings{.submissions_per_batch = 2});
    std::shared_ptr<const Tokenizer> tokenizer = std::make_shared<FakeTokenizer>();
    if (!bos) tokenizer = std::make_shared<WithoutBos>();
    return Session::open(fake_model({stage}, vocabulary, 4096, tokenizer),
                         {.context_length = context, .batch_tokens = batch})
        .value();
}

std::vector<Token> text_of(std::size_t length) {
    std::vector<Token> tokens(length);
    for (std::size_t i = 0; i < length; ++i) tokens[i] = static_cast<Token>((i * 101 + 7) % 256);
    return tokens;
}

/// -log p of a token after what the window has before it, straight from the definition.
double surprise(const std::vector<Token>& before, Token token) {
    const auto row = hashed_row(before, vocabulary);
    double sum = 0.0;
    for (const float logit : row) sum += std::exp(static_cast<double>(logit));
    return std::log(sum) - static_cast<double>(row[static_cast<std::size_t>(token)]);
}

Result<Perplexity> measure(Session& session, std::span<const Token> text, std::uint32_t stride) {
    return perplexity_of(session, text, stride, [](const Perplexity&) {}, {});
}

}  // namespace

class PerplexityTest : public QObject {
    Q_OBJECT
private slots:
    void everyTokenOnceFromWhatItsWindowHasBeforeIt_data() {
        QTest::addColumn<bool>("bos");
        QTest::addColumn<unsigned>("context");
        QTest::addColumn<unsigned>("stride");
        QTest::addColumn<unsigned>("length");
        for (const bool bos : {true, false}) {
            const unsigned window = bos ? 31 : 32;
            const auto row = [&](const char* name, unsigned stride, unsigned length) {
                QTest::addRow("%s, %s BOS", name, bos ? "with" : "without") << bos << 32U << stride << length;
            };
            row("less than a window", window, 20);
            row("one window", window, window);
            row("chunks", window, 100);
            row("chunks and one token", window, 3 * window + 1);
            row("half a window's stride", window / 2, 100);
            row("stride 1", 1, 50);
        }
    }
    void everyTokenOnceFromWhatItsWindowHasBeforeIt() {
        QFETCH(bool, bos);
        QFETCH(unsigned, context);
        QFETCH(unsigned, stride);
        QFETCH(unsigned, length);
        const auto text = text_of(length);
        const std::size_t window = context - (bos ? 1 : 0);
        std::vector<double> surprises;
        for (std::size_t i = 0; i < length; ++i) {
            // The first window that holds the token predicts it.
            const std::size_t start = i < window ? 0 : ((i - window) / stride + 1) * stride;
            std::vector<Token> before;
            if (bos) before.push_back(FakeTokenizer::start);
            before.insert(before.end(), text.begin() + static_cast<std::ptrdiff_t>(start),
                          text.begin() + static_cast<std::ptrdiff_t>(i));
            if (!before.empty()) surprises.push_back(surprise(before, text[i]));
        }
        double mean = 0.0;
        for (const double one : surprises) mean += one / static_cast<double>(surprises.size());
        double variance = 0.0;
        for (const double one : surprises)
            variance += (one - mean) * (one - mean) / static_cast<double>(surprises.size() - 1);

        for (const std::uint32_t batch : {0U, 1U, 7U}) {
            const auto session = session_of(bos, context, batch);
            const auto found = measure(*session, text, stride);
            QVERIFY(found.has_value());
            QCOMPARE(found->tokens, surprises.size());
            QCOMPARE(found->tokens_total, std::uint64_t{length});
            QVERIFY(std::abs(found->value() / std::exp(mean) - 1.0) < 1e-9);
            const double error = std::exp(mean) * std::sqrt(variance / static_cast<double>(surprises.size()));
            QVERIFY(std::abs(found->standard_error() / error - 1.0) < 1e-9);
        }
    }

    void aStopEndsItWithWhatThereIs() {
        const auto session = session_of(true, 32);
        std::stop_source stop;
        int windows = 0;
        const auto found = perplexity_of(
            *session, text_of(100), 31,
            [&](const Perplexity&) {
                if (++windows == 2) stop.request_stop();
            },
            stop.get_token());
        QVERIFY(found.has_value());
        QCOMPARE(windows, 2);
        QCOMPARE(found->tokens, std::uint64_t{62});
    }

    void whatCannotBeMeant() {
        const auto session = session_of(true, 32);
        QVERIFY(!measure(*session, text_of(100), 0));
        QVERIFY(!measure(*session, text_of(100), 32));
        QVERIFY(!measure(*session, text_of(1), 31));
    }
};
QTEST_GUILESS_MAIN(PerplexityTest)
#include "perplexity_test.moc"
