#include <QTest>

#include <complex>

#include "inference/model/rope.h"
#include "inference/model/rope_table.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/message_fault.h"
#include "tests/support/reference_rope.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr std::uint32_t head_size = 8, context = 4096;

Result<Rope> read(const GgufBuilder& builder) {
    const auto bytes = builder.bytes();
    return Rope::read(*gguf::GgufFile::parse(bytes, "m.gguf").value(), head_size, context);
}

GgufBuilder yarn() {
    GgufBuilder builder;
    builder.put("llama.rope.scaling.type", "yarn").put("llama.rope.scaling.factor", 16.0F);
    return builder;
}

/// The divisors of Llama 3.1 (its published configuration: factor 8, low 1, high 4, 8192 positions).
std::vector<double> llama3_divisors(std::uint32_t dimensions, double base) {
    std::vector<double> divisors;
    for (std::uint32_t pair = 0; pair < dimensions / 2; ++pair) {
        const double turns = 8192 / (2 * std::numbers::pi * std::pow(base, 2.0 * pair / dimensions));
        const double smooth = (turns - 1.0) / (4.0 - 1.0);
        divisors.push_back(turns < 1.0 ? 8.0 : turns > 4.0 ? 1.0 : 1.0 / ((1.0 - smooth) / 8.0 + smooth));
    }
    return divisors;
}

}  // namespace

class RopeTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatTheFileSays() {
        const Rope plain = read(GgufBuilder()).value();
        QCOMPARE(plain.dimension_count, head_size);
        QCOMPARE(plain.base, 10000.0);
        QVERIFY(plain.scaling == Rope::Scaling::None && plain.factor == 1.0 && plain.divisors.empty());

        GgufBuilder linear;
        linear.put("llama.rope.scaling.type", "linear").put("llama.rope.scaling.factor", 4.0F);
        linear.put("llama.rope.freq_base", 5e5F).put("llama.rope.dimension_count", 6U);
        const Rope scaled = read(linear).value();
        QVERIFY(scaled.scaling == Rope::Scaling::Linear && scaled.factor == 4.0 && scaled.base == 5e5);
        QCOMPARE(scaled.dimension_count, 6U);
        // Older ways to say it, and to say that there is none.
        for (const char* key : {"llama.rope.scaling.factor", "llama.rope.scale_linear"}) {
            const Rope untyped = read(GgufBuilder().put(key, 2.0F)).value();
            QVERIFY(untyped.scaling == Rope::Scaling::Linear && untyped.factor == 2.0);
            for (const float none : {0.0F, 1.0F})
                QVERIFY(read(GgufBuilder().put(key, none)).value().scaling == Rope::Scaling::None);
            const Rope off = read(GgufBuilder().put(key, 2.0F).put("llama.rope.scaling.type", "none")).value();
            QVERIFY(off.scaling == Rope::Scaling::None && off.factor == 1.0);
        }

        const Rope usual = read(yarn()).value();
        QVERIFY(usual.scaling == Rope::Scaling::Yarn && usual.factor == 16.0);
        QCOMPARE(usual.original_context_length, context);
        QVERIFY(usual.beta_fast == 32.0 && usual.beta_slow == 1.0 && usual.attention_factor == 1.0);
        GgufBuilder all = yarn();
        all.put("llama.rope.scaling.original_context_length", 2048U).put("llama.rope.scaling.attn_factor", 0.5F);
        all.put("llama.rope.scaling.yarn_beta_fast", 16.0F).put("llama.rope.scaling.yarn_beta_slow", 2.0F);
        all.put("llama.rope.scaling.yarn_ext_factor", 1.0F).put("llama.rope.scaling.yarn_attn_factor", 1.5F);
        all.put("llama.rope.scaling.yarn_log_multiplier", 1.0F).put("llama.rope.scaling.finetuned", true);
        const Rope own = read(all).value();
        QCOMPARE(own.original_context_length, 2048U);
        QVERIFY(own.beta_fast == 16.0 && own.beta_slow == 2.0 && own.attention_factor == 0.75 &&
                own.log_multiplier == 1);

        // Without YaRN too.
        for (const char* scaling : {"none", "linear"}) {
            GgufBuilder louder;
            louder.put("llama.rope.scaling.type", scaling).put("llama.rope.scaling.attn_factor", 0.625F);
            louder.put("llama.rope.scaling.yarn_attn_factor", 2.0F).put("llama.rope.scaling.yarn_ext_factor", -1.0F);
            QCOMPARE(read(louder).value().magnitude(), 1.25);
        }

