#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <random>

#include "inference/gguf/types/decode.h"
#include "inference/gguf/types/float16.h"

using namespace inference::gguf;

namespace {

constexpr int levels[] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

/// A block of random bytes, and each weight straight from the format's description (ggml's ggml-common.h and the
/// dequantize functions of its ggml-quants.c describe them), element by element in double precision.
struct Block {
    std::vector<std::uint8_t> bytes;

    double half(std::size_t at) const {
        const int bits = bytes[at] | bytes[at + 1] << 8;
        const int exponent = bits >> 10 & 31;
        const double magnitude =
            exponent == 0 ? std::ldexp(bits & 1023, -24) : std::ldexp((bits & 1023) + 1024, exponent - 25);
        return bits & 0x8000 ? -magnitude : magnitude;
    }
    int nibble(std::size_t at, bool high) const { return high ? bytes[at] >> 4 : bytes[at] & 15; }
    int bit(std::size_t at, std::size_t i) const { return bytes[at + i / 8] >> (i % 8) & 1; }
    int int8(std::size_t at) const { return static_cast<std::int8_t>(bytes[at]); }
    /// Scale (0) or minimum (1) of 32 weights of Q4_K and Q5_K.
    int six_bits(std::size_t j, std::size_t which) const {
        const std::size_t own = 4 + j + 4 * which;
        if (j < 4) return bytes[own] & 63;
        return nibble(8 + j, which == 1) | bytes[own - 4] >> 6 << 4;
    }

    double weight(TensorType type, std::size_t i) const {
        const std::size_t sub16 = i / 16;
        const std::size_t sub32 = i / 32;
        switch (type) {
            case TensorType::Q4_0: return half(0) * (nibble(2 + i % 16, i >= 16) - 8);
            case TensorType::Q4_1: return half(0) * nibble(4 + i % 16, i >= 16) + half(2);
            case TensorType::Q5_0: return half(0) * (nibble(6 + i % 16, i >= 16) + 16 * bit(2, i) - 16);
            case TensorType::Q5_1: return half(0) * (nibble(8 + i % 16, i >= 16) + 16 * bit(4, i)) + half(2);
            case TensorType::Q8_0: return half(0) * int8(2 + i);
            case TensorType::Q2_K:
                return half(80) * (bytes[sub16] & 15) * two_bits(16, i) - half(82) * (bytes[sub16] >> 4);
            case TensorType::Q3_K: {
                const int low = nibble(96 + sub16 % 8, sub16 >= 8);
                const int high = bytes[104 + sub16 % 4] >> (2 * (sub16 / 4)) & 3;
                const int third = bytes[i % 32] >> sub32 & 1;
                return half(108) * (low + 16 * high - 32) * (two_bits(32, i) - (third ? 0 : 4));
            }
            case TensorType::Q4_K:
                return half(0) * six_bits(sub32, 0) * nibble(16 + i / 64 * 32 + i % 32, sub32 % 2 == 1) -
                       half(2) * six_bits(sub32, 1);
            case TensorType::Q5_K: {
                const int fifth = bytes[16 + i % 32] >> sub32 & 1;
                return half(0) * six_bits(sub32, 0) * (nibble(48 + i / 64 * 32 + i % 32, sub32 % 2 == 1) + 16 * fifth) -
                       half(2) * six_bits(sub32, 1);
            }
            case TensorType::Q6_K: {
                const int low = nibble(i / 128 * 64 + i % 64, i % 128 >= 64);
                return half(208) * int8(192 + sub16) * (low + 16 * two_bits(128, i) - 32);
            }
            case TensorType::IQ4_NL: return half(0) * levels[nibble(2 + i % 16, i >= 16)];
            case TensorType::IQ4_XS: {
                const int low = nibble(4 + sub32 / 2, sub32 % 2 == 1);
                const int high = (bytes[2] | bytes[3] << 8) >> (2 * sub32) & 3;
                return half(0) * (low + 16 * high - 32) * levels[nibble(8 + 16 * sub32 + i % 16, i % 32 >= 16)];
            }
            case TensorType::F32:
            case TensorType::F16:
            case TensorType::BF16: break;
        }
        return NAN;
    }

private:
    int two_bits(std::size_t at, std::size_t i) const {
        return bytes[at + i / 128 * 32 + i % 32] >> (2 * (i % 128 / 32)) & 3;
    }
};

}  // namespace

