#include "inference/plan/planner.h"

#include <QTest>

#include <array>
#include <cmath>
#include <random>

#include "inference/plan/release_models.h"
#include "tests/support/generated_model.h"
#include "tests/support/planned_machine.h"

using namespace inference;
using namespace test_support;
using gguf::TensorType;

/// Which layers go where, for cards and memories that people have.
class PlannerTest : public QObject {
    Q_OBJECT
private slots:
    /// By the budget of one card beside the processor, in GB; 0: no card.
    void layersOnOneCard_data() {
        QTest::addColumn<QString>("size");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("context");
        QTest::addColumn<double>("system");
        QTest::addColumn<double>("card");
        QTest::addColumn<QString>("expected");
        constexpr std::array cards = {0.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0};
        const auto rows = [&](const char* size, const char* type, int context, double system,
                              const std::array<const char*, cards.size()>& expected) {
            for (std::size_t i = 0; i < cards.size(); ++i)
                QTest::addRow("%s %s, %d tokens, card of %g GB, system of %g GB", size, type, context, cards[i], system)
                    << QString(size) << QString(type) << context << system << cards[i] << QString(expected[i]);
        };
        //                              no card 4 GB 6 GB 8 GB 12 GB 16 GB 24 GB
        rows("7B", "Q4_0", 2048, 8,
             {"cpu", "vulkan:0=26,cpu=6", "vulkan:0", "vulkan:0", "vulkan:0", "vulkan:0", "vulkan:0"});
        rows("7B", "Q4_0", 2048, 16,
             {"cpu", "vulkan:0=26,cpu=6", "vulkan:0", "vulkan:0", "vulkan:0", "vulkan:0", "vulkan:0"});
        rows("7B", "Q8_0", 4096, 16,
             {"cpu", "vulkan:0=13,cpu=19", "vulkan:0=20,cpu=12", "vulkan:0=27,cpu=5", "vulkan:0", "vulkan:0",
              "vulkan:0"});
        rows("13B", "Q4_0", 2048, 8,
             {"none", "vulkan:0=17,cpu=23", "vulkan:0=26,cpu=14", "vulkan:0=35,cpu=5", "vulkan:0", "vulkan:0",
              "vulkan:0"});
        rows("13B", "Q4_K", 4096, 16,
             {"cpu", "vulkan:0=14,cpu=26", "vulkan:0=22,cpu=18", "vulkan:0=29,cpu=11", "vulkan:0", "vulkan:0",
              "vulkan:0"});
        rows("33B", "Q4_0", 2048, 16,
             {"none", "none", "vulkan:0=16,cpu=44", "vulkan:0=21,cpu=39", "vulkan:0=33,cpu=27", "vulkan:0=44,cpu=16",
              "vulkan:0"});
        rows("33B", "Q4_0", 2048, 32,
             {"cpu", "vulkan:0=10,cpu=50", "vulkan:0=16,cpu=44", "vulkan:0=21,cpu=39", "vulkan:0=33,cpu=27",
              "vulkan:0=44,cpu=16", "vulkan:0"});
        rows("65B", "Q4_0", 2048, 32,
             {"none", "none", "none", "none", "vulkan:0=22,cpu=58", "vulkan:0=30,cpu=50", "vulkan:0=45,cpu=35"});
        rows("65B", "Q4_0", 2048, 64,
             {"cpu", "vulkan:0=7,cpu=73", "vulkan:0=10,cpu=70", "vulkan:0=14,cpu=66", "vulkan:0=22,cpu=58",
              "vulkan:0=30,cpu=50", "vulkan:0=45,cpu=35"});
        rows("65B", "Q8_0", 2048, 64,
             {"none", "none", "none", "none", "vulkan:0=12,cpu=68", "vulkan:0=16,cpu=64", "vulkan:0=25,cpu=55"});
    }
    void layersOnOneCard() {
        QFETCH(QString, size);
        QFETCH(QString, type);
        QFETCH(int, context);
        QFETCH(double, system);
        QFETCH(double, card);
        QFETCH(QString, expected);
        const auto model = release_model(size_named(size), type_named(type));
        const ConversationSize conversation{static_cast<std::uint32_t>(context), CacheType::F16};
        const PlannedMachine machine{card > 0 ? std::vector{card} : std::vector<double>(), system};
        const auto devices = devices_of(machine, model, conversation);
        const auto plan = fastest_plan(*model, devices, {.conversation = conversation});
        QCOMPARE(plan ? QString::fromStdString(plan->device()) : QString("none"), expected);
        if (!plan) return;
        std::uint32_t layers = 0;
        for (const PlannedStage& stage : plan->stages) {
            QCOMPARE(stage.layers.first, layers);
            layers += stage.layers.count;
            QVERIFY(stage.bytes.total() <= stage.budget_bytes);
        }
        QCOMPARE(layers, model->config.layer_count);
        if (plan->stages.size() == 2) {  // the card has all that it can
            const StageSizes& on_card = devices.front().sizes;
            LayerRange more = plan->stages.front().layers;
            ++more.count;
            QVERIFY(on_card.bytes(more).total() > devices.front().budget_bytes);
        }
    }

