#include "app/diagnostics.h"

#include <QSignalSpy>
#include <QTest>

#include "ui/demo/demo_ports.h"

/// What a bug report is told, over the demo's ports; tests/e2e/window/real_window_test.cpp has what it is not.
class DiagnosticsTest : public QObject {
    Q_OBJECT

private slots:
    void devicesAndWhatIsAmissWithThem() {
        ui::demo::DemoPorts demo;
        demo.engine.devices = {
            {.selector = "vulkan:0", .name = "Card", .usable = true, .reason = {}, .driver = "maker 1"},
            {.selector = "vulkan:1", .name = "Old", .usable = false, .reason = "too old", .driver = "maker 0"},
            {.selector = "vulkan:2",
             .name = "New",
             .usable = true,
             .reason = {},
             .driver = "maker 2",
             .leftOut = "cooperative-matrix (a product is wrong)"}};
        app::CollectedDiagnostics diagnostics(demo.ports());
        QSignalSpy collected(&diagnostics, &ui::Diagnostics::collected);
        diagnostics.collect();
        QVERIFY(collected.wait(30'000));
        const QString text = collected[0][0].toString();
        for (const char* line :
             {"\nDevice vulkan:0: Card, maker 1\n", "\nDevice vulkan:1: Old, maker 0, not used: too old\n",
              "\nDevice vulkan:2: New, maker 2, left out: cooperative-matrix (a product is wrong)\n"})
            QVERIFY2(text.contains(line), qPrintable(text));
    }
};
QTEST_GUILESS_MAIN(DiagnosticsTest)
#include "diagnostics_test.moc"
