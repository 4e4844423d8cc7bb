#include "app/cli/kept_conversation.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

#include "inference/session_file.h"
#include "tests/support/fake_stage.h"

using namespace app::cli;
using namespace inference;
using namespace test_support;

namespace {

constexpr std::uint32_t vocabulary = 300;
const std::vector<Turn> question = {{Role::User, "who?"}};
const std::vector<Turn> answered = {{Role::User, "who?"}, {Role::Assistant, "Lily."}};
const std::vector<Turn> asked = {{Role::User, "who?"}, {Role::Assistant, "Lily."}, {Role::User, "\"où\n?\""}};

/// A session with something in its caches.
std::unique_ptr<Session> session(StageKind kind = StageKind::Vulkan) {
    const auto stage =
        std::make_shared<FakeStage>([](std::span<const Token> context) { return hashed_row(context, vocabulary); },
                                    FakeStage::Settings{.kind = kind});
    auto opened = Session::open(fake_model({stage}, vocabulary, 64), {.context_length = 64}).value();
    opened->start(std::vector<Token>{1, 2, 3, 4}, {.temperature = 0.0F}).value();
    while (opened->advance({}).value().tokens.empty()) {
    }
    return opened;
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

}  // namespace

/// What is there again after the program was ended at each of its steps.
class KeptConversationTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder_;
    std::string file() const { return folder_->filePath("a.session").toStdString(); }
    std::string words() const { return file() + ".turns"; }
    std::string lock() const { return file() + ".lock"; }
    std::string running() const { return folder_->filePath("running.session").toStdString(); }
    /// What a conversation that is kept in `running` leaves when it is killed now.
    void kill() const {
        for (const std::string end : {"", ".turns"}) {
            std::filesystem::remove(file() + end);
            if (std::filesystem::exists(running() + end)) std::filesystem::copy(running() + end, file() + end);
        }
    }