    void theFasterOfTwoCardsComesFull() {
        const auto model = release_model(SizeClass::B33, TensorType::Q4_0);
        const ConversationSize conversation{2048, CacheType::F16};
        auto devices = devices_of({{12, 12}, 32}, model, conversation);
        devices[1].speed.read_bytes_per_second *= 2;
        const auto plan = fastest_plan(*model, devices, {.conversation = conversation}).value();
        QCOMPARE(plan.stages.size(), std::size_t{2});
        QCOMPARE(plan.stages[1].selector, std::string("vulkan:1"));
        QVERIFY(plan.stages[1].layers.count > plan.stages[0].layers.count);
        LayerRange more = plan.stages[1].layers;
        --more.first;
        ++more.count;
        QVERIFY(devices[1].sizes.bytes(more).total() > devices[1].budget_bytes);
    }

    /// Either of two like cards could have all layers, and tokens would come as fast; together they read faster.
    void ofEquallyFastPlansTheFasterReaderWins() {
        const auto model = release_model(SizeClass::B7, TensorType::Q4_0);
        const ConversationSize conversation{2048, CacheType::F16};
        auto devices = devices_of({{12, 12}, 32}, model, conversation);
        const PlanRequest request{.conversation = conversation};
        QCOMPARE(fastest_plan(*model, devices, request)->device(), std::string("vulkan:0=16,vulkan:1=16"));
        devices[1].speed.multiply_adds_per_second *= 3;
        QCOMPARE(fastest_plan(*model, devices, request)->device(), std::string("vulkan:0=8,vulkan:1=24"));
        devices[0].speed.read_bytes_per_second *= 1.0001;  // a token's speed comes first
        QCOMPARE(fastest_plan(*model, devices, request)->device(), std::string("vulkan:0"));
    }

    /// Against all cuts there are, on machines that are drawn at random.
    void noCutIsBetter() {
        const auto model = generated_model({.type = TensorType::Q4_0, .layer_count = 6});
        const ConversationSize conversation{64, CacheType::F16};
        const PlanRequest request{.conversation = conversation};
        const auto on_card = StageSizes::on_vulkan(model, card_capabilities(), conversation).value();
        const auto on_processor = StageSizes::on_processor(model, 2, conversation);
        const double whole = static_cast<double>(on_card.bytes(LayerRange::all_of(model->config)).total());
        std::minstd_rand random(5);
        const auto one_of = [&](std::initializer_list<double> values) {
            return *(values.begin() + random() % values.size());
        };
        int fitting = 0;
        for (int machine = 0; machine < 600; ++machine) {
            const bool all = machine >= 300;  // the devices have layers
            std::vector<PlanDevice> devices;
            const double system = whole * one_of({0.5, 0.8, 1.2});
            for (const char* selector : {"vulkan:0", "vulkan:1", "vulkan:2", "cpu"}) {
                const bool processor = devices.size() == 3;
                const bool shared = processor || (devices.size() == 2 && machine % 2 == 0);
                const double budget = shared ? system : whole * one_of({0.4, 0.6, 0.8, 1.5});
                devices.push_back({.selector = selector,
                                   .name = selector,
                                   .kind = processor ? StageKind::Processor : StageKind::Vulkan,
                                   .budget_bytes = static_cast<std::uint64_t>(budget),
                                   .system_memory = shared,
                                   .speed = {.read_bytes_per_second = one_of({1e9, 2e9, 2e9, 3e9}),
                                             .multiply_adds_per_second = one_of({1e9, 2e9, 5e9})},
                                   .sizes = processor ? on_processor : on_card});
            }
            double tokens = 0.0;   // the best of all cuts
            double prompts = 0.0;  // of those that are as good
            for (int cut = 0; cut < 7 * 7 * 7; ++cut) {
                const std::array ends = {cut % 7, cut / 7 % 7, cut / 49, 6};
                if (!std::ranges::is_sorted(ends)) continue;
                if (all && (ends[0] == 0 || std::ranges::adjacent_find(ends) != ends.end())) continue;
                std::vector<PlanDevice> used;
                std::vector<LayerRange> layers;
                std::uint32_t first = 0;
                for (std::size_t i = 0; i < ends.size(); ++i) {
                    const std::uint32_t count = static_cast<std::uint32_t>(ends[i]) - first;
                    if (count == 0) continue;
                    used.push_back(devices[i]);
                    layers.push_back({first, count});
                    first += count;
                }
                const auto plan = chosen_plan(*model, used, layers, request);
                if (!plan || plan->generate_tokens_per_second < tokens * (1 - 1e-9)) continue;
                if (plan->generate_tokens_per_second > tokens * (1 + 1e-9)) prompts = 0.0;
                tokens = std::max(tokens, plan->generate_tokens_per_second);
                prompts = std::max(prompts, plan->prompt_tokens_per_second);
            }
            const auto plan = all ? split_plan(*model, devices, request) : fastest_plan(*model, devices, request);
            QCOMPARE(plan.has_value(), tokens > 0.0);
            if (!plan) continue;
            ++fitting;
            QVERIFY(std::abs(plan->generate_tokens_per_second / tokens - 1) < 1e-6);
            QVERIFY(std::abs(plan->prompt_tokens_per_second / prompts - 1) < 1e-6);
        }
        QVERIFY(fitting > 200 && fitting < 600);
    }

