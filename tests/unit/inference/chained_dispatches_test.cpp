#include <QTest>

#include <array>
#include <optional>

#include "inference/session.h"
#include "inference/vulkan/vulkan_stage_state.h"
#include "tests/support/batches.h"
#include "tests/support/generated_model.h"
#include "tests/support/links_in_vain.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;
using test::LinksInVain;

namespace {

using Numbers = std::vector<float>;
using enum gguf::TensorType;

/// Opened while ALTIPLANO_CHAIN is 0, then 1, which it stays: whoever does not chain then cannot.
struct Devices {
    std::optional<ValidatedDevice> plain;
    std::optional<ValidatedDevice> chained;

    static std::optional<ValidatedDevice> opened(const char* chain, const ValidatedDevice::Options& options) {
        qputenv("ALTIPLANO_CHAIN", chain);
        auto device = ValidatedDevice::open(options);
        if (!device) qFatal("%s", device.error().what.c_str());
        return std::move(*device);
    }
    explicit Devices(const ValidatedDevice::Options& options = {.replace = LinksInVain::install})
        : plain(opened("0", options)), chained(opened("1", options)) {}
    std::string first_message() const { return plain->first_message() + chained->first_message(); }
};

std::shared_ptr<const Model> loaded(const ValidatedDevice& device, const std::shared_ptr<const ModelFile>& file) {
    auto model = device.load(file, Precision::Fast);
    if (!model) qFatal("%s", model.error().what.c_str());
    return *model;
}

/// Of some tokens read at once.
void read(StageState& state, std::uint32_t count, std::uint32_t vocabulary_size) {
    const auto tokens = some_tokens(count, vocabulary_size);
    for (std::uint32_t at = 0; at < count; at += state.prompt_tokens_limit()) {
        const auto piece = std::span(tokens).subspan(at, std::min(count - at, state.prompt_tokens_limit()));
        const auto done = computed(state, {.position = at, .pass = Pass::Prompt, .tokens = piece, .activations = {}});
        if (!done) qFatal("%s", done.error().what.c_str());
    }
}

/// Of a batch of several tokens through the decode kernels.
Numbers batch(StageState& state, std::uint32_t position, std::uint32_t count, Output output) {
    const auto tokens = some_tokens(count, 300);
    auto done = computed(
        state, {.position = position, .pass = Pass::Decode, .tokens = tokens, .activations = {}, .output = output});
    if (!done) qFatal("%s", done.error().what.c_str());
    Numbers numbers = std::move(done->logits);
    for (const Candidates& candidates : done->candidates) {
        numbers.push_back(candidates.log_sum_exp);
        for (const auto& [token, logit] : candidates.best)
            numbers.insert(numbers.end(), {static_cast<float>(token), logit});
    }
    return numbers;
}

/// Single tokens and small batches over the seam of two splits of the context, in all that can be asked for.
Numbers everything(StageState& state) {
    read(state, 250, 300);
    Numbers numbers = decoded_one_by_one(state, some_tokens(10, 300), 250, Output::LastCandidates);
    const auto add = [&](const Numbers& more) { numbers.insert(numbers.end(), more.begin(), more.end()); };
    for (const std::uint32_t count : {2U, 5U, 8U}) {
        add(batch(state, 254, count, Output::AllLogits));
        add(batch(state, 254, count, Output::AllCandidates));
        add(batch(state, 254, count, Output::None));
    }
    add(decoded_one_by_one(state, some_tokens(3, 300), 262, Output::LastLogits));
    add(decoded_one_by_one(state, some_tokens(3, 300), 20, Output::LastCandidates));  // one split again
    return numbers;
}

constexpr std::uint32_t cache_length = 300;

}  // namespace

Q_DECLARE_METATYPE(GeneratedShape)

/// Dispatches that wait for each other by counts change no bit, and what becomes of a token where one waits in vain.
class ChainedDispatchesTest : public QObject {
    Q_OBJECT
    std::optional<Devices> devices_;

    /// A model on both.
    struct Models {
        std::shared_ptr<const Model> plain;
        std::shared_ptr<const Model> chained;
    };
    Models models(const GeneratedShape& shape) const {
        const auto file = generated_model(shape);
        return {loaded(*devices_->plain, file), loaded(*devices_->chained, file)};
    }

private slots:
    void initTestCase() {
        devices_.emplace();
        if (!devices_->chained->device().capabilities().can_chain())
            QSKIP("This device lacks what chained dispatches need.");
        QVERIFY(!devices_->plain->device().capabilities().can_chain());
    }
    void cleanup() { QCOMPARE(QString::fromStdString(devices_->first_message()), QString()); }

