#include "inference/machine.h"

#include <QTest>

#include <algorithm>

#include "inference/plan/release_models.h"
#include "tests/support/flaky_vulkan.h"
#include "tests/support/pretended_card.h"

using namespace inference;
using test::FlakyVulkan;
using test::PretendedCard;

class MachineTest : public QObject {
    Q_OBJECT

    static Machine with(VkPhysicalDeviceType kind, std::uint64_t memory_bytes) {
        PretendedCard::kind = kind;
        PretendedCard::memory_bytes = memory_bytes;
        return Machine::look({.replace = PretendedCard::install}).value();
    }
    static std::uint64_t budget(const Machine& machine, const char* selector, const LoadOptions& options,
                                bool reserve = true) {
        const auto model = release_model(SizeClass::B7, gguf::TensorType::Q4_0);
        return machine.plan_device(selector, model, options, reserve, SpeedRecord::open({}, "kernels"))->budget_bytes;
    }

private slots:
    void someMemoryStaysForOthers() {
        constexpr std::uint64_t mebibyte = 1U << 20U;
        constexpr std::uint64_t six = 6144 * mebibyte;
        const Machine desktop = with(VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU, six);
        QCOMPARE(budget(desktop, "vulkan:0", {}), six - 256 * mebibyte);
        QCOMPARE(budget(desktop, "vulkan:0", {}, false), six);
        QCOMPARE(budget(desktop, "vulkan:0", {.leaving = {{"vulkan:0", mebibyte}, {"cpu", six}}}),
                 six - 255 * mebibyte);
        QCOMPARE(budget(with(VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU, six), "vulkan:0", {}), six - 64 * mebibyte);

        const DeviceDescription processor = desktop.processor();
        const std::uint64_t reserve = std::max(512 * mebibyte, processor.memory_bytes / 20);
        const std::uint64_t there = processor.memory_free_bytes;
        QVERIFY(there > 2 * reserve);
        QCOMPARE(budget(desktop, "cpu", {}), there - reserve);
        QCOMPARE(budget(desktop, "cpu", {.leaving = {{"vulkan:0", six}}}), there - reserve);  // not the card's own
        QCOMPARE(budget(desktop, "cpu", {.allow_disk = true}), there - reserve - 1024 * mebibyte);
    }

    /// What one of them gives back the other may have, and neither has more than there is.
    void aChipHasTheSystemsMemory() {
        constexpr std::uint64_t part = 64U << 20U;
        const Machine large = with(VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU, std::uint64_t{1} << 50U);
        const std::uint64_t all = budget(large, "cpu", {});
        QCOMPARE(budget(large, "vulkan:0", {}), all);
        for (const char* had : {"cpu", "vulkan:0"})
            for (const char* selector : {"cpu", "vulkan:0"})
                QCOMPARE(budget(large, selector, {.leaving = {{had, part}}}), all + part);
        const Machine small = with(VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU, part);
        QCOMPARE(budget(small, "vulkan:0", {.leaving = {{"cpu", part}}}, false), part);
        QCOMPARE(budget(small, "vulkan:0", {.leaving = {{"vulkan:0", part}}}, false), 2 * part);
    }

    /// Each call that a look takes fails once: the processor can be used all the same, and Vulkan says why it cannot.
    void aDriverThatFailsLeavesTheProcessor() {
        FlakyVulkan::reset(0, VK_SUCCESS);
        QVERIFY(Machine::look({.replace = FlakyVulkan::install}));
        const int calls = FlakyVulkan::calls();
        QVERIFY(calls >= 3);  // an instance, its devices counted and listed
        int failed = 0;
        for (int call = 1; call <= calls; ++call) {
            FlakyVulkan::reset(call, VK_ERROR_INITIALIZATION_FAILED);
            const auto machine = Machine::look({.replace = FlakyVulkan::install});
            QVERIFY2(machine, FlakyVulkan::failed().c_str());
            QVERIFY(!FlakyVulkan::failed().empty());
            if (machine->vulkan()) continue;  // it could be done without
            ++failed;
            QCOMPARE(machine->selectors_of({}).value(), std::vector<std::string>{"cpu"});
            const auto refused = machine->selectors_of(DeviceChoice::parse("vulkan:0").value());
            QVERIFY(!refused && !refused.error().what.empty());
            const auto devices = machine->devices();
            QCOMPARE(devices.back().selector, std::string("cpu"));
            if (refused.error().kind == ErrorKind::NoDevice) continue;
            QCOMPARE(devices.size(), std::size_t{2});
            QVERIFY(!devices.front().usable && devices.front().unusable_reason == refused.error().what);
        }
        QVERIFY(failed > 0);
    }
};
QTEST_GUILESS_MAIN(MachineTest)
#include "machine_test.moc"
