#include <QTest>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <functional>

#include "inference/tokenizer/tokenizer.h"
#include "tests/support/gguf_builder.h"

using namespace inference;
using namespace test_support;

namespace {

std::shared_ptr<const gguf::GgufFile> file_of(const std::vector<Piece>& pieces) {
    static std::vector<std::vector<std::byte>> all;  // what is parsed stays where it is
    return gguf::GgufFile::parse(all.emplace_back(vocabulary_file(byte_vocabulary(pieces)).bytes()), "v").value();
}

/// libstdc++'s hash of bytes (MurmurHash64A, Appleby), of two words of 8.
namespace std_hash {

constexpr std::uint64_t factor = 0xC6A4A7935BD1E995U;
constexpr std::uint64_t seed = 0xC70F6907U;
constexpr std::uint64_t wanted = 0x123456789U;  // before the last word

constexpr std::uint64_t folded(std::uint64_t word) { return word ^ word >> 47U; }
constexpr std::uint64_t inverse = [] {
    std::uint64_t result = 1;
    for (int bits = 1; bits < 64; bits *= 2) result *= 2 - factor * result;
    return result;
}();

/// Sets the last 8 bytes so that the hash is always the same; false where they are no plain text.
bool end_with(std::array<char, 16>& text) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    const std::uint64_t first = ((seed ^ 16 * factor) ^ folded(word * factor) * factor) * factor;
    word = folded((first ^ wanted) * inverse) * inverse;
    std::memcpy(text.data() + 8, &word, 8);
    return std::all_of(text.begin() + 8, text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace std_hash

/// The least processor time (other programs run too) of three times.
std::clock_t ticks(const std::function<void()>& work) {
    std::clock_t least = 0;
    for (int i = 0; i < 3; ++i) {
        const std::clock_t start = std::clock();
        work();
        const std::clock_t taken = std::max<std::clock_t>(std::clock() - start, 1);
        least = i == 0 ? taken : std::min(least, taken);
    }
    return least;
}

void compare(std::clock_t hostile, std::clock_t ordinary, std::clock_t most) {
    QVERIFY2(hostile < most * ordinary, qPrintable(QString("%1 ticks, %2 are usual").arg(hostile).arg(ordinary)));
}

}  // namespace

/// Vocabularies that somebody chose so that what is done with them takes long: not a multiple of what others take.
class HostileVocabularyTest : public QObject {
    Q_OBJECT
private slots:
    /// Tokens of 16 bytes that one hash of the standard library's is of, whatever the size of the table.
    void tokensThatCollide() {
        constexpr std::size_t count = 40'000;
        std::vector<Piece> ordinary, colliding;
        for (std::uint64_t number = 1; colliding.size() < count; ++number) {
            std::array<char, 16> text{};
            for (std::size_t i = 0; i < 8; ++i) text[i] = static_cast<char>('a' + (number >> (4 * i) & 15U));
            if (ordinary.size() < count) ordinary.push_back({std::string(text.data()) + "ordinary", -1.0F});
            if (!std_hash::end_with(text)) continue;
            colliding.push_back({std::string(text.data(), text.size()), -1.0F});
        }
        const std::hash<std::string_view> hash;
        if (hash(colliding.front().text) != hash(colliding.back().text)) QSKIP("this library's hash is another");
        const auto usual = file_of(ordinary), hostile = file_of(colliding);
        compare(ticks([&] { Tokenizer::create(*hostile).value(); }), ticks([&] { Tokenizer::create(*usual).value(); }),
                8);
    }

    /// Where an answer goes on, each token of the vocabulary may be asked whether it ends a turn.
    void tokensThatAllEndATurn() {
        const auto with_text = [](const std::string& text) {
            return Tokenizer::create(*file_of(std::vector<Piece>(30'000, Piece{text, 0.0F, 3}))).value();
        };
        const auto ends = [](const Tokenizer& tokenizer) {
            int count = 0;
            for (Token token = 0; token < static_cast<Token>(tokenizer.vocabulary_size()); ++token)
                count += tokenizer.ends_turn(token) ? 1 : 0;
            return count;
        };
        const auto usual = with_text("<|im_start|>"), hostile = with_text("<|im_end|>");
        QCOMPARE(ends(*usual), 1);  // EOS
        QCOMPARE(ends(*hostile), 30'001);
        compare(ticks([&] { ends(*hostile); }), ticks([&] { ends(*usual); }), 32);
    }

    void specialTokensThatNearlyStandEverywhere() {
        const auto with_specials = [](std::size_t count) {
            std::vector<Piece> pieces;
            for (std::size_t i = 1; i <= count; ++i) pieces.push_back({std::string(i, '<') + 'x', 0.0F, 4});
            return Tokenizer::create(*file_of(pieces)).value();
        };
        const auto few = with_specials(10), many = with_specials(1000);
        const std::string text(100'000, '<');
        QCOMPARE(many->encode_with_special(text).value(), few->encode_with_special(text).value());
        compare(ticks([&] { many->encode_with_special(text).value(); }),
                ticks([&] { few->encode_with_special(text).value(); }), 8);
    }
};

QTEST_GUILESS_MAIN(HostileVocabularyTest)
#include "hostile_vocabulary_test.moc"
