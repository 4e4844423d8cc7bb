#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "inference/checksum.h"
#include "inference/session.h"
#include "inference/session_file.h"
#include "tests/support/fake_stage.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr std::uint32_t vocabulary = 300;
const SamplingSettings greedy{.temperature = 0.0F};

std::vector<Token> prompt_of(std::size_t length) {
    std::vector<Token> tokens(length);
    for (std::size_t i = 0; i < length; ++i) tokens[i] = static_cast<Token>((i * 37 + 11) % vocabulary);
    return tokens;
}

std::vector<Token> answer_of(Session& session, std::size_t count) {
    std::vector<Token> tokens;
    while (tokens.size() < count) {
        const auto step = session.advance({}).value();
        tokens.insert(tokens.end(), step.tokens.begin(), step.tokens.end());
    }
    return tokens;
}

struct Made {
    std::vector<std::shared_ptr<FakeStage>> stages;
    std::unique_ptr<Session> session;

    explicit Made(std::vector<std::uint32_t> layers = {3, 2}, Session::Options options = {.context_length = 64},
                  StageKind kind = StageKind::Vulkan, Precision precision = Precision::Fast) {
        std::uint32_t first = 0;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            stages.push_back(std::make_shared<FakeStage>(
                [](std::span<const Token> context) { return hashed_row(context, vocabulary); },
                FakeStage::Settings{
                    .kind = kind, .first_layer = first, .layer_count = layers[i], .last = i + 1 == layers.size()}));
            first += layers[i];
        }
        Model model = *fake_model(stages, vocabulary, 128);
        model.precision = precision;
        session = Session::open(std::make_shared<const Model>(std::move(model)), options).value();
    }
};

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// With the checksum at its end made right.
std::string with_checksum(std::string bytes) {
    bytes.resize(bytes.size() - sizeof(std::uint64_t));
    const std::uint64_t checksum = checksum_of(std::as_bytes(std::span(bytes)), checksum_start);
    return bytes.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
}

/// Where the number of tokens stands, after a text of this length for the identity and one for the note.
std::size_t tokens_at(std::size_t identity, std::size_t note) { return 8 + 3 * 4 + 8 + identity + 8 + note; }

}  // namespace

Q_DECLARE_METATYPE(Precision)
Q_DECLARE_METATYPE(CacheType)

/// A session's caches kept in a file and taken up again.
class SessionSaveTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path path(const char* name = "session") const { return folder_->filePath(name).toStdString(); }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void goesOnWhereItWas() {
        Made made;
        made.session->start(prompt_of(20), greedy).value();
        const auto begun = answer_of(*made.session, 5);
        const std::string note("turns \0 and all", 15);
        QVERIFY(made.session->save(path(), "model A", note).has_value());
        const auto expected = answer_of(*made.session, 5);

