#include "inference/what_would_fit.h"

#include <QTest>

#include "inference/plan/device_choice.h"
#include "inference/plan/release_models.h"
#include "inference/plan/requantised.h"
#include "tests/support/planned_machine.h"

using namespace inference;
using namespace test_support;
using gguf::TensorType;

/// What a refusal says would fit.
class WhatWouldFitTest : public QObject {
    Q_OBJECT
private slots:
    void whatWouldFitIsSaid_data() {
        QTest::addColumn<QString>("size");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("context");
        QTest::addColumn<double>("card");
        QTest::addColumn<double>("system");
        QTest::addColumn<QString>("hint");
        QTest::addRow("a cache of int8") << "7B" << "Q4_0" << 16384 << 0.0 << 11.0
                                         << "A Q8_0 cache (--cache-type q8_0)";
        QTest::addRow("a shorter context")
            << "7B" << "Q4_0" << 16384 << 0.0 << 7.0 << "A context of 4096 tokens instead of";
        QTest::addRow("another quantisation") << "13B" << "Q8_0" << 2048 << 0.0 << 9.0 << "As Q3_K_S it would fit.";
        QTest::addRow("that beside a card") << "13B" << "Q8_0" << 2048 << 4.0 << 9.0 << "As Q6_K it would fit.";
        QTest::addRow("both") << "33B" << "Q8_0" << 2048 << 0.0 << 15.5
                              << "As Q3_K_S with a context of 512 tokens it would fit.";
        QTest::addRow("a smaller model") << "65B" << "Q4_0" << 2048 << 0.0 << 16.0 << "No quantisation of it fits.";
        QTest::addRow("not even from the disk")
            << "65B" << "Q4_0" << 2048 << 0.0 << 4.0 << "No quantisation of it fits. Choose a smaller model, or close";
    }
    void whatWouldFitIsSaid() {
        QFETCH(QString, size);
        QFETCH(QString, type);
        QFETCH(int, context);
        QFETCH(double, card);
        QFETCH(double, system);
        QFETCH(QString, hint);
        const auto shapes = release_model(size_named(size), type_named(type));
        auto longer = std::make_shared<ModelFile>(*shapes);
        longer->config.context_length = 16384;
        const auto hint_with = [&](double less) {
            const PlannedMachine machine{card > 0 ? std::vector{card} : std::vector<double>(), system - less};
            return what_would_fit(
                longer, {.context_length = static_cast<std::uint32_t>(context)},
                [&](const auto& model, const LoadOptions& options) { return planned(machine, model, options); });
        };
        const std::string said = hint_with(0);
        QVERIFY2(said.starts_with(hint.toStdString()), said.c_str());
    }

    /// What a hint promises is so, to the byte: with one less of the memory that it takes it is not said.
    void noHintPromisesWhatThenFails() {
        const auto model = release_model(SizeClass::B13, TensorType::Q8_0);
        const auto& quantisation = *std::ranges::find(quantisations(), "Q4_K_M", &Quantisation::name);
        const auto smaller = requantised(*model, quantisation);
        const ConversationSize conversation{2048, CacheType::F16};
        const auto needed =
            devices_of({{}, 20}, smaller, conversation).front().sizes.bytes(LayerRange::all_of(model->config)).total();
        const auto hint_of = [&](std::uint64_t budget) {
            const auto fits = [&](const auto& other, const LoadOptions& options) {
                const auto size = options.conversation_with(other->config);
                auto devices = devices_of({{}, 20}, other, size);
                devices.front().budget_bytes = budget;
                return fastest_plan(*other, devices, {.conversation = size});
            };
            return what_would_fit(model, {}, fits);
        };
        QVERIFY2(hint_of(needed).starts_with("As Q4_K_M it would fit."), hint_of(needed).c_str());
        QVERIFY2(hint_of(needed - 1).starts_with("As Q4_0 it would fit."), hint_of(needed - 1).c_str());
    }

    /// What a person chose by hand and does not fit is cut so that it does.
    void anotherCutOfTheLayersIsNamed() {
        const auto model = release_model(SizeClass::B7, TensorType::Q4_0);
        const PlannedMachine machine{{4}, 4};
        const auto plan = [&](const auto& other, const LoadOptions& options) -> Result<Plan> {
            const ConversationSize conversation = options.conversation_with(other->config);
            const auto devices = devices_of(machine, other, conversation);
            const PlanRequest request{.conversation = conversation};
            const auto choice = DeviceChoice::parse(options.device).value();
            if (choice.splits()) return split_plan(*other, devices, request);
            return chosen_plan(*other, devices, choice.layers_of(other->config).value(), request);
        };
        const LoadOptions options{.device = "vulkan:0=31,cpu"};
        QVERIFY(!plan(model, options));
        QCOMPARE(what_would_fit(model, options, plan), std::string("With --device vulkan:0=26,cpu=6 it fits."));
    }
};
QTEST_GUILESS_MAIN(WhatWouldFitTest)
#include "what_would_fit_test.moc"