    std::vector<Turn> found(bool cutOff, std::uint32_t computed, StageKind kind = StageKind::Vulkan) const {
        auto kept = KeptConversation::open(file());
        if (!kept) qFatal("%s", kept.error().what.c_str());
        const auto fresh = session(kind);
        if (!fresh->rewind(0)) qFatal("it cannot be emptied");
        auto turns = kept->restore(*fresh, "model");
        if (!turns) qFatal("%s", turns.error().what.c_str());
        if (kept->wasCutOff() != cutOff || fresh->tokens().size() != computed) turns->push_back({Role::User, "wrong"});
        return *turns;
    }
    std::string refused() const {
        const auto kept = KeptConversation::open(file());
        return kept ? std::string() : kept.error().what + ". " + kept.error().hint;
    }
    /// One answer, saved.
    void answer() const {
        auto kept = KeptConversation::open(file()).value();
        const auto one = session();
        kept.restore(*one, "model").value();
        QVERIFY(kept.keep(question).has_value());
        QVERIFY(kept.answered(*one, answered).has_value());
        QVERIFY(!std::filesystem::exists(words()));
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void nothingYet() {
        QCOMPARE(found(false, 0), std::vector<Turn>());
        QVERIFY(QDir(folder_->path()).isEmpty());  // it was tried, and nothing left
    }

    void atEachStep() {
        auto kept = KeptConversation::open(running()).value();
        const auto one = session();
        QVERIFY(kept.restore(*one, "model").value().empty());
        QVERIFY(kept.keep(question).has_value());
        kill();
        QCOMPARE(found(true, 0), (std::vector<Turn>{question[0], {Role::Assistant, ""}}));
        QVERIFY(kept.add("Li").has_value());
        kill();
        QCOMPARE(found(true, 0), (std::vector<Turn>{question[0], {Role::Assistant, "Li"}}));
        QVERIFY(kept.add("ly.").has_value());
        kill();
        QCOMPARE(found(true, 0), answered);
        const std::string beforeTheEnd = contentOf(words());
        QVERIFY(kept.answered(*one, answered).has_value());
        kill();
        QCOMPARE(found(false, 4), answered);

        write(words(), beforeTheEnd);  // ended after the file was written, before its words went
        QCOMPARE(found(false, 4), answered);
        QVERIFY(!std::filesystem::exists(words()));
        write(words(), beforeTheEnd.substr(0, beforeTheEnd.size() - 25));  // after a power cut, perhaps with fewer
        QCOMPARE(found(false, 4), answered);

        QVERIFY(kept.keep(asked).has_value());
        QVERIFY(kept.add("h\xC3\xA9\n").has_value());
        auto all = asked;
        all.push_back({Role::Assistant, "h\xC3\xA9\n"});
        kill();
        QCOMPARE(found(true, 4), all);
        QVERIFY(kept.finish(*one, all).has_value());
        kill();
        QCOMPARE(found(false, 4), all);
        write(running(), contentOf(running()) + "!");
        QVERIFY(kept.finish(*one, all).has_value());  // nothing is new
        QVERIFY(contentOf(running()).ends_with('!'));
    }

    /// An answer that has ended is not gone on with where FILE was left as it is.
    void anAnswerThatEndedIsWhole() {
        auto kept = KeptConversation::open(running()).value();
        const auto one = session();
        kept.restore(*one, "model").value();
        QVERIFY(kept.keep(question).has_value());
        QVERIFY(kept.add("Lily.").has_value());
        std::filesystem::create_directory(running());
        QVERIFY(!kept.answered(*one, answered).has_value());
        std::filesystem::remove(running());
        kill();
        QCOMPARE(found(false, 0), answered);
        QVERIFY(kept.keep(asked).has_value());
        kill();
        QCOMPARE(found(true, 0).size(), std::size_t{4});
        QVERIFY(kept.takeBack(answered).has_value());
        kill();
        QCOMPARE(found(false, 0), answered);
        write(words(), contentOf(words()) + sealed("\"!\"") + '\n');  // an end is the last line
        QVERIFY(refused().find("left as it is") != std::string::npos);
    }

    void oneAtATime() {
        {
            const auto kept = KeptConversation::open(file());
            QVERIFY(kept.has_value());
            QCOMPARE(refused(), file() +
                                    " is in use by another altiplano. End that one first, or give another file to "
                                    "--session.");
        }
        QVERIFY(!std::filesystem::exists(lock()));
        write(lock(), "");  // of one that was killed
        QCOMPARE(refused(), std::string());
        QVERIFY(!std::filesystem::exists(lock()));
        {
            const auto kept = KeptConversation::open(file());
            std::filesystem::remove(lock());
            write(lock(), "");  // another's
        }
        QVERIFY(std::filesystem::exists(lock()));
        write(lock(), "something else");
        QCOMPARE(refused(), std::string());
        QCOMPARE(contentOf(lock()), std::string("something else"));
    }

    void aHalfWrittenPieceIsPassedOver() {
        TurnsFile kept(words());
        QVERIFY(kept.begin({"model", question}).has_value());
        QVERIFY(kept.add("Li").has_value());
        const std::size_t first = contentOf(words()).size();
        QVERIFY(kept.add("ly.").has_value());
        const std::string whole = contentOf(words());
        for (std::size_t length = first; length < whole.size(); ++length) {
            write(words(), whole.substr(0, length));
            const auto read = TurnsFile(words()).read().value();
            QCOMPARE(read->note.turns.back(), (Turn{Role::Assistant, "Li"}));
        }
        std::string flipped = whole;
        flipped[whole.size() - 3] ^= 1;
        write(words(), flipped);
        QCOMPARE(TurnsFile(words()).read().value()->note.turns.back().text, std::string("Li"));
        for (const std::string& next : {sealed("\"!\"") + '\n', std::string("0")}) {  // it was written to its end
            write(words(), flipped + next);
            QVERIFY(refused().find("has changed since it was written. Move it to another place, or give another file "
                                   "to --session; it is left as it is") != std::string::npos);
            QCOMPARE(contentOf(words()), flipped + next);
        }
    }

    void damagedWordsAreRefusedAndLeft() {
        QVERIFY(TurnsFile(words()).begin({"model", question}).has_value());
        const std::string whole = contentOf(words());
        for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
            std::string bytes = whole;
            bytes[i] = static_cast<char>(bytes[i] ^ 4);
            write(words(), bytes);
            QVERIFY2(refused().find("left as it is") != std::string::npos, qPrintable(QString::number(i)));
            QVERIFY(contentOf(words()) == bytes);
        }
        for (const std::string& bytes :
             {std::string(), std::string("\n"), std::string(100, '['), sealed(std::string(32U << 20U, '[')) + '\n',
              sealed("{\"turns\":[1]}") + '\n'}) {
            write(words(), bytes);
            QVERIFY(refused().find("holds no conversation") != std::string::npos);
        }
        write(words(), whole + sealed(std::string(32U << 20U, '[')) + "\n\n");
        QVERIFY(refused().find("has changed since it was written") != std::string::npos);
    }

