#include "inference/speed_probe.h"

#include <QTest>

#include <thread>

#include "inference/stage_placing.h"
#include "tests/support/generated_model.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr auto wait_time = std::chrono::milliseconds(200);
constexpr auto first_wait = std::chrono::seconds(4);

/// Takes as long again to give its stage.
struct SlowLoading final : StageLoading {
    std::unique_ptr<StageLoading> loading;
    explicit SlowLoading(std::unique_ptr<StageLoading> real) : loading(std::move(real)) {}
    std::uint64_t bytes_total() const override { return loading->bytes_total(); }
    std::uint64_t bytes_done() const override { return loading->bytes_done(); }
    Result<bool> advance() override { return loading->advance(); }
    Result<std::shared_ptr<Stage>> take() override {
        std::this_thread::sleep_for(wait_time);
        return loading->take();
    }
};

}  // namespace

/// What is measured of a device, on the processor.
class SpeedProbeTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const ModelFile> file_ = generated_model({.type = gguf::TensorType::Q4_0});
    Machine machine_ = Machine::look().value();
    StageSizes sizes_ = StageSizes::on_processor(file_, 1, {});

    Result<std::unique_ptr<StageLoading>> begin() const {
        std::this_thread::sleep_for(wait_time);
        auto real = StagePlacing(file_, {.threads = 1}, machine_)
                        .stage_on("cpu", LayerRange::all_of(file_->config), 0, CacheType::F16);
        if (!real) return real;
        return std::make_unique<SlowLoading>(std::move(*real));
    }

private slots:
    /// A device that is slow to open and to make its kernels: not a part of the weights' speed, but of a load. What the
    /// first load took, when nothing was compiled yet, is not that.
    void whatAStartTakes() {
        int begun = 0;
        SpeedProbe probe(
            file_,
            [&] {
                if (begun++ == 0) std::this_thread::sleep_for(first_wait);
                return begin();
            },
            LayerRange::all_of(file_->config), sizes_);
        while (!probe.advance().value()) {
        }
        QCOMPARE(begun, 2);
        const DeviceSpeed& speed = probe.speed();
        QVERIFY(speed.measured && speed.read_bytes_per_second > 0 && speed.multiply_adds_per_second > 0);
        const std::chrono::duration<double> slept = 2 * wait_time, first_slept = first_wait;
        QVERIFY2(speed.start_seconds > 0.9 * slept.count() && speed.start_seconds < first_slept.count(),
                 qPrintable(QString::number(speed.start_seconds)));
        const double weights = static_cast<double>(begin().value()->bytes_total());
        QVERIFY(weights / speed.load_bytes_per_second < slept.count() / 2);  // seconds
    }

    void aLoadThatFails() {
        int begun = 0;
        SpeedProbe probe(
            file_,
            [&]() -> Result<std::unique_ptr<StageLoading>> {
                if (begun++ == 1) return fail(ErrorKind::DeviceLost, "the device is gone", "Look for it.");
                return begin();
            },
            LayerRange::all_of(file_->config), sizes_);
        Result<bool> known = false;
        while (known && !*known) known = probe.advance();
        QVERIFY(!known && known.error().kind == ErrorKind::DeviceLost);
        QVERIFY(!probe.speed().measured);
    }
};
QTEST_GUILESS_MAIN(SpeedProbeTest)
#include "speed_probe_test.moc"