        GgufBuilder divided;
        divided.add("rope_freqs.weight", {head_size / 2}).put("llama.rope.scaling.type", "llama3");
        QCOMPARE(read(divided).value().divisors, std::vector<double>(head_size / 2, 0.5));
    }

    void refuses_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < 31; ++i) QTest::addRow("%d", i) << i;
    }
    void refuses() {
        QFETCH(int, index);
        constexpr auto invalid = ErrorKind::InvalidFile, unsupported = ErrorKind::UnsupportedFile;
        const auto with = [](const char* key, auto value) { return yarn().put(key, value); };
        const auto scaled = [](const char* type) { return GgufBuilder().put("llama.rope.scaling.type", type); };
        const auto divisors = [](std::vector<std::uint64_t> shape, float value) {
            GgufBuilder builder;
            builder.add("rope_freqs.weight", std::move(shape));
            builder.tensor("rope_freqs.weight").data.replace(4, 4, stored(value));
            return builder;
        };
        GgufBuilder half = divisors({head_size / 2}, 1.0F);
        half.tensor("rope_freqs.weight").type = 1;
        struct Wrong {
            GgufBuilder builder;
            ErrorKind kind;
            const char* says;
        };
        const std::vector<Wrong> files = {
            {with("llama.rope.dimension_count", 0U), invalid, "llama.rope.dimension_count is 0, an even number up to"},
            {with("llama.rope.dimension_count", 7U), invalid, "llama.rope.dimension_count is 7"},
            {with("llama.rope.dimension_count", 10U), invalid, "dimension_count is 10, an even number up to the 8"},
            {with("llama.rope.dimension_count", "8"), invalid, "dimension_count is not a whole number"},
            {with("llama.rope.freq_base", 1.0F), invalid, "llama.rope.freq_base is 1"},
            {with("llama.rope.freq_base", -5.0F), invalid, "llama.rope.freq_base is -5"},
            {with("llama.rope.freq_base", std::nanf("")), invalid, "llama.rope.freq_base is not a finite number"},
            {scaled("longrope"), unsupported, "its RoPE scaling 'longrope' is not supported"},
            {scaled("dynamic"), unsupported, "its RoPE scaling 'dynamic'"},
            {scaled("llama3"), unsupported, "its RoPE scaling 'llama3'"},  // without its tensor
            {with("llama.rope.scaling.type", 1U), invalid, "llama.rope.scaling.type is not a text"},
            {with("llama.rope.scaling.factor", -2.0F), invalid, "llama.rope.scaling.factor is -2"},
            {with("llama.rope.scaling.factor", 1e-30F), invalid, "llama.rope.scaling.factor is 1.0000"},
            {with("llama.rope.scaling.yarn_ext_factor", 0.5F), unsupported, "yarn_ext_factor is 0.5, only 1 is"},
            {scaled("linear").put("llama.rope.scaling.yarn_ext_factor", 1.0F), unsupported,
             "yarn_ext_factor is 1, only 0 is"},
            {with("llama.rope.scaling.yarn_attn_factor", 0.0F), invalid, "yarn_attn_factor is 0"},
            {with("llama.rope.scaling.factor", INFINITY), invalid, "llama.rope.scaling.factor is not a finite number"},
            {with("llama.rope.scaling.factor", "16"), invalid, "llama.rope.scaling.factor is not a finite number"},
            {with("llama.rope.scaling.original_context_length", 0U), invalid, "original_context_length is 0"},
            {with("llama.rope.scaling.original_context_length", 0xFFFFFFFFU), invalid, "context_length is 4294967295"},
            {with("llama.rope.scaling.yarn_beta_fast", 0.0F), invalid, "yarn_beta_fast is 0"},
            {with("llama.rope.scaling.yarn_beta_slow", -1.0F), invalid, "yarn_beta_slow is -1"},
            {with("llama.rope.scaling.attn_factor", std::nanf("")), invalid, "attn_factor is not a finite number"},
            {with("llama.rope.scaling.attn_factor", 0.0F), invalid, "attn_factor is 0"},
            {with("llama.rope.scaling.yarn_log_multiplier", -1.0F), invalid, "yarn_log_multiplier is -1"},
            {with("llama.rope.scaling.alpha", 2.0F), unsupported, "llama.rope.scaling.alpha, is not known"},
            {divisors({head_size / 2}, 0.0F), invalid, "rope_freqs.weight holds a divisor of 0"},
            {divisors({head_size / 2}, std::nanf("")), invalid, "rope_freqs.weight holds a divisor of nan"},
            {divisors({head_size / 2}, -1.0F), invalid, "rope_freqs.weight holds a divisor of -1"},
            {divisors({head_size}, 1.0F), invalid, "rope_freqs.weight is no vector of 4 numbers"},
            {half, invalid, "rope_freqs.weight is no vector of 4 numbers of type F32"},
        };
        QCOMPARE(files.size(), std::size_t{31});
        const Wrong& wrong = files[static_cast<std::size_t>(index)];
        const auto rope = read(wrong.builder);
        QVERIFY2(!rope, "it was read");
        QVERIFY2(rope.error().what.find(wrong.says) != std::string::npos, rope.error().what.c_str());
        QCOMPARE(rope.error().kind, wrong.kind);
        QVERIFY2(message_fault(rope.error()).empty(), message_fault(rope.error()).c_str());
    }

    /// Numbers worked out apart from this program, of Llama 2's YaRN to 16 times its context.
    void yarnByNumbers() {
        const Rope rope{.dimension_count = 128,
                        .scaling = Rope::Scaling::Yarn,
                        .factor = 16.0,
                        .divisors = {},
                        .original_context_length = 4096};
        const auto frequencies = rope.frequencies();
        QCOMPARE(frequencies.size(), std::size_t{64});
        for (const auto& [pair, frequency] : std::vector<std::pair<std::size_t, double>>{{0, 1.0},
                                                                                         {20, 0.05623413251903491},
                                                                                         {21, 0.046940859997959404},
                                                                                         {30, 0.00852684377296741},
                                                                                         {40, 0.0008817889629315672},
                                                                                         {46, 8.334508951020775e-05},
                                                                                         {63, 7.217387404309114e-06}})
            QVERIFY2(std::abs(frequencies[pair] / frequency - 1.0) < 1e-12, qPrintable(QString::number(pair)));
        QVERIFY(std::abs(rope.magnitude() - 1.2772588722239782) < 1e-12);
    }

    /// Likewise of Llama 3.1.
    void llama3ByNumbers() {
        const Rope rope{.dimension_count = 128, .base = 5e5, .divisors = llama3_divisors(128, 5e5)};
        const auto frequencies = rope.frequencies();
        for (const auto& [pair, frequency] : std::vector<std::pair<std::size_t, double>>{{0, 1.0},
                                                                                         {20, 0.016560440080994446},
                                                                                         {28, 0.003211445994752591},
                                                                                         {29, 0.002166570763503359},
                                                                                         {33, 0.00031269375038406517},
                                                                                         {36, 7.78465527393245e-05},
                                                                                         {63, 3.068925988914511e-07}})
            QVERIFY2(std::abs(frequencies[pair] / frequency - 1.0) < 1e-12, qPrintable(QString::number(pair)));
        QCOMPARE(rope.magnitude(), 1.0);
    }

    /// The table against the published formulas, up to the end of a long context; float32 is all that it loses.
    void table_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const char* name :
             {"none", "linear", "divisors", "yarn", "yarn of its own", "yarn over a short context", "part of a head"})
            QTest::newRow(name) << index++;
    }
    void table() {
        QFETCH(int, index);
        using Scaling = Rope::Scaling;
        const std::vector<Rope> ropes = {
            {.dimension_count = 64, .divisors = {}},
            {.dimension_count = 64, .scaling = Scaling::Linear, .factor = 4.0, .divisors = {}},
            {.dimension_count = 64, .base = 5e5, .divisors = llama3_divisors(64, 5e5)},
            {.dimension_count = 64,
             .scaling = Scaling::Yarn,
             .factor = 16.0,
             .divisors = {},
             .original_context_length = 4096},
            {.dimension_count = 64,
             .base = 1e6,
             .scaling = Scaling::Yarn,
             .factor = 32.0,
             .divisors = {},
             .original_context_length = 8192,
             .beta_fast = 20.0,
             .beta_slow = 2.0,
             .attention_factor = 0.75,
             .log_multiplier = 0.5},
            {.dimension_count = 64,
             .scaling = Scaling::Yarn,
             .factor = 2.0,
             .divisors = {},
             .original_context_length = 3},
            {.dimension_count = 24, .divisors = {}},
        };
        const Rope& rope = ropes[static_cast<std::size_t>(index)];
        for (const std::uint32_t first : {0U, 4093U, 131068U}) {
            const auto table = rope_table(first, 4, 64, rope);
            QCOMPARE(table.size(), std::size_t{256});
            for (std::uint32_t position = 0; position < 4; ++position)
                for (std::uint32_t pair = 0; pair < 32; ++pair) {
                    const std::complex<double> expected = pair < rope.dimension_count / 2
                                                              ? reference_turn(rope, first + position, pair)
                                                              : std::complex<double>(1.0, 0.0);
                    const std::complex<double> found(static_cast<double>(table[position * 64 + 2 * pair]),
                                                     static_cast<double>(table[position * 64 + 2 * pair + 1]));
                    QVERIFY2(std::abs(found - expected) < 2e-7 * std::max(1.0, std::abs(expected)),
                             qPrintable(QString("position %1, pair %2").arg(first + position).arg(pair)));
                }
        }
    }
};
QTEST_GUILESS_MAIN(RopeTest)
#include "rope_test.moc"
