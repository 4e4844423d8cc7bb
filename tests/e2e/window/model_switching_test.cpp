#include <QDir>
#include <QTest>

#include "tests/e2e/support/program.h"
#include "tests/e2e/window/real_window.h"
#include "tests/e2e/window/resident_memory.h"
#include "tests/support/gguf_builder.h"

using e2e::MiB;
using e2e::RealWindow;
using e2e::residentMemory;
using test_support::GgufBuilder;

namespace {

constexpr int patience_ms = 300'000;

/// A sound model whose weights take some 33 MiB: what a leak of them costs cannot be overlooked.
GgufBuilder middlingModel(const std::string& name) {
    constexpr std::uint32_t embedding = 512, feedForward = 1536;
    GgufBuilder file = test_support::small_model();
    file.put("general.name", name.c_str());
    file.put("llama.embedding_length", embedding).put("llama.feed_forward_length", feedForward);
    file.put("llama.attention.head_count", 8U).put("llama.attention.head_count_kv", 8U);
    file.tensors().clear();
    file.add("token_embd.weight", {10, embedding});
    for (const std::string layer : {"blk.0.", "blk.1."}) {
        file.add(layer + "attn_norm.weight", {embedding}).add(layer + "ffn_norm.weight", {embedding});
        for (const char* square : {"attn_q.weight", "attn_k.weight", "attn_v.weight", "attn_output.weight"})
            file.add(layer + square, {embedding, embedding});
        file.add(layer + "ffn_gate.weight", {feedForward, embedding})
            .add(layer + "ffn_up.weight", {feedForward, embedding});
        file.add(layer + "ffn_down.weight", {embedding, feedForward});
    }
    file.add("output_norm.weight", {embedding}).add("output.weight", {10, embedding});
    return file;
}

}  // namespace

/// Models come and go in the window without leaving anything behind.
class ModelSwitchingTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }

    void tenSwitchesLeaveMemoryWhereItWas_data() {
        QTest::addColumn<QString>("device");
        QTest::newRow("cpu") << QString("cpu");
        QTest::newRow("vulkan:0") << QString("vulkan:0");
    }
    void tenSwitchesLeaveMemoryWhereItWas() {
        QFETCH(QString, device);
        RealWindow real([&](const app::DataDirectory& directory) {
            ui::Settings settings = e2e::greedySettings(5);
            settings.device = device;
            app::IniSettingsStore(directory.settings()).save(settings);
            e2e::write(directory.models(), "one.gguf", middlingModel("one").text());
            e2e::write(directory.models(), "two.gguf", middlingModel("two").text());
        });
        QVERIFY(real.window().open());
        const auto* others = real.models().others();
        QTRY_COMPARE(others->count(), 3);  // and Cria, last
        const auto idOf = [&](int row) { return others->rows()[row].modelId; };
        const auto load = [&](int row) {
            real.models().choose(idOf(row));
            QTRY_VERIFY_WITH_TIMEOUT(
                real.models().loaded() && !real.models().loading() && real.models().model()->id == idOf(row),
                patience_ms);
            QCOMPARE(real.models().model()->devices.front().device, device);
            const int before = real.chat().messages()->count();
            real.chat().send("a");
            QTRY_COMPARE(real.chat().messages()->count(), before + 2);
            QTRY_VERIFY_WITH_TIMEOUT(real.chat().canSend(), patience_ms);
        };
        // What is made once (shaders, fonts, caches of the heap) is no leak.
        for (int i = 0; i < 10; ++i) load(i % 2);
        const qint64 before = residentMemory();
        const QString conversation = real.chat().conversationId();
        for (int i = 0; i < 10; ++i) load(i % 2);
        const qint64 after = residentMemory();
        qInfo("resident: %lld MiB before ten switches, %lld after", before / MiB, after / MiB);
        QVERIFY(after - before < 16 * MiB);  // half of one model's weights
        QCOMPARE(real.chat().conversationId(), conversation);
        QCOMPARE(real.chat().messages()->count(), 40);

        real.models().unload();
        QTRY_VERIFY(!real.models().loaded());
        QTRY_VERIFY_WITH_TIMEOUT(residentMemory() < after - 24 * MiB, 10'000);  // at once, not at the end
    }
};
QTEST_MAIN(ModelSwitchingTest)
#include "model_switching_test.moc"