    void noBitChanges_data() {
        QTest::addColumn<GeneratedShape>("shape");
        QTest::addColumn<int>("cache");
        const auto row = [](const char* name, const GeneratedShape& shape, CacheType cache = CacheType::F16) {
            QTest::addRow("%s", name) << shape << static_cast<int>(cache);
        };
        // Few types, as a software driver takes minutes to compile the kernels of each, chained ones beside the others.
        row("Q4_0", {.type = Q4_0});
        if (qEnvironmentVariableIsSet("ALTIPLANO_WHOLE_TILES")) row("F16", {.type = F16});
        row("several types in a group", {.type = Q4_0, .types = {{"attn_v", Q8_0}, {"ffn_down", Q8_0}}});
        row("heads of 40, quantised apart", {.type = Q4_0, .head_size = 40});
        row("a window", {.type = Q4_0, .sliding_window = 100});
        row("a Q8_0 cache", {.type = Q4_0}, CacheType::Q8_0);
    }
    void noBitChanges() {
        QFETCH(GeneratedShape, shape);
        QFETCH(int, cache);
        const Models both = models(shape);
        const auto run = [&](const Model& model) {
            return everything(*model.stages.front()->open(cache_length, static_cast<CacheType>(cache)).value());
        };
        const int before = LinksInVain::links;
        const Numbers expected = run(*both.plain);
        QCOMPARE(LinksInVain::links, before);
        QVERIFY(run(*both.chained) == expected);
        QVERIFY(LinksInVain::links > before);
        QVERIFY(devices_->chained->device().left_out().empty());
    }

    /// The barriers that are left: behind the embedding, and at the end of a submission.
    void hardlyAnyBarriers() {
        const Models both = models({.type = Q4_0, .layer_count = 3});
        const auto profile = [](const Model& model) {
            const auto state = model.stages.front()->open(cache_length, CacheType::F16).value();
            state->begin_profile();
            decoded_one_by_one(*state, some_tokens(4, 300), 0, Output::LastCandidates);
            return state->take_profile();
        };
        const PassProfile plain = profile(*both.plain);
        const PassProfile chained = profile(*both.chained);
        QCOMPARE(plain.barriers, plain.dispatches);
        QCOMPARE(chained.barriers, chained.passes + chained.submissions);
        QCOMPARE(chained.dispatches - chained.cuts, plain.dispatches - plain.cuts);
        QVERIFY(chained.timed);
    }

    void stagesAndPassesThatGoAhead() {
        constexpr std::size_t count = 20;
        const auto file = generated_model({.type = Q4_0, .layer_count = 3});
        for (const std::vector<std::uint32_t>& layers : {std::vector{3U}, std::vector{1U, 2U}})
            for (const float temperature : {0.0F, 1.0F}) {
                const auto answer = [&](const ValidatedDevice& device, bool ahead) {
                    const auto model = device.load(file, Precision::Fast, layers).value();
                    auto session =
                        Session::open(model, {.context_length = 300, .draft_tokens = 0, .goes_ahead = ahead}).value();
                    auto other = Session::open(model, {.context_length = 64, .goes_ahead = ahead}).value();
                    std::array<std::vector<Token>, 2> tokens;
                    const SamplingSettings sampling{.temperature = temperature, .seed = 3};
                    if (!session->start(some_tokens(245, 300), sampling) ||
                        !other->start(some_tokens(5, 300), sampling))
                        qFatal("the sessions do not start");
                    const std::array sessions = {session.get(), other.get()};
                    while (tokens[0].size() < count || tokens[1].size() < count)
                        for (std::size_t i = 0; i < sessions.size(); ++i) {
                            const auto made = sessions[i]->advance({});
                            if (!made) qFatal("%s", made.error().what.c_str());
                            tokens[i].insert(tokens[i].end(), made->tokens.begin(), made->tokens.end());
                        }
                    for (auto& one : tokens) one.resize(count);
                    if (ahead && layers.size() == 1 && session->ahead_counts().taken_over == 0)
                        qFatal("nothing went ahead");
                    return tokens;
                };
                const auto expected = answer(*devices_->plain, false);
                QVERIFY(answer(*devices_->chained, false) == expected);
                QVERIFY(answer(*devices_->chained, true) == expected);
            }
    }

    /// By the first guess of a software device's speed a token of so many layers takes more than a submission may.
    void passesThatAreCut() {
        if (!devices_->chained->device().capabilities().software)
            QSKIP("Of another device this model's passes are thought short.");
        const Models both = models({.type = Q4_0, .layer_count = 400});
        const auto run = [](const Model& model) {
            const auto state = model.stages.front()->open(16, CacheType::F16).value();
            Numbers numbers = decoded_one_by_one(*state, some_tokens(1, 300), 0, Output::LastCandidates);
            if (dynamic_cast<vulkan::VulkanStageState&>(*state).submissions() < 2) qFatal("the pass was not cut");
            const Numbers more = batch(*state, 1, 8, Output::AllLogits);
            numbers.insert(numbers.end(), more.begin(), more.end());
            return numbers;
        };
        QVERIFY(run(*both.chained) == run(*both.plain));
    }

