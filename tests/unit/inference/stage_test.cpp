#include <QTest>

#include <map>

#include "inference/session.h"
#include "inference/vulkan/vulkan_stage_state.h"
#include "inference/vulkan/weight_upload.h"
#include "tests/support/generated_model.h"
#include "tests/support/reference_model.h"

using namespace inference;
using namespace test_support;

namespace {

std::vector<Token> some_tokens(std::size_t count, std::uint32_t vocabulary_size) {
    std::vector<Token> tokens(count);
    for (std::size_t i = 0; i < count; ++i) tokens[i] = static_cast<Token>((i * 7919 + 13) % vocabulary_size);
    return tokens;
}

GeneratedShape shape_of(gguf::TensorType type) { return {.type = type}; }

/// Odd in every way that a file may be: head size no multiple of 8, lengths no multiples of 64.
GeneratedShape odd_shape() {
    return {.layer_count = 3, .embedding_length = 60, .feed_forward_length = 172, .head_count = 5, .kv_head_count = 5,
            .head_size = 12, .vocabulary_size = 511, .tied_head = true};
}

CacheType cache_of(Precision precision) { return precision == Precision::Exact ? CacheType::F32 : CacheType::F16; }

}  // namespace

/// The forward pass on the first Vulkan device, under the validation layers, against the reference model.
class StageTest : public QObject {
    Q_OBJECT
    std::shared_ptr<vulkan::Instance> instance_;
    std::shared_ptr<vulkan::Device> device_;

    std::shared_ptr<const Model> load(std::shared_ptr<const ModelFile> file, Precision precision) {
        auto upload = vulkan::WeightUpload::begin(device_, file).value();
        while (!upload->advance().value()) {
        }
        auto model = std::make_shared<Model>();
        model->source = file;
        model->precision = precision;
        model->stages.push_back(
            vulkan::VulkanStage::create(device_, file->config, upload->take(), precision).value());
        return model;
    }

private slots:
    void initTestCase() {
        auto instance = vulkan::Instance::create({.validation = true});
        QVERIFY2(instance, instance ? "" : instance.error().what.c_str());
        instance_ = *instance;
        const auto devices = instance_->physical_devices();
        QVERIFY2(devices && !devices->empty(), "no Vulkan device: nothing below can be true");
        auto device = vulkan::Device::open(instance_, devices->front());
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = *device;
    }

    void logitsAgainstTheReference_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<unsigned>("batch");
        for (const char* name : {"F32", "F16", "Q4_0", "Q8_0", "odd"})
            for (const bool exact : {true, false})
                for (const unsigned batch : {1U, 7U, 0U})
                    QTest::addRow("%s %s batch %u", name, exact ? "exact" : "fast", batch) << QString(name) << exact << batch;
    }
    void logitsAgainstTheReference() {
        QFETCH(QString, name);
        QFETCH(bool, exact);
        QFETCH(unsigned, batch);
        const std::map<QString, GeneratedShape> shapes = {{"F32", shape_of(gguf::TensorType::F32)},
                                                          {"F16", shape_of(gguf::TensorType::F16)},
                                                          {"Q4_0", shape_of(gguf::TensorType::Q4_0)},
                                                          {"Q8_0", shape_of(gguf::TensorType::Q8_0)},
                                                          {"odd", odd_shape()}};
        const auto file = generated_model(shapes.at(name));
        const auto tokens = some_tokens(40, file->config.vocabulary_size);
        ReferenceModel::Cache cache;
        const auto expected = ReferenceModel::load(*file)->forward(tokens, cache);

        const auto precision = exact ? Precision::Exact : Precision::Fast;
        const auto model = load(file, precision);
        auto session = Session::open(model, {.batch_tokens = batch, .cache_type = cache_of(precision)});
        QVERIFY2(session, session ? "" : session.error().what.c_str());
        const auto logits = (*session)->logits(tokens, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        const double error = normalised_error(*logits, expected);
        QVERIFY2(error <= (exact ? 1e-6 : 2e-4), qPrintable(QString::number(error)));
    }

    void noWordFromTheValidationLayers() {
        const auto messages = instance_->validation_log()->first_messages();
        QVERIFY2(messages.empty(), messages.empty() ? "" : messages.front().c_str());
    }
};
QTEST_GUILESS_MAIN(StageTest)
#include "stage_test.moc"
