// How EngineSteps loads models, a step at a time.
#include <QTest>

#include "tests/support/engine_fixture.h"

using namespace app;
using namespace inference;
using namespace test_support;

class EngineLoadingTest : public QObject {
    Q_OBJECT
private slots:
    void loadsAStepAtATime() {
        EngineFixture f;
        QVERIFY(!f.steps.hasWork());
        f.steps.load("A", {});
        QCOMPARE(f.heard.taken(), QStringList{"loading A 0%"});
        QCOMPARE(f.run(), 5);  // open, begin, and three of the loading
        QCOMPARE(f.heard.lines,
                 (QStringList{"loading A 33%", "loading A 67%", "loaded A, identity of A, on imagined"}));
        QCOMPARE(f.script->engines_made.load(), 1);
        QCOMPARE(f.script->loadings_alive.load(), 0);
    }

    void kernelsThatAreCompiledAreTold() {
        EngineFixture f;
        f.script->compiles = true;
        f.steps.load("A", {});
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"loading A 0%", "loading A 33%", "compiling", "loading A 67%",
                                               "compiled", "loaded A, identity of A, on imagined"}));
        f.script->broken_loads = {{"B", full}};
        f.steps.load("B", {});
        f.run();
        QVERIFY(f.heard.lines.indexOf("compiled") > f.heard.lines.indexOf("compiling"));
        f.steps.load("C", {});
        while (f.heard.lines.last() != "loading C 67%") f.steps.step();
        f.steps.cancelLoad();
        QCOMPARE(f.heard.lines.last(), "compiled");
    }

    void aBrokenFileLeavesTheModelThatWasThere() {
        EngineFixture f;
        f.script->broken_files = {{"B", damaged}};
        f.loadModel();
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"loading B 0%", "load of B failed: it is damaged"}));
        f.steps.start(f.question(1, "ab"));
        f.run();
        QVERIFY(f.heard.lines.contains("text 1 c"));
    }

    void theOldModelsMemoryIsFreeBeforeTheNewOneTakesAny() {
        EngineFixture f;
        f.loadModel("A");
        f.loadModel("B");
        QCOMPARE(f.script->most_models_alive.load(), 1);
        f.steps.load("C", {});
        f.run(2);  // opened, begun
        QCOMPARE(f.heard.taken(), (QStringList{"loading C 0%", "unloaded"}));
        QCOMPARE(f.script->models_alive.load(), 0);
        f.run();
        QCOMPARE(f.heard.taken().last(), "loaded C, identity of C, on imagined");
    }

    void aLoadThatFailsFreesWhatItTook() {
        EngineFixture f;
        f.script->broken_loads = {{"B", full}};
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken().last(), "load of B failed: the device is full");
        QCOMPARE(f.script->loadings_alive.load(), 0);
        QVERIFY(!f.steps.hasWork());
        f.steps.load("A", {.device = "cpu"});
        f.run();
        QCOMPARE(f.heard.taken().last(), "load of A failed: there is no processor stage");
    }

    void cancelSaysNothing() {
        for (int steps = 0; steps < 5; ++steps) {
            EngineFixture f;
            f.steps.load("A", {});
            f.run(steps);
            f.heard.taken();
            f.steps.cancelLoad();
            QVERIFY(!f.steps.hasWork());
            QCOMPARE(f.script->loadings_alive.load(), 0);
            f.run();
            QVERIFY(f.heard.lines.isEmpty());
            f.steps.cancelLoad();  // nothing to cancel
        }
    }

    void anotherLoadTakesThePlaceOfTheFirst() {
        EngineFixture f;
        f.steps.load("A", {});
        f.run(3);
        f.heard.taken();
        f.steps.load("B", {});
        QVERIFY(f.script->loadings_alive.load() == 0);
        f.run();
        QCOMPARE(f.heard.lines, (QStringList{"loading B 0%", "loading B 33%", "loading B 67%",
                                             "loaded B, identity of B, on imagined"}));
    }

    void unloadFreesAtOnce() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab"));
        f.run(2);
        f.heard.taken();
        const auto stage = f.script->stage.lock();
        f.steps.unload();
        QCOMPARE(f.heard.taken(), (QStringList{"ended 1 stopped", "unloaded"}));
        QCOMPARE(f.script->models_alive.load(), 0);
        QCOMPARE(stage->record->open_states, 0U);
        f.steps.unload();
        QVERIFY(f.heard.lines.isEmpty());  // nothing was there
    }

    void devices() {
        EngineFixture f;
        QCOMPARE(f.steps.devices().value().size(), std::size_t{2});
        QCOMPARE(f.script->engines_made.load(), 1);
    }

    void aDeviceLostWhileLoading() {
        EngineFixture f;
        f.script->broken_loads = {{"B", lost}};
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken().last(), "load of B failed: the device is gone");
        f.loadModel("A");
        QCOMPARE(f.script->engines_made.load(), 2);
    }
};
QTEST_GUILESS_MAIN(EngineLoadingTest)
#include "engine_loading_test.moc"