    /// With barriers, which then stay; what was computed while one waited in vain is computed anew.
    void whoWaitsInVain_data() {
        QTest::addColumn<int>("tokens");
        QTest::newRow("of a token") << 1;
        QTest::newRow("of a batch") << 3;
    }
    void whoWaitsInVain() {
        QFETCH(int, tokens);
        const Devices devices;
        const auto file = generated_model({.type = Q4_0});
        const auto plain = loaded(*devices.plain, file);
        const auto chained = loaded(*devices.chained, file);
        const auto run = [&](const Model& model) {
            const auto state = model.stages.front()->open(cache_length, CacheType::F16).value();
            read(*state, 250, 300);
            Numbers numbers = decoded_one_by_one(*state, some_tokens(5, 300), 250, Output::LastCandidates);
            LinksInVain::armed = true;
            const auto count = static_cast<std::uint32_t>(tokens);
            const Numbers more = batch(*state, 255, count, Output::LastLogits);
            LinksInVain::armed = false;
            numbers.insert(numbers.end(), more.begin(), more.end());
            const Numbers rest = decoded_one_by_one(*state, some_tokens(5, 300), 255 + count, Output::LastCandidates);
            numbers.insert(numbers.end(), rest.begin(), rest.end());
            return numbers;
        };
        const Numbers expected = run(*plain);
        QVERIFY(devices.chained->device().capabilities().can_chain());
        QVERIFY(run(*chained) == expected);
        QVERIFY(!devices.chained->device().capabilities().can_chain());
        QVERIFY(QString::fromStdString(devices.chained->device().left_out())
                    .startsWith("chained-dispatches (a workgroup waited in vain"));
        const int links = LinksInVain::links;
        QVERIFY(run(*chained) == expected);
        QVERIFY(run(*loaded(*devices.chained, file)) == expected);
        QCOMPARE(LinksInVain::links, links);
        QCOMPARE(devices.first_message(), std::string());
    }

    /// Nobody waits for a pass that was begun by a guess, or given up: the next one that is waited for tells.
    void whoWaitsInVainOfWhatIsAbandoned() {
        const Devices devices;
        const auto file = generated_model({.type = Q4_0});
        const auto state = loaded(*devices.chained, file)->stages.front()->open(cache_length, CacheType::F16).value();
        const auto expected_state =
            loaded(*devices.plain, file)->stages.front()->open(cache_length, CacheType::F16).value();
        const auto tokens = some_tokens(4, 300);
        LinksInVain::armed = true;
        const auto ticket = state->submit(
            {.position = 0, .pass = Pass::Decode, .tokens = tokens, .activations = {}, .output = Output::LastLogits});
        QVERIFY(ticket && state->abandon(*ticket));
        LinksInVain::armed = false;
        QVERIFY(devices.chained->device().capabilities().can_chain());
        QVERIFY(everything(*state) == everything(*expected_state));
        QVERIFY(!devices.chained->device().capabilities().can_chain());
    }

    void aTokenAheadThatWaitsInVain() {
        const Devices devices;
        const auto file = generated_model({.type = Q4_0});
        const auto answer = [&](const ValidatedDevice& device) {
            auto session =
                Session::open(loaded(device, file), {.context_length = 64, .draft_tokens = 0, .goes_ahead = true})
                    .value();
            if (!session->start(some_tokens(5, 300), {.temperature = 0.0F})) qFatal("the session does not start");
            std::vector<Token> made;
            LinksInVain::armed =
                true;  // the first token's pass reads the prompt, so the first that is chained goes ahead
            while (made.size() < 12) {
                const auto step = session->advance({});
                if (!step) qFatal("%s", step.error().what.c_str());
                made.insert(made.end(), step->tokens.begin(), step->tokens.end());
            }
            LinksInVain::armed = false;
            return made;
        };
        QVERIFY(answer(*devices.chained) == answer(*devices.plain));
        QVERIFY(!devices.chained->device().capabilities().can_chain());
    }

    void whereItIsChosen() {
        vulkan::Capabilities able = devices_->chained->device().capabilities();
        vulkan::KernelTuning tuned;
        QVERIFY(vulkan::chains(able, tuned));  // ALTIPLANO_CHAIN=1
        QVERIFY(able.why_not_chained().empty());
        able.integer_dot_product = false;
        QVERIFY(!vulkan::chains(able, tuned));
        QVERIFY(QString::fromStdString(able.why_not_chained()).startsWith("chained-dispatches (the device lacks"));
        able.integer_dot_product = true;
        qunsetenv("ALTIPLANO_CHAIN");
        QVERIFY(!vulkan::chains(able, tuned));  // not tuned
        QVERIFY(devices_->plain->device().left_out().empty());
        tuned.decode_chained = 1;
        QVERIFY(vulkan::chains(able, tuned));
        able.memory_model = false;
        QVERIFY(!vulkan::chains(able, tuned));
        QVERIFY(able.why_not_chained().empty());  // nobody asks
        qputenv("ALTIPLANO_CHAIN", "1");
        auto masked = ValidatedDevice::open({.mask = "memory-model"});
        QVERIFY(masked.has_value());
        QVERIFY(QString::fromStdString(masked->device().left_out()).startsWith("chained-dispatches (the device lacks"));
    }
};
QTEST_GUILESS_MAIN(ChainedDispatchesTest)
#include "chained_dispatches_test.moc"
