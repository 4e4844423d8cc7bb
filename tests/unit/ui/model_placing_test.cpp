#include <QSignalSpy>
#include <QTest>

#include "tests/support/demo_window.h"
#include "ui/controllers/model_menu_controller.h"

using namespace ui;

/// What the menu says of a model that is placed otherwise than planned.
class ModelPlacingTest : public QObject {
    Q_OBJECT
public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); }

private slots:
    void aModelThatIsLoadedAnewShowsItsProgress() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& models = *it.window.models();
        const QString id = models.model()->id;
        emit it.demo.engine.placedAnew(id, 1, PlacedAnew::DeviceLost);
        QVERIFY(models.loading());
        emit it.demo.engine.loadProgress(id, 0.5);
        QCOMPARE(models.loadFraction(), 0.5);
        auto moved = *models.model();
        moved.device = "the processor";
        emit it.demo.engine.loaded(moved);
        QVERIFY(!models.loading());
        QCOMPARE(models.currentDevice(), "the processor");
    }

    void whereItComesToNothingTheMenuSaysWhy() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& models = *it.window.models();
        const QString id = models.model()->id;
        emit it.demo.engine.placedAnew(id, 1, PlacedAnew::DeviceLeftOut);
        emit it.demo.engine.unloaded();
        emit it.demo.engine.loadFailed(id, {"it fits nowhere", "Choose a smaller one."});
        QVERIFY(!models.loading());
        QVERIFY(!models.loaded());
        QCOMPARE(models.problemWhat(), "it fits nowhere");
    }

    void lessMemoryThanPlannedIsSaid() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& models = *it.window.models();
        QCOMPARE(models.placingNotice(), QString());
        auto smaller = *models.model();
        smaller.smaller = true;
        QSignalSpy changed(&models, &ModelMenuController::currentChanged);
        emit it.demo.engine.loaded(smaller);
        QVERIFY(changed.count() > 0);
        QVERIFY(models.placingNotice().contains("less of it"));
        models.unload();
        QCOMPARE(models.placingNotice(), QString());
    }

    void aDeviceThatFailedIsNamed() {
        DemoWindow it;
        QVERIFY(it.load());
        auto without = *it.window.models()->model();
        without.leftOut = {QStringLiteral("GeForce RTX 3060")};
        emit it.demo.engine.loaded(without);
        QCOMPARE(it.window.models()->placingNotice(),
                 "GeForce RTX 3060 failed as its speed was measured, so the model was loaded without it.");
    }
};
QTEST_MAIN(ModelPlacingTest)
#include "model_placing_test.moc"
