#include <QTest>

#include <set>

#include "inference/session.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/weight_upload.h"
#include "tests/support/flaky_vulkan.h"
#include "tests/support/generated_model.h"

using namespace inference;
using namespace test_support;
using test::FlakyVulkan;

namespace {

/// Loads a model and computes a prompt and three tokens: every kind of call that an answer takes.
Result<std::vector<Token>> answer(const std::shared_ptr<const ModelFile>& file) {
    auto instance = vulkan::Instance::create({.replace = FlakyVulkan::install});
    if (!instance) return std::unexpected(instance.error());
    const auto physical = (*instance)->physical_devices();
    if (!physical) return std::unexpected(physical.error());
    if (physical->empty()) return fail(ErrorKind::NoDevice, "there is no device", "Install one.");
    auto device = vulkan::Device::open(*instance, physical->front());
    if (!device) return std::unexpected(device.error());
    auto upload = vulkan::WeightUpload::begin(*device, file, LayerRange::all_of(file->config));
    if (!upload) return std::unexpected(upload.error());
    for (;;) {
        const auto done = (*upload)->advance();
        if (!done) return std::unexpected(done.error());
        if (*done) break;
    }
    auto stage = vulkan::VulkanStage::create(*device, file->config, (*upload)->take(), Precision::Fast, CacheType::F16);
    if (!stage) return std::unexpected(stage.error());
    auto model = std::make_shared<Model>();
    model->source = file;
    model->stages.push_back(std::move(*stage));
    // Of what is sent ahead a failure does no harm (going_ahead_failures_test).
    auto session = Session::open(model, {.context_length = 64, .goes_ahead = false});
    if (!session) return std::unexpected(session.error());
    const std::vector<Token> prompt = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    if (const auto started = (*session)->start(prompt, {.temperature = 0.0F}); !started)
        return std::unexpected(started.error());
    std::vector<Token> tokens;
    while (tokens.size() < 3) {
        const auto step = (*session)->advance({});
        if (!step) return std::unexpected(step.error());
        tokens.insert(tokens.end(), step->tokens.begin(), step->tokens.end());
    }
    return tokens;
}

}  // namespace

/// A device that is lost, or has no memory left, at any moment of loading and answering.
class StageFailuresTest : public QObject {
    Q_OBJECT
private slots:
    void anyMomentMayBeTheLast_data() {
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("kind");
        QTest::newRow("device lost") << int{VK_ERROR_DEVICE_LOST} << static_cast<int>(ErrorKind::DeviceLost);
        QTest::newRow("out of memory") << int{VK_ERROR_OUT_OF_DEVICE_MEMORY}
                                       << static_cast<int>(ErrorKind::OutOfMemory);
    }
    void anyMomentMayBeTheLast() {
        QFETCH(int, result);
        QFETCH(int, kind);
        const auto file = generated_model(
            {.type = gguf::TensorType::Q4_0, .layer_count = 1, .feed_forward_length = 256, .vocabulary_size = 64});
        FlakyVulkan::reset(0, VK_SUCCESS);
        const auto sound = answer(file);
        QVERIFY2(sound.has_value(), sound ? "" : sound.error().what.c_str());
        QCOMPARE(FlakyVulkan::alive(), std::string());
        const int calls = FlakyVulkan::calls();
        QVERIFY(calls > 200);
        std::set<std::string> failed;
        const int moments = qEnvironmentVariableIsSet("ALTIPLANO_EVERY_CALL") ? calls : 16;
        for (int moment = 0; moment < moments; ++moment) {
            const int call = 1 + moment * (calls - 1) / moments;
            FlakyVulkan::reset(call, static_cast<VkResult>(result));
            const auto outcome = answer(file);
            const std::string name = FlakyVulkan::failed();
            const std::string where = name + ", call " + std::to_string(call);
            QVERIFY2(!name.empty(), where.c_str());
            failed.insert(name);
            QCOMPARE(FlakyVulkan::alive() + " alive after " + where, " alive after " + where);
            if (outcome) {  // only waits of what is being destroyed may fail unseen
                QCOMPARE(name, std::string("WaitSemaphores"));
                QCOMPARE(*outcome, *sound);
                continue;
            }
            const auto expected =
                name == "EnumerateDeviceExtensionProperties" ? ErrorKind::NoDevice : static_cast<ErrorKind>(kind);
            QVERIFY2(outcome.error().kind == expected, (where + ": " + outcome.error().what).c_str());
            QVERIFY2(!outcome.error().hint.empty(), where.c_str());
        }
        QVERIFY2(failed.size() >= 4, "too few kinds of calls failed");
    }

    void tooLittleMemoryForTheContextNamesBothNumbers() {
        FlakyVulkan::reset(0, VK_SUCCESS);
        auto instance = vulkan::Instance::create({});
        QVERIFY(instance.has_value());
        auto device = vulkan::Device::open(*instance, (*instance)->physical_devices()->front());
        QVERIFY(device.has_value());
        const auto file = generated_model(
            {.layer_count = 4, .head_count = 64, .kv_head_count = 64, .head_size = 128, .context_length = 1U << 20U});
        auto upload = vulkan::WeightUpload::begin(*device, file, LayerRange::all_of(file->config));
        QVERIFY(upload.has_value());
        for (;;) {
            const auto done = (*upload)->advance();
            QVERIFY(done.has_value());
            if (*done) break;
        }
        auto model = std::make_shared<Model>();
        model->source = file;
        model->stages.push_back(
            vulkan::VulkanStage::create(*device, file->config, (*upload)->take(), Precision::Fast, CacheType::F16)
                .value());
        const std::uint64_t before = (*device)->allocated_bytes();
        const auto session = Session::open(model, {.context_length = 1U << 20U});  // 137 GB
        QVERIFY(!session.has_value());
        QCOMPARE(session.error().kind, ErrorKind::OutOfMemory);
        QVERIFY2(session.error().what.find("a context of 1048576 tokens needs") == 0, session.error().what.c_str());
        QVERIFY2(session.error().what.ends_with("B are free"), session.error().what.c_str());
        QCOMPARE((*device)->allocated_bytes(), before);
    }
};
QTEST_GUILESS_MAIN(StageFailuresTest)
#include "stage_failures_test.moc"
