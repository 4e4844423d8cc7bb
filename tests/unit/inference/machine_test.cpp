#include "inference/machine.h"

#include <QTest>

#include <algorithm>

#include "tests/support/flaky_vulkan.h"

using namespace inference;
using test::FlakyVulkan;

class MachineTest : public QObject {
    Q_OBJECT

private slots:
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
