#include "inference/engine.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>

#include "inference/session.h"
#include "tests/support/engine_validation.h"
#include "tests/support/generated_model.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/loaded_model.h"

using namespace inference;
using namespace test_support;

/// Which device a model is loaded on, and what comes of a load that is dropped.
class EngineTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::filesystem::path path_;
    std::unique_ptr<Engine> engine_ = Engine::create();

    std::shared_ptr<const Model> loaded_on(const std::string& selector) {
        auto model = loaded_model(*engine_, path_, Precision::Fast, selector);
        if (!model) qFatal("%s", model.error().what.c_str());
        return *model;
    }

private slots:
    void initTestCase() {
        validate_engines();
        path_ = folder_.filePath("small.gguf").toStdString();
        std::ofstream(path_, std::ios::binary) << small_model().text();
    }

    void theProcessorIsAlwaysThere() {
        const auto devices = engine_->devices();
        QVERIFY2(devices, devices ? "" : devices.error().what.c_str());
        const DeviceDescription& processor = devices->back();
        QCOMPARE(processor.selector, std::string("cpu"));
        QCOMPARE(processor.kind, std::string("processor"));
        QVERIFY(!processor.name.empty() && !processor.driver.empty());
        QVERIFY(processor.usable && !processor.software);
        QVERIFY(processor.memory_free_bytes > 0 && processor.memory_free_bytes <= processor.memory_bytes);
    }

    void aSelectorNamesTheStage() {
        const auto processor = loaded_on("cpu");
        QCOMPARE(processor->device.selector, std::string("cpu"));
        QVERIFY(processor->stages.front()->kind() == StageKind::Processor);
        QVERIFY(processor->weights_bytes() > 0);
        const auto vulkan = loaded_on("vulkan:0");
        QCOMPARE(vulkan->device.selector, std::string("vulkan:0"));
        QVERIFY(vulkan->stages.front()->kind() == StageKind::Vulkan);
    }

    void automaticTakesNoSoftwareDevice() {
        const auto devices = engine_->devices().value();
        const bool hardware = std::ranges::any_of(devices, [](const DeviceDescription& device) {
            return device.usable && !device.software && device.kind != "processor";
        });
        const auto model = loaded_on("auto");
        QVERIFY(model->stages.front()->kind() == (hardware ? StageKind::Vulkan : StageKind::Processor));
        QVERIFY(!model->device.software);
    }

    void theProgressRisesAndALoadCanBeDropped() {
        const auto file = ModelFile::open(path_).value();
        for (int steps = 0; steps < 4; ++steps) {
            auto loading = engine_->load(file, {.device = "cpu"}).value();
            for (int step = 0; step < steps; ++step) QVERIFY(loading->advance().has_value());
        }
        auto loading = engine_->load(file, {.device = "cpu", .threads = 3}).value();
        QVERIFY(!loading->take().has_value());
        float fraction = 0.0F;
        for (bool done = false; !done;) {
            const auto progress = loading->advance().value();
            QVERIFY(progress.fraction >= fraction && progress.fraction <= 1.0F);
            QVERIFY(!progress.compiling);  // the processor has no driver
            fraction = progress.fraction;
            done = progress.done;
        }
        QCOMPARE(fraction, 1.0F);
        const auto model = loading->take().value();
        auto session = Session::open(model, {}).value();
        QVERIFY(session->logits(std::vector<Token>{1, 2, 3}, {}).has_value());
    }

    /// A driver compiles for one type of cache during the load, for another when a session with it opens.
    void kernelsAreCompiledForTheCacheThatIsWanted() {
        const auto file = ModelFile::open(path_).value();
        auto loading = engine_->load(file, {.device = "vulkan:0", .cache_type = CacheType::F32}).value();
        bool told = false;
        for (bool done = false; !done;) {
            const auto progress = loading->advance().value();
            told = told || progress.compiling;
            done = progress.done;
        }
        QVERIFY(told);
        const auto model = loading->take().value();
        QVERIFY(model->is_compiled_for(CacheType::F32));
        QVERIFY(!model->is_compiled_for(CacheType::F16));
        QVERIFY(Session::open(model, {.cache_type = CacheType::F16}).has_value());
        QVERIFY(model->is_compiled_for(CacheType::F16));
    }

    /// The embedding is read from the file token by token.
    void aFileCutShortWhileItsModelAnswers() {
        const QString whole = QStringLiteral(SHARED_DIR "/models/mini-q4_0.gguf");
        if (!QFile::exists(whole)) QSKIP("The shared folder with mini-q4_0.gguf is not here.");
        const QString cut = folder_.filePath("cut.gguf");
        QVERIFY(QFile::copy(whole, cut));
        QVERIFY(QFile::setPermissions(cut, QFile::ReadOwner | QFile::WriteOwner));
        const auto model = loaded_model(*engine_, cut.toStdString(), Precision::Fast, "cpu").value();
        const auto session = Session::open(model, {}).value();
        const std::vector<Token> tokens = {1, 2, 500};
        QVERIFY(session->logits(tokens, {}).has_value());
        QVERIFY(QFile::resize(cut, 4096));
        const auto logits = session->logits(tokens, {});
        QVERIFY(!logits.has_value());
        QVERIFY(logits.error().kind == ErrorKind::Unreadable);
        QVERIFY2(logits.error().what.find("became shorter") != std::string::npos, logits.error().what.c_str());
    }

    void aPlanIsMeasuredOnceAndKept() {
        const std::filesystem::path speeds = folder_.filePath("speeds.txt").toStdString();
        const auto file = ModelFile::open(path_).value();
        for (const bool known : {false, true}) {
            auto engine = Engine::create({.speeds = speeds});
            auto planning = engine->plan(file, {.device = "cpu=1,vulkan:0"}).value();
            int steps = 0;
            while (!planning->advance().value()) ++steps;
            QCOMPARE(steps == 0, known);
            const Plan plan = planning->take().value();
            QVERIFY(plan.measured);
            QCOMPARE(plan.device(), std::string("cpu=1,vulkan:0=1"));
            QVERIFY(plan.generate_tokens_per_second > 0 && plan.prompt_tokens_per_second > 0 && plan.load_seconds > 0);
        }
        auto another =
            Engine::create({.speeds = speeds})->plan(file, {.device = "cpu=1,vulkan:0", .threads = 3}).value();
        QVERIFY(!another->advance().value());  // of which the processor's speed is not known
    }

    /// Those that are named, in their order; how many layers each gets depends on their speed, so that is measured.
    void severalDevicesWithoutLayersAreSplit() {
        for (const char* device : {"vulkan:0,cpu", "cpu,vulkan:0"}) {
            const auto model = loaded_on(device);
            QCOMPARE(model->device.selector, std::string(device));
            QCOMPARE(model->stages.size(), std::size_t{2});
            QVERIFY(model->plan.measured);
            auto session = Session::open(model, {}).value();
            QVERIFY(session->logits(std::vector<Token>{1, 2, 3}, {}).has_value());
        }
    }

    void aModelKnowsItsPlan() {
        const auto model = loaded_on("vulkan:0=1,cpu");
        QCOMPARE(model->plan.device(), std::string("vulkan:0=1,cpu=1"));
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(model->plan.stages[i].bytes.weights, model->stages[i]->weights_bytes());
            QCOMPARE(model->plan.stages[i].layers.first, model->stages[i]->first_layer());
        }
    }

    /// More context than there is memory: said before anything is loaded.
    void aContextThatFitsNowhere() {
        // Small, so that some context fits the machine whatever else runs on it.
        const auto file = generated_model({.type = gguf::TensorType::Q4_0,
                                           .layer_count = 24,
                                           .head_count = 8,
                                           .kv_head_count = 8,
                                           .head_size = 128,
                                           .context_length = 1U << 24U});  // whose cache takes 1.6 TB
        // A software device cannot even be given a layer's cache at once.
        for (const char* device : {"cpu", "auto", "vulkan:0", "vulkan:0=20,cpu", "vulkan:0,cpu"}) {
            const auto refused = engine_->load(file, {.device = device, .context_length = 1U << 24U});
            QVERIFY(!refused.has_value());
            QVERIFY(refused.error().kind == ErrorKind::OutOfMemory);
            const std::string& hint = refused.error().hint;
            QVERIFY2(hint.starts_with("A context of "), hint.c_str());
            // What was said can be done, and twice that cannot.
            const auto context = static_cast<std::uint32_t>(std::stoul(hint.substr(13)));
            QVERIFY(engine_->estimate(file, {.device = device, .context_length = context}));
            QVERIFY(!engine_->estimate(file, {.device = device, .context_length = 2 * context}));
        }
    }

    void whatIsNoDeviceIsRefused() {
        const auto file = ModelFile::open(path_).value();
        const auto refused = [&](const char* selector) { return engine_->load(file, {.device = selector}).error(); };
        QVERIFY(refused("cpu:0").kind == ErrorKind::InvalidArgument);
        QVERIFY(refused("vulkan:").kind == ErrorKind::InvalidArgument);
        QVERIFY(refused("vulkan:99").kind == ErrorKind::NoDevice);
        QVERIFY(refused("vulkan:0=1000,cpu").kind == ErrorKind::InvalidArgument);
        QVERIFY(refused("vulkan:0=1,vulkan:0=1000").kind == ErrorKind::InvalidArgument);
        QVERIFY(refused("cpu,cpu").kind == ErrorKind::InvalidArgument);
    }

    void noWordFromTheValidationLayers() { QCOMPARE(first_message_of_engines(), std::string()); }
};
QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
