#include <QTest>

#include <algorithm>
#include <optional>

#include "inference/session.h"
#include "tests/support/generated_model.h"
#include "tests/support/named_shapes.h"
#include "tests/support/processor_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

/// A model's tensors with one float16 over and over in the place of some blocks: scales, weights and norms that are not
/// numbers (0xFFFF), or infinite scales (0x7C00).
class StrangeFile : public gguf::GgufFile {
public:
    StrangeFile(std::shared_ptr<const gguf::GgufFile> sound, std::uint16_t value)
        : sound_(std::move(sound)), value_(value) {}

    const std::string& name() const override { return sound_->name(); }
    std::uint64_t size_bytes() const override { return sound_->size_bytes(); }
    std::uint32_t version() const override { return sound_->version(); }
    const std::map<std::string, gguf::Value, std::less<>>& metadata() const override { return sound_->metadata(); }
    const std::vector<gguf::TensorInfo>& tensors() const override { return sound_->tensors(); }
    Result<void> read(const gguf::TensorInfo& tensor, std::uint64_t offset, std::span<std::byte> out) const override {
        if (auto read = sound_->read(tensor, offset, out); !read) return read;
        const std::uint64_t block = gguf::layout_of(tensor.type)->block_bytes;
        for (std::size_t i = 0; i < out.size(); ++i)
            if ((offset + i) / block % 13 == 7)
                out[i] = static_cast<std::byte>((offset + i) % 2 == 0 ? value_ & 0xFF : value_ >> 8);
        return {};
    }

private:
    std::shared_ptr<const gguf::GgufFile> sound_;
    std::uint16_t value_;
};

}  // namespace

/// A file whose numbers are none answers nonsense, but it answers: no crash, no hang, no token beyond the vocabulary.
class StrangeWeightsTest : public QObject {
    Q_OBJECT
    std::optional<ValidatedDevice> device_;

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
    }

    void areComputedWith_data() {
        QTest::addColumn<bool>("processor");
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<int>("cache");
        QTest::addColumn<bool>("infinite");
        using gguf::TensorType;
        for (const bool processor : {false, true})
            for (const bool infinite : {false, true}) {
                const auto row = [&](TensorType type, bool exact, CacheType cache) {
                    QTest::addRow("%s %s%s, %s cache, %s", processor ? "processor" : "vulkan",
                                  gguf::layout_of(type)->name.data(), exact ? " exact" : "", name_of(cache),
                                  infinite ? "infinite" : "no numbers")
                        << processor << static_cast<int>(type) << exact << static_cast<int>(cache) << infinite;
                };
                for (const TensorType type : gguf::supported_types()) {
                    // A float16's infinity is a large number there.
                    if (infinite && (type == TensorType::F32 || type == TensorType::BF16)) continue;
                    row(type, false, CacheType::F16);
                    if (!infinite) row(type, true, CacheType::F16);
                }
                row(TensorType::Q4_0, false, CacheType::Q8_0);
                row(TensorType::Q4_K, false, CacheType::Q8_0);
            }
    }
    void areComputedWith() {
        QFETCH(bool, processor);
        QFETCH(int, type);
        QFETCH(bool, exact);
        QFETCH(int, cache);
        QFETCH(bool, infinite);
        ModelFile strange = *generated_model(shape_of_type(static_cast<gguf::TensorType>(type)));
        strange.file = std::make_shared<StrangeFile>(strange.file, infinite ? 0x7C00 : 0xFFFF);
        const auto file = std::make_shared<const ModelFile>(strange);
        const auto precision = exact ? Precision::Exact : Precision::Fast;
        const auto model = processor ? processor_model(file, {.precision = precision}) : device_->load(file, precision);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        auto session = Session::open(*model, {.cache_type = static_cast<CacheType>(cache)}).value();
        for (const float temperature : {0.0F, 0.8F}) {
            std::vector<Token> prompt(20);
            for (std::size_t i = 0; i < prompt.size(); ++i) prompt[i] = static_cast<Token>(i * 7);
            QVERIFY(session->start(prompt, {.temperature = temperature}));
            std::size_t said = 0;
            for (int steps = 0; said < 5 && steps < 1000; ++steps) {
                const auto step = session->advance({});
                QVERIFY2(step, step ? "" : step.error().what.c_str());
                for (const Token token : step->tokens) QVERIFY(token >= 0 && token < 300);
                said += step->tokens.size();
            }
            QVERIFY(said >= 5);
        }
        const auto logits = session->logits(std::vector<Token>{1, 2, 3}, {});
        QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
        QVERIFY(std::ranges::any_of(*logits, [](float logit) { return !std::isfinite(logit); }));
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(StrangeWeightsTest)
#include "strange_weights_test.moc"