        Made other;
        QCOMPARE(other.session->restore(path(), "model A").value(), note);
        auto conversation = prompt_of(20);
        conversation.insert(conversation.end(), begun.begin(), begun.end());
        // All but the last token, which was never computed.
        QVERIFY(std::ranges::equal(other.session->tokens(), std::span(conversation).first(24)));
        QCOMPARE(other.session->start(conversation, greedy).value(), 24U);
        QCOMPARE(answer_of(*other.session, 5), expected);
        for (const auto& stage : other.stages) QCOMPARE(stage->record->batches.front().position, 24U);
        QCOMPARE(std::filesystem::status(path()).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder_->path().toStdString()), {}), 1);
    }

    void whatThePromptKernelsReadIsKnownAgain() {
        Made made;
        made.session->start(prompt_of(20), greedy).value();
        answer_of(*made.session, 5);
        QVERIFY(made.session->save(path(), "", "").has_value());
        Made other;
        other.session->restore(path(), "").value();
        const std::vector<Token> tokens(other.session->tokens().begin(), other.session->tokens().end());
        QCOMPARE(other.session->start(tokens, greedy, {.reproducible = true}).value(), 20U);
    }

    void anEmptyOne() {
        Made made;
        QVERIFY(made.session->save(path(), "m", "n").has_value());
        Made other;
        QCOMPARE(other.session->restore(path(), "m").value(), std::string("n"));
        QVERIFY(other.session->tokens().empty());
    }

    void ofAnotherKind() {
        Made made;
        made.session->start(prompt_of(40), greedy).value();
        answer_of(*made.session, 2);
        QVERIFY(made.session->save(path(), "model A", "").has_value());
        const auto refused = [&](Made other, const char* identity, ErrorKind kind, const char* says) {
            other.session->start(prompt_of(5), greedy).value();
            const auto restored = other.session->restore(path(), identity);
            QVERIFY(!restored.has_value());
            QCOMPARE(restored.error().kind, kind);
            QVERIFY2(restored.error().what.find(says) != std::string::npos, restored.error().what.c_str());
            QVERIFY(other.session->tokens().empty());
            other.session->start(prompt_of(5), greedy).value();  // and is of use
            answer_of(*other.session, 1);
        };
        refused(Made(), "model B", ErrorKind::InvalidFile, "another model");
        refused(Made({3, 2}, {.context_length = 64, .cache_type = CacheType::F32}), "model A", ErrorKind::InvalidFile,
                "has a cache of type F16, F32 is wanted");
        refused(Made({3, 2}, {.context_length = 64}, StageKind::Vulkan, Precision::Exact), "model A",
                ErrorKind::InvalidFile, "was computed with --precision fast, exact is wanted");
        refused(Made({3, 2}, {.context_length = 41}), "model A", ErrorKind::TooLong, "41 tokens, a context of 41");
        refused(Made({2, 3}), "model A", ErrorKind::InvalidFile, "shared out in another way, on 2 devices, 2 are here");
        refused(Made({5}), "model A", ErrorKind::InvalidFile, "shared out in another way, on 2 devices, 1 are here");
        refused(Made({3, 2}, {.context_length = 64}, StageKind::Processor), "model A", ErrorKind::InvalidFile,
                "session was made on another device");
    }

    /// What a right checksum does not prove is named for what it is.
    void craftedFilesAreToldAsWhatTheyAre() {
        Made made;
        made.session->start(prompt_of(10), greedy).value();
        answer_of(*made.session, 2);
        QVERIFY(made.session->save(path(), "model A", "a note").has_value());
        const std::string whole = content_of(path());
        const std::size_t place = tokens_at(7, 6);
        const auto refused = [&](const std::string& bytes, const std::string& says) {
            write(path("crafted"), with_checksum(bytes));
            const auto restored = Made().session->restore(path("crafted"), "model A");
            QVERIFY(!restored.has_value());
            QCOMPARE(restored.error().kind, ErrorKind::InvalidFile);
            QCOMPARE(restored.error().what, path("crafted").string() + " is damaged: it " + says);
            QVERIFY(restored.error().hint.starts_with("Delete it"));
        };
        QCOMPARE(whole[place], char{11});
        std::string fewer = whole;
        fewer[place] = 10;
        fewer.erase(place + 4, sizeof(Token));
        refused(fewer, "has 10 tokens, and caches of another number");
        std::string outside = whole;
        outside[place + 4 + 1] = 7;
        refused(outside,
                fmt::format("has the token {}, which is outside the vocabulary of 300", 7 * 256 + prompt_of(1)[0]));
    }

    void theNoteIsReadWhereTheCachesAreDamaged() {
        Made made;
        made.session->start(prompt_of(10), greedy).value();
        answer_of(*made.session, 2);
        QVERIFY(made.session->save(path(), "model A", "a note").has_value());
        const std::string whole = content_of(path());
        for (std::size_t length = 0; length < whole.size(); ++length) {
            write(path("bad"), whole.substr(0, length));
            const auto beginning = SessionFileReader::beginning_of(path("bad"));
            QCOMPARE(beginning.has_value(), length >= tokens_at(7, 6));
            if (beginning) QCOMPARE(beginning->model_identity + beginning->note, std::string("model Aa note"));
        }
        QVERIFY(SessionFileReader::open(path())->prove().has_value());
        std::string flipped = whole;
        flipped[flipped.size() - 20] ^= 1;
        write(path("bad"), flipped);
        QVERIFY(!SessionFileReader::open(path("bad"))->prove().has_value());
        // However much of a text it promises.
        std::string promising = whole;
        promising[tokens_at(7, 0) - 2] = 1;
        write(path("bad"), promising);
        QVERIFY(!SessionFileReader::beginning_of(path("bad")).has_value());
    }

    void damagedFilesAreRefusedAndNothingIsKept() {
        Made made;
        made.session->start(prompt_of(10), greedy).value();
        answer_of(*made.session, 2);
        QVERIFY(made.session->save(path(), "model A", "a note").has_value());
        const std::string whole = content_of(path());
        Made other;
        const auto refused = [&](const std::string& bytes) {
            write(path("bad"), bytes);
            const auto restored = other.session->restore(path("bad"), "model A");
            return !restored.has_value() && other.session->tokens().empty();
        };
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY2(refused(whole.substr(0, length)), qPrintable(QString::number(length)));
        for (std::size_t i = 0; i < whole.size(); ++i)
            for (const int bit : {0, 3, 7}) {
                std::string bytes = whole;
                bytes[i] = static_cast<char>(bytes[i] ^ (1 << bit));
                QVERIFY2(refused(bytes), qPrintable(QString("bit %1 of byte %2").arg(bit).arg(i)));
            }
        QVERIFY(refused(whole + '\0'));
        QVERIFY(refused("ALTISESS"));
        QVERIFY(!other.session->restore(path("none"), "model A").has_value());
        QVERIFY(!other.session->restore(folder_->path().toStdString(), "model A").has_value());
        QVERIFY(other.session->restore(path(), "model A").has_value());
    }

    void anOldFileStaysUntilTheNewOneIsWhole() {
        Made made;
        made.session->start(prompt_of(10), greedy).value();
        answer_of(*made.session, 1);
        write(path(), "the old one");
        write(path("session.part"), "of a run that was killed");
        QVERIFY(made.session->save(path(), "", "").has_value());
        QVERIFY(made.session->restore(path(), "").has_value());
        QVERIFY(!made.session->save(path("no folder/session"), "", "").has_value());
    }

    /// Caches are cheap to compute again: only this program's own version is read, whatever its checksum says.
    void filesOfOtherVersionsAreRefused_data() {
        QTest::addColumn<int>("version");
        for (const int version : {0, 1, 2, 4, 255}) QTest::addRow("%d", version) << version;
    }
    void filesOfOtherVersionsAreRefused() {
        QFETCH(int, version);
        Made made;
        made.session->start(prompt_of(10), greedy).value();
        answer_of(*made.session, 2);
        QVERIFY(made.session->save(path(), "id", "note").has_value());
        std::string bytes = content_of(path());
        bytes[8] = static_cast<char>(version);
        write(path("other"), with_checksum(bytes));
        const auto restored = Made().session->restore(path("other"), "id");
        QVERIFY(!restored.has_value());
        QVERIFY2(restored.error().what.ends_with(fmt::format("is of version {}, this program reads 3", version)),
                 restored.error().what.c_str());
    }

    /// With a batch of 1 token the decode kernels read the prompt, and have other bits.
    void whatTheDecodeKernelsReadIsNotReproducible() {
        const Session::Options by_decoding{.context_length = 64, .batch_tokens = 1};
        for (const bool saved_by_decoding : {true, false}) {
            Made made({3, 2}, saved_by_decoding ? by_decoding : Session::Options{.context_length = 64});
            made.session->start(prompt_of(20), greedy).value();
            answer_of(*made.session, 5);
            QVERIFY(made.session->save(path(), "", "").has_value());
            Made other({3, 2}, saved_by_decoding ? Session::Options{.context_length = 64} : by_decoding);
            other.session->restore(path(), "").value();
            const std::vector<Token> tokens(other.session->tokens().begin(), other.session->tokens().end());
            QCOMPARE(other.session->start(tokens, greedy, {.reproducible = true}).value(), 0U);
        }
    }

    /// On a device: the cache comes back bit for bit.
    void theSameBitsOnADevice_data() {
        QTest::addColumn<bool>("processor");
        QTest::addColumn<Precision>("precision");
        QTest::addColumn<CacheType>("cache");
        for (const bool processor : {false, true}) {
            const char* device = processor ? "processor" : "vulkan";
            QTest::addRow("%s fast", device) << processor << Precision::Fast << CacheType::F16;
            QTest::addRow("%s exact", device) << processor << Precision::Exact << CacheType::F32;
            QTest::addRow("%s fast, int8 cache", device) << processor << Precision::Fast << CacheType::Q8_0;
        }
    }
    void theSameBitsOnADevice() {
        QFETCH(bool, processor);
        QFETCH(Precision, precision);
        QFETCH(CacheType, cache);
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        const auto file = generated_model({.vocabulary_size = vocabulary});
        const auto model = processor ? processor_model(file, {.precision = precision}) : device->load(file, precision);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        QVERIFY((*model)->stages[0]->kind() == (processor ? StageKind::Processor : StageKind::Vulkan));
        const auto opened = [&](std::uint32_t context) {
            return Session::open(*model, {.context_length = context, .cache_type = cache}).value();
        };
        const auto first = opened(64);
        first->start(prompt_of(21), greedy, {.alternatives = 20}).value();
        answer_of(*first, 3);
        QVERIFY(first->save(path(), "m", "").has_value());
        const auto second = opened(100);  // another capacity
        QVERIFY(second->restore(path(), "m").has_value());
        const std::vector<Token> tokens(first->tokens().begin(), first->tokens().end());
        QCOMPARE(second->start(tokens, greedy, {.alternatives = 20}).value(), 23U);
        QCOMPARE(first->start(tokens, greedy, {.alternatives = 20}).value(), 23U);
        for (int token = 0; token < 4;) {
            const auto one = first->advance({}).value();
            Session::Step other;
            while (other.tokens.size() < one.tokens.size()) other = second->advance({}).value();
            QVERIFY(std::ranges::equal(other.tokens, one.tokens));
            for (std::size_t i = 0; i < one.details.size(); ++i)
                for (std::size_t k = 0; k < one.details[i].alternatives.size(); ++k) {
                    QCOMPARE(other.details[i].alternatives[k].token, one.details[i].alternatives[k].token);
                    QVERIFY(other.details[i].alternatives[k].log_probability ==
                            one.details[i].alternatives[k].log_probability);
                }
            token += static_cast<int>(one.tokens.size());
        }
        QCOMPARE(device->first_message(), std::string());
    }
};
QTEST_GUILESS_MAIN(SessionSaveTest)
#include "session_save_test.moc"