    /// Two devices over one memory do not each have all of it.
    void aChipAndTheProcessorShareTheSystemsMemory() {
        const auto model = release_model(SizeClass::B33, TensorType::Q4_0);
        const ConversationSize conversation{2048, CacheType::F16};
        const auto planned = [&](double system, double chip) {
            return fastest_plan(*model, devices_of({{}, system, chip}, model, conversation),
                                {.conversation = conversation});
        };
        QVERIFY(!planned(16, 14).has_value());  // 30 GB, if they were counted twice
        const auto half = planned(24, 10).value();
        QCOMPARE(half.stages.size(), std::size_t{2});
        QVERIFY(half.stages[0].bytes.total() + half.stages[1].bytes.total() <= std::uint64_t{24'000'000'000});
        QCOMPARE(planned(24, 24)->device(), std::string("vulkan:0"));
    }

    void theSpeedIsThatOfTheBytes() {
        const auto model = release_model(SizeClass::B7, TensorType::Q4_0);
        const ConversationSize conversation{2048, CacheType::F16};
        auto devices = devices_of({{}, 16}, model, conversation);
        devices[0].speed = {.read_bytes_per_second = 30e9,
                            .multiply_adds_per_second = 300e9,
                            .load_bytes_per_second = 2e9,
                            .measured = true,
                            .start_seconds = 0.5};
        const auto plan = fastest_plan(*model, devices, {.conversation = conversation, .file = {1e9, 1e-9}}).value();
        QVERIFY(plan.measured);
        // 6.6 billion weights of 18 bytes for 32, and 256 positions of 32 layers' keys and values, 4096 float16 each
        const double weights = (32.0 * (4 * 4096.0 * 4096 + 3 * 4096.0 * 11008) + 32000 * 4096.0) * 18 / 32;
        const double cache = 2 * 32 * 4096 * 2 * 256.0;
        QVERIFY(std::abs(plan.generate_tokens_per_second * (weights + cache) / 30e9 - 1) < 0.001);
        QVERIFY(std::abs(plan.prompt_tokens_per_second * 6.476e9 / 300e9 - 1) < 0.001);
        QVERIFY(std::abs(plan.load_seconds - weights * (1 / 1e9 + 1 / 2e9) - 0.5) < 0.01);
        QCOMPARE(plan.stages.front().bytes.cache, std::uint64_t{2} * 32 * 4096 * 2 * 2048);
    }

    void whatIsNeededAndWhatIsThereAreSaid() {
        const auto model = release_model(SizeClass::B65, TensorType::Q4_0);
        const auto refused = planned({{}, 16}, model, {}).error();
        QVERIFY(refused.kind == ErrorKind::OutOfMemory);
        const auto needs =
            devices_of({{}, 16}, model, {2048, CacheType::F16}).front().sizes.bytes(LayerRange::all_of(model->config));
        QCOMPARE(QString::fromStdString(refused.what), QString("LLaMA 65B needs %1 GB of memory, 16.0 GB can be had")
                                                           .arg(static_cast<double>(needs.total()) / 1e9, 0, 'f', 1));
    }

    /// Less is needed than there is, but not in one place.
    void thatTheMemoryIsInPartsIsSaid() {
        const auto model = release_model(SizeClass::B7, TensorType::Q4_0);
        const auto refused = planned({{1.2, 1.2, 1.2}, 1.3}, model, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().what,
                 std::string("LLaMA 7B needs 4.8 GB of memory, 4.9 GB can be had, but no cut of its layers fits the "
                             "parts: 1.2 GB on vulkan:0, 1.2 GB on vulkan:1, 1.2 GB on vulkan:2, 1.3 GB on cpu"));
    }

    void layersThatFitNowhereStayInTheFile() {
        const auto model = release_model(SizeClass::B65, TensorType::Q4_0);
        const ConversationSize conversation{2048, CacheType::F16};
        const auto devices = devices_of({{12}, 16}, model, conversation);
        const PlanRequest request{.conversation = conversation, .allow_disk = true, .file = {1e9, 1e-9}};
        const auto plan = fastest_plan(*model, devices, request).value();
        QCOMPARE(plan.stages.size(), std::size_t{2});
        const PlannedStage& processor = plan.stages.back();
        QVERIFY(processor.mapped_layers > 0);
        QVERIFY(processor.bytes.total() <= processor.budget_bytes);
        QVERIFY(devices[1].sizes.bytes(processor.layers, processor.mapped_layers - 1).total() > processor.budget_bytes);
        // 2 x 8192^2 x 4 + 3 x 8192 x 22016 weights of 18 bytes for 32 come from the file at each token
        const double layer = (4 * 8192.0 * 8192 + 3 * 8192.0 * 22016) * 18 / 32;
        QVERIFY(processor.token_seconds > layer * processor.mapped_layers / 1e9);
    }

    /// In their order, though the first one alone would be faster.
    void devicesThatAreNamedAllHaveLayers() {
        const auto model = release_model(SizeClass::B7, TensorType::Q4_0);
        const ConversationSize conversation{2048, CacheType::F16};
        auto devices = devices_of({{8, 2}, 8}, model, conversation);
        devices[0].speed.read_bytes_per_second *= 2;
        const PlanRequest request{.conversation = conversation};
        QCOMPARE(split_plan(*model, devices, request)->device(), std::string("vulkan:0=30,vulkan:1=1,cpu=1"));
        std::ranges::reverse(devices);
        QCOMPARE(split_plan(*model, devices, request)->device(), std::string("cpu=1,vulkan:1=1,vulkan:0=30"));
        const auto refused = split_plan(*model, devices_of({{0.1}, 8}, model, conversation), request);
        QVERIFY(!refused);
        QVERIFY2(
            refused.error().what.ends_with("no cut of its layers fits the parts: 100.0 MB on vulkan:0, 8.0 GB on cpu"),
            refused.error().what.c_str());
        const std::vector<PlanDevice> many(33, devices.front());
        QVERIFY(split_plan(*model, many, request).error().kind == ErrorKind::InvalidArgument);
    }

    void layersChosenByHand() {
        const auto model = release_model(SizeClass::B7, TensorType::Q4_0);
        const ConversationSize conversation{2048, CacheType::F16};
        const auto devices = devices_of({{4}, 4}, model, conversation);
        const PlanRequest request{.conversation = conversation};
        const std::vector<LayerRange> layers = {{0, 20}, {20, 12}};
        QCOMPARE(chosen_plan(*model, devices, layers, request)->device(), std::string("vulkan:0=20,cpu=12"));
        const std::vector<LayerRange> too_many = {{0, 31}, {31, 1}};
        const auto refused = chosen_plan(*model, devices, too_many, request);
        QVERIFY(!refused.has_value());
        QVERIFY2(refused.error().what.find("31 layers of LLaMA 7B on vulkan:0 need 4.") == 0,
                 refused.error().what.c_str());
        // What one device is given twice counts twice.
        const std::vector<PlanDevice> twice = {devices[0], devices[0]};
        const std::vector<LayerRange> halves = {{0, 16}, {16, 16}};
        QVERIFY(!chosen_plan(*model, twice, halves, request).has_value());
    }
};
QTEST_GUILESS_MAIN(PlannerTest)
#include "planner_test.moc"
