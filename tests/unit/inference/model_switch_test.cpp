#include <QFile>
#include <QTest>

#include <optional>

#include "inference/session.h"
#include "inference/vulkan/weight_upload.h"
#include "tests/support/generated_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

/// What each of the models takes at least, with a session's memory: were one of ten kept, it would show.
constexpr std::uint64_t one_model_bytes = 10'000'000;

/// Bytes of this process that lie in memory.
std::uint64_t resident_bytes() {
    QFile file("/proc/self/statm");
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').at(1).toULongLong() * 4096;
}

}  // namespace

/// Loading, answering and unloading, over and over: device memory and resident memory end where they began.
class ModelSwitchTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;

    /// A few tokens of an answer, with a model of its own.
    void answer_once(gguf::TensorType type) {
        const auto file = generated_model(
            {.type = type, .embedding_length = 256, .feed_forward_length = 704, .vocabulary_size = 8000});
        const auto model = device_->load(file, Precision::Fast);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        auto session = Session::open(*model, {.context_length = 512});
        QVERIFY2(session, session ? "" : session.error().what.c_str());
        QVERIFY(device_->device().allocated_bytes() > one_model_bytes);
        const std::vector<Token> prompt = {1, 2, 3, 4, 5};
        QVERIFY((*session)->start(prompt, {.temperature = 0.0F}).has_value());
        for (std::size_t tokens = 0; tokens < 3;) {
            const auto step = (*session)->advance({});
            QVERIFY2(step, step ? "" : step.error().what.c_str());
            tokens += step->tokens.size();
        }
    }

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
    }

    void nothingStaysAfterTenSwitches() {
        // What drivers and layers keep for later is there after the first few.
        for (int warm_up = 0; warm_up < 4; ++warm_up)
            answer_once(warm_up % 2 == 0 ? gguf::TensorType::Q4_0 : gguf::TensorType::F16);
        const std::uint64_t before = resident_bytes();
        QVERIFY(before > 0);
        for (int round = 0; round < 10; ++round) {
            answer_once(round % 2 == 0 ? gguf::TensorType::Q4_0 : gguf::TensorType::F16);
            QCOMPARE(device_->device().allocated_bytes(), std::uint64_t{0});
        }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        return;  // they keep what was freed for a while, and what they know of every word
#endif
        const double grown = static_cast<double>(resident_bytes()) - static_cast<double>(before);
        QVERIFY2(grown < static_cast<double>(one_model_bytes), qPrintable(QString("%1 MB more").arg(grown * 1e-6)));
    }

    void aLoadDroppedHalfWayLeavesNothing() {
        const auto file = generated_model({.type = gguf::TensorType::F16, .embedding_length = 256});
        auto upload =
            vulkan::WeightUpload::begin(device_->device().shared_from_this(), file, LayerRange::all_of(file->config));
        QVERIFY(upload.has_value());
        QVERIFY((*upload)->advance().has_value());
        QVERIFY(device_->device().allocated_bytes() > 0);
        upload->reset();
        QCOMPARE(device_->device().allocated_bytes(), std::uint64_t{0});
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(ModelSwitchTest)
#include "model_switch_test.moc"
