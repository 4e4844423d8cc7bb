#include <QTemporaryDir>
#include <QTest>

#include "inference/session.h"
#include "tests/support/engine_validation.h"
#include "tests/support/golden_files.h"
#include "tests/support/loaded_model.h"
#include "tests/support/reference_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

/// Layers over several devices, as --device names them: within the bounds of a model on one.
class DeviceSplitTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::unique_ptr<Engine> engine_;

    /// The kinds of the stages: "VPV".
    static QString kinds_of(const Model& model) {
        QString kinds;
        for (const auto& stage : model.stages) kinds += stage->kind() == StageKind::Vulkan ? 'V' : 'P';
        return kinds;
    }

private slots:
    void initTestCase() {
        validate_engines();
        QVERIFY(folder_.isValid());
        const auto pipelines = std::filesystem::path(folder_.path().toStdString()) / "pipelines";
        const auto kept = keep_small_tiles(pipelines);
        QVERIFY2(kept, kept ? "" : kept.error().what.c_str());
        engine_ = Engine::create({.pipelines = pipelines});
    }
    void init() {
        if (!golden::here())
            QSKIP("The shared folder with models and golden logits is not here, so nothing is compared with them.");
    }

    void logits_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("devices");
        QTest::addColumn<QString>("kinds");
        QTest::addColumn<bool>("exact");
        const auto rows = [](const char* name, const char* devices, const char* kinds) {
            for (const bool exact : {true, false})
                QTest::addRow("%s %s %s", name, devices, exact ? "exact" : "fast")
                    << QString(name) << QString(devices) << QString(kinds) << exact;
        };
        rows("mini-q4_0", "vulkan:0=1,cpu", "VP");
        rows("mini-q4_0", "cpu=1,vulkan:0", "PV");
        rows("mini-q4_0", "cpu=1,cpu", "PP");
        rows("mini-q4_k_m", "vulkan:0,cpu=1", "VP");
        rows("mini-f16", "cpu,vulkan:0=1", "PV");
        rows("stories260K", "vulkan:0=1,vulkan:0=1,cpu=2,vulkan:0", "VVPV");
        // Every cut of its five layers over two Vulkan devices, the processor, and both.
        int cuts = 0;
        for (int first = 1; first < 5; ++first)
            for (int second = 0; first + second <= 5; ++second) {
                const int third = 5 - first - second;
                QStringList devices;
                QString kinds;
                const auto add = [&](const char* device, int layers, QChar kind) {
                    if (layers == 0) return;
                    devices << QString("%1=%2").arg(device).arg(layers);
                    kinds += kind;
                };
                add("vulkan:0", first, 'V');
                add("vulkan:0", second, 'V');
                add("cpu", third, 'P');
                rows("stories260K", qPrintable(devices.join(',')), qPrintable(kinds));
                ++cuts;
            }
        QCOMPARE(cuts, 14);
    }
    void logits() {
        QFETCH(QString, name);
        QFETCH(QString, devices);
        QFETCH(QString, kinds);
        QFETCH(bool, exact);
        const auto precision = exact ? Precision::Exact : Precision::Fast;
        const auto model = loaded_model(*engine_, golden::model(name), precision, devices.toStdString());
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        QCOMPARE(kinds_of(**model), kinds);
        const auto tokens = golden::tokens(name);
        for (const unsigned batch : {1U, 7U, 0U}) {
            auto session =
                Session::open(*model, {.batch_tokens = batch, .cache_type = exact ? CacheType::F32 : CacheType::F16});
            QVERIFY2(session, session ? "" : session.error().what.c_str());
            const auto logits = (*session)->logits(tokens, {});
            QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
            const double error = normalised_error(*logits, golden::logits(name));
            QVERIFY2(error <= (exact ? 1e-6 : 2e-4), qPrintable(QString("%1, batch %2").arg(error).arg(batch)));
        }
    }

    void noWordFromTheValidationLayers() { QCOMPARE(first_message_of_engines(), std::string()); }
};
QTEST_GUILESS_MAIN(DeviceSplitTest)
#include "device_split_test.moc"
