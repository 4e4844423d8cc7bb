// Every allocation of C++ in turn fails: while files are read, a model is loaded, answers are made and kept.
#include <QTest>

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "inference/chat/answer.h"
#include "inference/chat/file_format.h"
#include "inference/device_engine.h"
#include "inference/perplexity.h"
#include "inference/session_file.h"
#include "tests/support/failing_allocations.h"
#include "tests/support/gguf_builder.h"

using namespace inference;
using namespace test_support;
using allocations::Failing;
using allocations::NotFailing;
namespace fs = std::filesystem;

namespace {

constexpr const char* chat_template =
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}{{ '<|im_end|>' ~ m.content | trim }}"
    "{% else %}{{ m['content'] + eos_token }}{% endif %}{% endfor %}";

/// Something that the engine does, from its beginning to its end; what comes of it in a text, to be compared.
using Work = std::function<Result<std::string>()>;

std::size_t entries_of(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// What must be as it was before.
struct Held {
    std::int64_t allocations = allocations::alive;
    std::size_t files = entries_of("/proc/self/fd");
    bool operator==(const Held&) const = default;
    std::string words() const {
        return std::to_string(allocations) + " allocations, " + std::to_string(files) + " files";
    }
};

}  // namespace

class AllocationFailuresTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path small_, byte_pairs_, session_;
    const fs::path cria_ = fs::path(SOURCE_DIR) / "resources/cria/cria.gguf";

    struct Loaded {
        std::shared_ptr<const Model> model;
        std::shared_ptr<const ChatFormat> format;
    };

    /// Without a graphics card: its driver's allocations are its own business.
    static std::unique_ptr<Engine> make_engine() {
        const NotFailing setting_up;
        return create_engine({}, [] { return Machine::look({.library = "/no/vulkan"}); });
    }

    static Result<Loaded> load(const fs::path& path, std::string device, unsigned threads = 1) {
        auto file = ModelFile::open(path);
        if (!file) return std::unexpected(file.error());
        auto format = chat_format_of(*(*file)->file);
        if (!format) return std::unexpected(format.error());
        const auto engine = make_engine();
        LoadOptions options;
        options.device = std::move(device);
        options.threads = threads;
        options.context_length = 64;
        auto loading = engine->load(*file, options);
        if (!loading) return std::unexpected(loading.error());
        for (;;) {
            const auto progress = (*loading)->advance();
            if (!progress) return std::unexpected(progress.error());
            if (progress->done) break;
        }
        auto model = (*loading)->take();
        if (!model) return std::unexpected(model.error());
        return Loaded{std::move(*model), format->format};
    }

    static Answer::Request request(const Loaded& loaded) {
        const NotFailing setting_up;
        Answer::Request request;
        request.turns = {{Role::System, "a b"}, {Role::User, "ab ab a"}, {Role::Assistant, "b"}, {Role::User, "ab?"}};
        request.format = loaded.format;
        request.sampling = {.temperature = 0.0F};
        request.token_limit = 12;
        request.stop_texts = {"nothing of the kind"};
        request.session.alternatives = 2;
        return request;
    }

    static Result<std::string> answer(Session& session, const Loaded& loaded) {
        auto answer = Answer::begin(session, request(loaded));
        if (!answer) return std::unexpected(answer.error());
        std::string text;
        for (;;) {
            const auto step = (*answer)->advance({});
            if (!step) return std::unexpected(step.error());
            const NotFailing keeping;
            text += step->text;
            if (step->end) return text;
        }
    }

    /// Without a failure, then with one; of more than `most` allocations a sample fails, in the soak a larger one: all
    /// but of Cria.
    void in_turn(const Work& work, std::size_t most) {
        const auto sound = work();
        QVERIFY2(sound, sound ? "" : sound.error().what.c_str());
        std::uint64_t count = 0;
        {
            const Failing none(0);
            const auto again = work();
            count = allocations::asked;
            QVERIFY(again && *again == *sound);
        }
        QVERIFY2(count > 10, std::to_string(count).c_str());
        const bool soak = qEnvironmentVariableIsSet("ALTIPLANO_EVERY_CALL");
        const auto tried = std::min<std::uint64_t>(count, soak ? 50 * most : most);
        std::mt19937 random(20);

        int failed = 0;
        for (std::uint64_t i = 0; i < tried; ++i) {
            const std::uint64_t nth = 1 + (i * count + random() % count) / tried;
            const std::string where = "allocation " + std::to_string(nth) + " of " + std::to_string(count);
            const Held before;
            bool escaped = false, reached = false;
            {
                Result<std::string> outcome;
                try {
                    const Failing one(nth);
                    outcome = work();
                    reached = allocations::asked >= nth;  // how many there are depends on the clock, too
                } catch (...) {
                    escaped = true;
                }
                QVERIFY2(!escaped, (where + ": an exception escaped").c_str());
                if (outcome) {  // what failed was nothing that counts
                    QVERIFY2(*outcome == *sound, (where + ": " + *outcome).c_str());
                } else {
                    ++failed;
                    QVERIFY2(reached, (where + ": " + outcome.error().what).c_str());
                    QVERIFY2(outcome.error().kind == ErrorKind::OutOfMemory,
                             (where + ": " + outcome.error().what).c_str());
                    QVERIFY2(outcome.error().what.find("memory") != std::string::npos && !outcome.error().hint.empty(),
                             (where + ": " + outcome.error().what).c_str());
                }
            }
            const Held after;
            QVERIFY2(after == before, (where + ": " + before.words() + " were held, now " + after.words()).c_str());
        }
        QVERIFY2(failed > 5, std::to_string(failed).c_str());
        const auto after = work();
        QVERIFY(after && *after == *sound);
    }