/// The plain decoders of all types against the formats' descriptions.
class BlockTypesTest : public QObject {
    Q_OBJECT
private slots:
    void everyWeightOfABlock_data() {
        QTest::addColumn<unsigned>("type");
        for (const TensorType type : supported_types())
            if (is_block_quantised(type))
                QTest::newRow(std::string(layout_of(type)->name).c_str()) << static_cast<unsigned>(type);
    }
    void everyWeightOfABlock() {
        QFETCH(unsigned, type);
        const auto tensor_type = static_cast<TensorType>(type);
        const auto layout = *layout_of(tensor_type);
        std::mt19937 random(type);
        for (int round = 0; round < 50; ++round) {
            Block block;
            for (std::uint32_t i = 0; i < layout.block_bytes; ++i)
                block.bytes.push_back(static_cast<std::uint8_t>(random()));
            std::vector<float> weights(layout.block_weights);
            QVERIFY(decode(tensor_type, std::as_bytes(std::span(block.bytes)), weights));
            for (std::size_t i = 0; i < weights.size(); ++i) {
                const double expected = block.weight(tensor_type, i);
                // Random bytes are now and then a float16 that is no number.
                if (!std::isfinite(weights[i]) || std::abs(expected) > 1e9) continue;
                QCOMPARE(weights[i], static_cast<float>(expected));
            }
        }
    }

    void numbers() {
        const std::vector<float> f32 = {0.0F, -1.5F, 1e-40F, 3e38F};
        std::vector<float> out(4);
        QVERIFY(decode(TensorType::F32, std::as_bytes(std::span(f32)), out));
        QCOMPARE(out, f32);
        const std::vector<std::uint16_t> bf16 = {0x0000, 0xbfc0, 0x3f80, 0x7f80};
        QVERIFY(decode(TensorType::BF16, std::as_bytes(std::span(bf16)), out));
        QCOMPARE(out, (std::vector<float>{0.0F, -1.5F, 1.0F, INFINITY}));
        const std::vector<std::uint16_t> f16 = {0x0001, 0xbe00, 0x7bff, 0xfc00};
        QVERIFY(decode(TensorType::F16, std::as_bytes(std::span(f16)), out));
        QCOMPARE(out, (std::vector<float>{0x1p-24F, -1.5F, 65504.0F, -INFINITY}));
    }

    void allHalves() {
        for (std::uint32_t bits = 0; bits < 0x10000U; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            const auto expected = static_cast<float>(std::bit_cast<_Float16>(half));
            const float found = float_of_half(half);
            QVERIFY(std::isnan(expected)
                        ? std::isnan(found)
                        : std::bit_cast<std::uint32_t>(found) == std::bit_cast<std::uint32_t>(expected));
        }
    }

    void everyNumberHasANameAndATypeToConvertTo() {
        constexpr std::uint32_t given_out = 43;
        for (std::uint32_t number = 0; number < given_out + 10; ++number) {
            const auto type = static_cast<TensorType>(number);
            if (const auto layout = layout_of(type)) {
                QCOMPARE(name_of(number), layout->name);
                QCOMPARE(nearest_supported(number), layout->name);
            }
            QCOMPARE(name_of(number) == "unknown type", number >= given_out);
            QVERIFY(std::ranges::any_of(
                supported_types(), [&](TensorType one) { return layout_of(one)->name == nearest_supported(number); }));
        }
        QCOMPARE(name_of(29), std::string_view("IQ1_M"));
        QCOMPARE(name_of(34), std::string_view("TQ1_0"));
        QCOMPARE(name_of(39), std::string_view("MXFP4"));
    }

    void wrongSizes() {
        std::vector<std::byte> bytes(288);
        std::vector<float> weights(512);
        QVERIFY(decode(TensorType::Q4_K, bytes, weights));
        QVERIFY(!decode(TensorType::Q4_K, std::span(bytes).first(287), weights));
        QVERIFY(!decode(TensorType::Q4_K, bytes, std::span(weights).first(511)));
        QVERIFY(!decode(static_cast<TensorType>(16), bytes, weights));
    }
};
QTEST_GUILESS_MAIN(BlockTypesTest)
#include "block_types_test.moc"
