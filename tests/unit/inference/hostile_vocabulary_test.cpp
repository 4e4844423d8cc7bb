#include <QTest>

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