private slots:
    void initTestCase() {
        small_ = folder_.filePath("small.gguf").toStdString();
        byte_pairs_ = folder_.filePath("byte-pairs.gguf").toStdString();
        session_ = folder_.filePath("session").toStdString();
        auto model = small_model();
        model.put("tokenizer.chat_template", chat_template);
        std::ofstream(small_, std::ios::binary) << model.text();
        const std::vector<Piece> words = {{"ab"}, {"abab"}, {"abababababababababab"}};
        const std::vector<std::string> merges = {"a b", "ab ab"};
        std::ofstream(byte_pairs_, std::ios::binary) << byte_pair_file(words, merges).text();
    }

    void readingAFile() {
        in_turn(
            [&]() -> Result<std::string> {
                const auto file = gguf::GgufFile::open(small_);
                if (!file) return std::unexpected(file.error());
                const NotFailing telling;
                return std::to_string((*file)->metadata().size()) + " keys, " +
                       std::to_string((*file)->tensors().size()) + " tensors";
            },
            1000);
    }

    void openingAModel() {
        in_turn(
            [&]() -> Result<std::string> {
                const auto model = ModelFile::open(small_);
                if (!model) return std::unexpected(model.error());
                const NotFailing telling;
                return (*model)->config.name;
            },
            1000);
    }

    void tokenizing_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("SentencePiece") << QString::fromStdString(small_);
        QTest::newRow("byte pairs") << QString::fromStdString(byte_pairs_);
    }
    void tokenizing() {
        QFETCH(QString, file);
        const auto opened = gguf::GgufFile::open(file.toStdString()).value();
        in_turn(
            [&]() -> Result<std::string> {
                const auto tokenizer = Tokenizer::create(*opened);
                if (!tokenizer) return std::unexpected(tokenizer.error());
                const auto plain = (*tokenizer)->encode("ab ababab \xC3\xA9 and what is no word");
                if (!plain) return std::unexpected(plain.error());
                const auto special = (*tokenizer)->encode_with_special("<s>ab</s> ab<|end_of_text|>");
                if (!special) return std::unexpected(special.error());
                const NotFailing telling;
                std::string tokens;
                for (const Token token : *plain) tokens += std::to_string(token) + ' ';
                for (const Token token : *special) tokens += std::to_string(token) + ' ';
                return tokens;
            },
            300);
    }

    void writingAConversation() {
        const auto model = ModelFile::open(small_).value();
        const std::vector<Turn> turns = request({}).turns;
        in_turn(
            [&]() -> Result<std::string> {
                const auto format = chat_format_of(*model->file);
                if (!format) return std::unexpected(format.error());
                const auto tokens = format->format->encode(*model->tokenizer, turns);
                if (!tokens) return std::unexpected(tokens.error());
                const NotFailing telling;
                std::string written = format->title() + (format->source == FileFormat::Source::Template ? "," : "!");
                for (const Token token : *tokens) written += ' ' + std::to_string(token);
                return written;
            },
            1000);
    }

    void loading_data() {
        QTest::addColumn<QString>("device");
        for (const char* device : {"auto", "cpu", "cpu=1,cpu"}) QTest::newRow(device) << device;
    }
    void loading() {
        QFETCH(QString, device);
        const std::string selector = device.toStdString();
        in_turn(
            [&]() -> Result<std::string> {
                const auto loaded = load(small_, selector, 2);
                if (!loaded) return std::unexpected(loaded.error());
                const NotFailing telling;
                return std::to_string(loaded->model->weights_bytes()) + ' ' + loaded->model->device.selector;
            },
            120);
    }

    void answering() {
        const auto loaded = load(small_, "cpu").value();
        in_turn(
            [&]() -> Result<std::string> {
                const auto session = Session::open(loaded.model, {.context_length = 48});
                if (!session) return std::unexpected(session.error());
                return answer(**session, loaded);
            },
            250);
    }

    void readingLogits() {
        const auto loaded = load(small_, "cpu=1,cpu").value();
        const std::vector<Token> text = {5, 6, 7, 8, 9, 5, 6, 7, 8, 9, 5, 6, 7, 8, 9};
        in_turn(
            [&]() -> Result<std::string> {
                const auto session = Session::open(loaded.model, {.context_length = 8});
                if (!session) return std::unexpected(session.error());
                const auto logits = (*session)->logits(std::span(text).first(8), {});
                if (!logits) return std::unexpected(logits.error());
                const auto perplexity = perplexity_of(**session, text, 4, [](const Perplexity&) {}, {});
                if (!perplexity) return std::unexpected(perplexity.error());
                const NotFailing telling;
                return std::to_string(logits->size()) + ' ' + std::to_string(perplexity->value());
            },
            200);
    }

    /// The file is the old one or the new one, whole; nothing lies beside it.
    void keepingASession() {
        const auto loaded = load(small_, "cpu").value();
        const auto session = Session::open(loaded.model, {.context_length = 48}).value();
        QVERIFY(answer(*session, loaded));
        QVERIFY(session->save(session_, "model", "the old one"));
        const std::size_t entries = entries_of(session_.parent_path());
        const std::string note = "a note that is longer than what a text holds by itself";
        const auto look_at_file = [&] {
            const NotFailing looking;
            auto file = SessionFileReader::open(session_);
            if (!file || !file->prove()) qFatal("the file is torn");
            if (file->header().note != note && file->header().note != "the old one") qFatal("the note is another");
            if (entries_of(session_.parent_path()) != entries) qFatal("a file was left behind");
        };
        in_turn(
            [&]() -> Result<std::string> {
                const auto saved = session->save(session_, "model", note);
                look_at_file();
                if (!saved) return std::unexpected(saved.error());
                const auto other = Session::open(loaded.model, {.context_length = 48});
                if (!other) return std::unexpected(other.error());
                auto restored = (*other)->restore(session_, "model");
                if (!restored) {
                    if (!(*other)->tokens().empty()) qFatal("the session holds something");
                    return std::unexpected(restored.error());
                }
                auto text = answer(**other, loaded);
                if (!text) return text;
                const NotFailing telling;
                return *restored + *text;
            },
            250);
    }

    /// A session goes on behind what it told before a failure.
    void goingOnBehindAFailure() {
        const auto loaded = load(small_, "cpu=1,cpu").value();
        const std::vector<Token> prompt = {1, 5, 6, 7, 8, 5, 6, 7, 8};
        std::string sound;
        in_turn(
            [&]() -> Result<std::string> {
                const auto session = Session::open(loaded.model, {.context_length = 48});
                if (!session) return std::unexpected(session.error());
                const auto started = (*session)->start(prompt, {.temperature = 0.0F}, {.alternatives = 1});
                if (!started) return std::unexpected(started.error());
                std::optional<Error> failure;
                for (std::size_t told = prompt.size(); told < 24;) {
                    const auto step = (*session)->advance({});
                    const NotFailing looking;
                    if (step)
                        told += step->tokens.size();
                    else
                        failure = step.error();
                    if ((*session)->tokens().size() != told) qFatal("the session holds what it did not tell");
                }
                const NotFailing telling;
                std::string tokens;
                for (const Token token : (*session)->tokens()) tokens += std::to_string(token) + ' ';
                if (sound.empty()) sound = tokens;
                if (tokens != sound) qFatal("it said %s instead of %s", tokens.c_str(), sound.c_str());
                return failure ? Result<std::string>(std::unexpected(*failure)) : tokens;
            },
            200);
    }

    /// What failed is tried again in the same session, with what is left there.
    void tryingAgain() {
        const auto loaded = load(small_, "cpu").value();
        in_turn(
            [&]() -> Result<std::string> {
                const auto session = Session::open(loaded.model, {.context_length = 48});
                if (!session) return std::unexpected(session.error());
                auto text = answer(**session, loaded);
                const NotFailing trying_again;
                const auto again = answer(**session, loaded);
                if (!again || (text && *text != *again)) qFatal("the session is of no use");
                return text;
            },
            200);
    }

    /// A whole model with its own vocabulary and words.
    void cria() {
        in_turn(
            [&]() -> Result<std::string> {
                const auto loaded = load(cria_, "auto", 2);
                if (!loaded) return std::unexpected(loaded.error());
                const auto session = Session::open(loaded->model, {.context_length = 256});
                if (!session) return std::unexpected(session.error());
                return answer(**session, *loaded);
            },
            20);
    }
};

QTEST_GUILESS_MAIN(AllocationFailuresTest)
#include "allocation_failures_test.moc"
