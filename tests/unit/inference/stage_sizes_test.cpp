#include "inference/plan/stage_sizes.h"

#include <QTest>

#include "tests/support/generated_model.h"
#include "tests/support/message_fault.h"
#include "tests/support/processor_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;
using gguf::TensorType;

/// A plan counts what stages then take, to the byte.
class StageSizesTest : public QObject {
    Q_OBJECT

    static void compare(const StageSizes& sizes, const Model& model, ConversationSize conversation) {
        for (const auto& stage : model.stages) {
            const LayerRange range{stage->first_layer(), stage->layer_count()};
            QCOMPARE(sizes.bytes(range).weights, stage->weights_bytes());
            const auto state = stage->open(conversation.context_length, conversation.cache_type);
            QVERIFY2(state, state ? "" : state.error().what.c_str());
            QCOMPARE(sizes.bytes(range).cache + sizes.bytes(range).scratch, (*state)->memory_bytes());
        }
    }

private slots:
    void bytesOfEveryCut_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("tied");
        QTest::addColumn<int>("cache_type");
        const auto row = [](const char* name, TensorType type, bool tied, CacheType cache) {
            QTest::addRow("%s", name) << static_cast<int>(type) << tied << static_cast<int>(cache);
        };
        row("F32", TensorType::F32, false, CacheType::F32);
        row("Q4_0", TensorType::Q4_0, false, CacheType::F16);
        row("Q4_0, the embedding again as the head", TensorType::Q4_0, true, CacheType::F16);
        row("Q5_1", TensorType::Q5_1, false, CacheType::F16);
    }
    void bytesOfEveryCut() {
        QFETCH(int, type);
        QFETCH(bool, tied);
        QFETCH(int, cache_type);
        GeneratedShape shape{.type = static_cast<TensorType>(type), .layer_count = 4, .tied_head = tied};
        if (shape.type == TensorType::Q5_1) shape.types["ffn_up"] = TensorType::Q8_0;
        const auto file = generated_model(shape);
        const ConversationSize conversation{100, static_cast<CacheType>(cache_type)};
        const auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        const auto on_vulkan = StageSizes::on_vulkan(file, device->device().capabilities(), conversation).value();
        const auto on_processor = StageSizes::on_processor(file, 2, conversation);
        for (const std::vector<std::uint32_t>& cut : {std::vector<std::uint32_t>{4}, {1, 3}, {2, 1, 1}}) {
            compare(on_vulkan, **device->load(file, Precision::Fast, cut), conversation);
            compare(on_processor, **processor_model(file, {.layers = cut}), conversation);
        }
        QCOMPARE(device->first_message(), std::string());
    }

    /// A cache is bound whole: 64 values of 2 bytes a position.
    void aContextThatNoBindingHolds() {
        const auto file = generated_model({.layer_count = 2});
        vulkan::Capabilities capabilities;
        capabilities.max_binding_bytes = 8U << 20U;
        QVERIFY(StageSizes::on_vulkan(file, capabilities, {65'536, CacheType::F16}));
        const auto refused = StageSizes::on_vulkan(file, capabilities, {100'000, CacheType::F16});
        QVERIFY(!refused);
        QVERIFY2(
            refused.error().what.starts_with("a context of 100000 tokens needs 12.8 MB at once for the key and value "
                                             "cache of 100000 positions, the device takes at most 8.4 MB"),
            refused.error().what.c_str());
        QVERIFY2(message_fault(refused.error()).empty(), message_fault(refused.error()).c_str());
    }

    void whatATokenReads() {
        const auto file = generated_model({.layer_count = 3});
        const auto sizes = StageSizes::on_processor(file, 1, {64, CacheType::F16});
        const std::uint64_t all = sizes.read_bytes({0, 3});
        QCOMPARE(all, sizes.read_bytes({0, 1}) + sizes.read_bytes({1, 1}) + sizes.read_bytes({2, 1}));
        QCOMPARE(all, sizes.bytes({0, 3}).weights);
        QCOMPARE(sizes.cache_read_bytes({0, 3}, 10), std::uint64_t{2 * 3 * 10 * 64 * 2});
        QCOMPARE(sizes.multiply_adds({1, 1}), 128.0 * (128 + 64 + 64 + 128 + 3 * 352));
        // Mapped matrices take no memory; norms of 128 float32 do.
        QCOMPARE(sizes.bytes({0, 2}, 2).weights, std::uint64_t{2 * 2 * 128 * 4});
        QCOMPARE(sizes.bytes({0, 2}, 1).weights, sizes.bytes({0, 1}).weights + 2 * 128 * 4);
    }
};
QTEST_GUILESS_MAIN(StageSizesTest)
#include "stage_sizes_test.moc"