    void onlyNotesAreReadAsNotes() {
        const std::vector<Turn> brackets = {
            {Role::System, "[[[[{{{{\\"}, {Role::User, "\"]}]}\\\""}, {Role::Assistant, ""}};
        for (const std::vector<Turn>& turns : {brackets, asked, {}}) {
            const SessionNote note{"model", turns};
            QCOMPARE(noteFrom(noteOf(note), "it").value(), note);
        }
        const std::string turn = "{\"text\":\"a\",\"role\":\"user\"}";  // in whatever order
        QCOMPARE(noteFrom("{\"turns\":[" + turn + "]}", "it")->turns, (std::vector<Turn>{{Role::User, "a"}}));
        for (const std::string& text :
             {std::string("{}"), std::string("{\"model\":\"m\"}"), std::string("{\"turns\":{}}"),
              std::string("{\"turns\":[[]]}"), std::string("{\"turns\":[{}]}"), std::string("{\"turns\":[]}]"),
              std::string("{\"turns\":["), std::string("{\"turns\":[{\"role\":\"user\"}]}"),
              std::string("{\"turns\":[{\"text\":\"a\"}]}"), std::string("{\"turns\":[],\"turns\":[]}"),
              std::string("{\"turns\":[{\"role\":\"user\",\"text\":1}]}"),
              std::string("{\"turns\":[{\"role\":\"nobody\",\"text\":\"a\"}]}"),
              std::string("{\"turns\":[{\"role\":\"user\",\"text\":{}}]}"),
              "{\"turns\":[" + turn + ",{\"role\":\"system\",\"text\":\"a\"}]}",
              std::string("{\"model\":[[]],\"turns\":[]}")}) {
            const auto refused = noteFrom(text, "it");
            QVERIFY2(!refused, text.c_str());
            QCOMPARE(refused.error().what, std::string("it holds no conversation of altiplano chat"));
        }
    }

    void soundWordsAreGoneOnWithWhereTheFileIsDamaged() {
        answer();
        std::string bytes = contentOf(file());
        bytes[bytes.find("Lily")] ^= 1;
        write(file(), bytes);
        QVERIFY(TurnsFile(words()).begin({"model", asked}).has_value());
        auto all = asked;
        all.push_back({Role::Assistant, ""});
        QCOMPARE(found(true, 0), all);
        QCOMPARE(contentOf(file()), bytes);  // nothing was said
        {
            auto kept = KeptConversation::open(file()).value();
            const auto one = session();
            kept.restore(*one, "model").value();
            QVERIFY(kept.keep(all).has_value());
            QVERIFY(kept.answered(*one, all).has_value());
        }
        QCOMPARE(found(false, 4), all);
        QCOMPARE(contentOf(file() + ".damaged"), bytes);
        write(file(), bytes);
        QVERIFY(TurnsFile(words()).begin({"model", asked}).has_value());
        QVERIFY(refused().find("The newest words are in " + words()) != std::string::npos);
        QCOMPARE(contentOf(file() + ".damaged"), bytes);
    }

    void cachesThatAreOfNoUseAreReadAgain() {
        answer();
        QCOMPARE(found(false, 0, StageKind::Processor), answered);
        const std::string whole = contentOf(file());
        std::string flipped = whole;
        flipped[flipped.size() - 12] ^= 1;
        write(file(), flipped);
        QCOMPARE(found(false, 0), answered);
        const std::size_t turns = whole.find("}]}") + 3;
        for (const std::size_t length : {turns, whole.size() - 1}) {
            write(file(), whole.substr(0, length));
            QCOMPARE(found(false, 0), answered);
        }
        for (std::size_t length = 0; length < turns; ++length) {
            write(file(), whole.substr(0, length));
            QVERIFY2(refused().find("left as it is") != std::string::npos, qPrintable(QString::number(length)));
        }
    }

    void ofAnotherModel() {
        answer();
        auto kept = KeptConversation::open(file()).value();
        const auto turns = kept.restore(*session(), "another");
        QVERIFY(!turns.has_value());
        QVERIFY(turns.error().what.ends_with("was made with another model file"));
    }

    void twoConversationsAreNotMixed() {
        answer();
        auto other = TurnsFile(words());
        QVERIFY(other.begin({"model", {{Role::User, "what?"}}}).has_value());
        QVERIFY(refused().find("hold two conversations") != std::string::npos);
        // Another system prompt is no other conversation.
        QVERIFY(other.begin({"model", {{Role::System, "Be brief."}, asked[0], asked[1], asked[2]}}).has_value());
        QCOMPARE(found(true, 4).size(), std::size_t{5});
    }

    /// Of before notes had seals.
    void anUnsealedNoteIsAsSoundAsItsFile() {
        const std::string note = R"({"turns":[{"role":"user","text":"who?"},{"role":"assistant","text":"Lily."}]})";
        QVERIFY(session()->save(file(), "model", note).has_value());
        QCOMPARE(found(false, 4), answered);
        QCOMPARE(found(false, 0, StageKind::Processor), answered);
        std::string flipped = contentOf(file());
        flipped[flipped.size() - 12] ^= 1;
        write(file(), flipped);
        QVERIFY(refused().find("its checksum is wrong") != std::string::npos);
        QVERIFY(session()->save(file(), "model", "").has_value());  // as the window's are
        QVERIFY(refused().find("holds no conversation") != std::string::npos);
    }
};
QTEST_GUILESS_MAIN(KeptConversationTest)
#include "kept_conversation_test.moc"
