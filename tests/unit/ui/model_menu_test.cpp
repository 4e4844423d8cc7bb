#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

#include "tests/support/model_menu.h"

using namespace ui;
using Menu = test_support::ModelMenu;
using Row = ModelMenuModel::Row;

class ModelMenuTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void fourSizesAreAlwaysThere() {
        Menu menu;
        const QAbstractItemModelTester tester(menu.controller.sizes());
        QCOMPARE(menu.controller.sizes()->count(), 4);
        QStringList labels;
        for (const Row& row : menu.controller.sizes()->rows()) {
            labels.append(row.label);
            QCOMPARE(row.state, ModelMenuModel::Missing);
            QCOMPARE(row.headline, "Not on this computer");
            QCOMPARE(row.modelId, QString());
        }
        QCOMPARE(labels, (QStringList{"7B", "13B", "33B", "65B"}));
        QCOMPARE(menu.size(0).detail, "about 3.8 GB as Q4_0");
        QVERIFY(menu.find());
        QCOMPARE(menu.controller.sizes()->count(), 4);
        QCOMPARE(menu.size(0).headline, "LLaMA 7B");
        QCOMPARE(menu.size(0).detail, "Q4_0, 3.8 GB, ready");
        QCOMPARE(menu.size(0).state, ModelMenuModel::Ready);
        QCOMPARE(menu.size(2).state, ModelMenuModel::Missing);
    }

    void theLargestOfASizeStandsForIt() {
        Menu menu;
        QVERIFY(menu.find());
        QCOMPARE(menu.size(1).detail, "Q8_0, 13.8 GB, ready");
        QCOMPARE(menu.others(), (QStringList{menu.id(1), menu.id(3), menu.id(4), menu.id(5)}));
        // Unless another one is in use, or was used last.
        QVERIFY(menu.load(1));
        QCOMPARE(menu.size(1).modelId, menu.id(1));
        QVERIFY(menu.others().contains(menu.id(2)));
        menu.controller.unload();
        QCOMPARE(menu.size(1).modelId, menu.id(1));
        // And one that cannot be used stands for none.
        menu.demo.library.models[1].problem = {"the file is cut short", "Copy it again."};
        QVERIFY(menu.find());
        QCOMPARE(menu.size(1).modelId, menu.id(2));
    }

    void brokenFilesSayWhy() {
        Menu menu;
        QVERIFY(menu.find());
        const Row broken = menu.rowOf(4);
        QCOMPARE(broken.state, ModelMenuModel::Broken);
        const Problem& problem = menu.demo.library.models[4].problem;
        QCOMPARE(broken.problem, problem.what + ". " + problem.hint);
        QCOMPARE(broken.detail, "4.3 GB");
        menu.controller.choose(menu.id(4));
        QVERIFY(!menu.controller.loading());
        QCOMPARE(menu.controller.problemWhat(), problem.what);
        menu.controller.clearProblem();
        QCOMPARE(menu.controller.problemWhat(), QString());
    }

    void loadingShowsItsProgress() {
        Menu menu;
        QVERIFY(menu.find());
        menu.demo.engine.behaviour.holdLoadAt = 0.62;
        QSignalSpy progress(&menu.controller, &ModelMenuController::progressChanged);
        menu.controller.choose(menu.id(0));
        QVERIFY(menu.controller.loading());
        QCOMPARE(menu.controller.currentName(), "LLaMA 7B");
        QCOMPARE(menu.controller.currentQuantisation(), "Q4_0");
        QTRY_COMPARE(menu.controller.loadFraction(), 0.62);
        QCOMPARE(menu.size(0).state, ModelMenuModel::Loading);
        QCOMPARE(menu.size(0).fraction, 0.62);
        QCOMPARE(menu.size(0).detail, "Loading, 62 %");
        QCOMPARE(menu.controller.secondsLeft(), -1);
        QVERIFY(progress.size() > 5);
        menu.controller.cancel();
        QVERIFY(!menu.controller.loading());
        QCOMPARE(menu.size(0).state, ModelMenuModel::Ready);
        QCOMPARE(menu.controller.loadFraction(), 0.0);
        QCOMPARE(menu.controller.currentName(), QString());
    }

    void theTimeLeftIsToldOnceItCanBe() {
        Menu menu;
        QVERIFY(menu.find());
        menu.demo.engine.behaviour.holdLoadAt = 0;
        menu.controller.choose(menu.id(0));
        emit menu.demo.engine.loadProgress(menu.id(0), 0.5);
        QCOMPARE(menu.controller.secondsLeft(), -1);
        QTest::qWait(1050);
        emit menu.demo.engine.loadProgress(menu.id(0), 0.1);
        const int left = menu.controller.secondsLeft();
        QVERIFY2(left >= 10 && left < 60,
                 qPrintable(QString::number(left)));  // 1 s for a tenth, more where all is slow
        QCOMPARE(menu.size(0).detail, QStringLiteral("Loading, 10 %, %1 s left").arg(left));
        emit menu.demo.engine.loadProgress("another", 0.9);
        QCOMPARE(menu.controller.loadFraction(), 0.1);
    }

    void aLoadedModelIsNamedAndRemembered() {
        Menu menu;
        QVERIFY(menu.find());
        QVERIFY(menu.load(0));
        QVERIFY(menu.controller.loaded());
        QCOMPARE(menu.controller.currentName(), "LLaMA 7B");
        QCOMPARE(menu.controller.currentDevice(), "GeForce RTX 3060");
        QCOMPARE(menu.size(0).detail, "Q4_0, 3.8 GB, loaded");
        QCOMPARE(menu.size(0).state, ModelMenuModel::Loaded);
        QCOMPARE(menu.demo.settings.settings.lastModelId, menu.id(0));
        menu.controller.choose(menu.id(0));  // is there already
        QVERIFY(!menu.controller.loading());
    }

    /// How each would run, at hand or not.
    void rowsTellThePlan() {
        Menu menu;
        QVERIFY(menu.find());
        QTRY_VERIFY(!menu.size(0).speed.isEmpty());
        QCOMPARE(menu.size(0).speed, "76 tokens per second");
        QCOMPARE(menu.size(0).shares.size(), 1);
        QCOMPARE(menu.size(0).shares[0].toMap()["text"], "GeForce RTX 3060: 6.1 GB of 11.7 GB");
        QVERIFY(std::abs(menu.size(0).shares[0].toMap()["fraction"].toDouble() - 6.09 / 11.7) < 0.01);
        QCOMPARE(menu.size(2).state, ModelMenuModel::Missing);
        QCOMPARE(menu.size(2).speed, "perhaps 2.6 tokens per second");
        QCOMPARE(menu.size(2).shares.size(), 2);
        QCOMPARE(menu.size(3).speed, "");
        QCOMPARE(menu.size(3).warning, "LLaMA 65B needs 42.8 GB of memory, 33.7 GB can be had. As Q3_K it would fit.");
    }

    /// With the settings' device and context; what is loaded leaves before another comes.
    void plansAreAskedForWithWhatTheyDependOn() {
        Menu menu;
        menu.settings.setContextLength(8192);
        QCOMPARE(menu.demo.library.wish, PlanWish());  // nobody has looked yet
        QVERIFY(menu.find());
        QCOMPARE(menu.demo.library.wish.placing.contextLength, 8192);
        QCOMPARE(menu.demo.library.wish.placing.device, menu.settings.device());
        QVERIFY(menu.demo.library.wish.leaving.isEmpty());
        menu.settings.setContextLength(1024);
        QCOMPARE(menu.demo.library.wish.placing.contextLength, 1024);
        QVERIFY(menu.load(0));
        QCOMPARE(menu.demo.library.wish.leaving, menu.controller.model()->devices);
        QCOMPARE(menu.demo.library.wish.leaving.size(), 1);
        menu.controller.unload();
        QTRY_VERIFY(menu.demo.library.wish.leaving.isEmpty());
    }

    void unloadFreesAtOnce() {
        Menu menu;
        QVERIFY(menu.find());
        QVERIFY(menu.load(0));
        QSignalSpy leaving(&menu.controller, &ModelMenuController::leaving);
        QSignalSpy unloaded(&menu.demo.engine, &ChatEngine::unloaded);
        menu.controller.unload();
        QCOMPARE(leaving.size(), 1);
        QVERIFY(!menu.controller.loaded());
        QCOMPARE(menu.size(0).state, ModelMenuModel::Ready);
        QTRY_COMPARE(unloaded.size(), 1);
        menu.controller.unload();  // nothing is there
        QCOMPARE(leaving.size(), 1);
    }

    void choosingAnotherLeavesTheFirst() {
        Menu menu;
        QVERIFY(menu.find());
        QVERIFY(menu.load(0));
        QSignalSpy leaving(&menu.controller, &ModelMenuController::leaving);
        menu.controller.choose(menu.id(3));
        QCOMPARE(leaving.size(), 1);
        QCOMPARE(menu.controller.currentName(), "TinyLlama 1.1B Chat");
        menu.controller.choose(menu.id(2));  // changed one's mind
        QVERIFY(menu.ends());
        QCOMPARE(menu.controller.model()->id, menu.id(2));
        QCOMPARE(menu.rowOf(0).state, ModelMenuModel::Ready);
        QCOMPARE(menu.rowOf(3).state, ModelMenuModel::Ready);
        QCOMPARE(menu.rowOf(2).state, ModelMenuModel::Loaded);
    }

    void aFailedLoadSaysWhy() {
        Menu menu;
        QVERIFY(menu.find());
        menu.demo.engine.behaviour.loadProblem = {"the model needs 14.2 GB of device memory, 8.0 GB are there",
                                                  "Choose a smaller model."};
        QVERIFY(menu.load(2));
        QVERIFY(!menu.controller.loaded());
        QCOMPARE(menu.controller.problemWhat(), "the model needs 14.2 GB of device memory, 8.0 GB are there");
        QCOMPARE(menu.controller.problemHint(), "Choose a smaller model.");
        menu.demo.engine.behaviour.loadProblem.reset();
        menu.controller.choose(menu.id(0));
        QCOMPARE(menu.controller.problemWhat(), QString());
        emit menu.demo.engine.loadFailed(menu.id(2), {"late", {}});
        QVERIFY(menu.controller.loading());
        QVERIFY(menu.ends());
        QVERIFY(menu.controller.loaded());
    }

    void anotherDeviceLoadsAgain() {
        Menu menu;
        QVERIFY(menu.find());
        menu.controller.reload();
        QVERIFY(!menu.controller.loading());
        QVERIFY(menu.load(0));
        menu.settings.setDevice("vulkan:1");
        menu.controller.reload();
        QVERIFY(menu.ends());
        QCOMPARE(menu.controller.currentDevice(), "llvmpipe");
    }

    void theLastModelIsLoadedWhenItIsFound() {
        Menu menu;
        menu.controller.chooseWhenFound(menu.id(3));
        QVERIFY(!menu.controller.loading());
        QVERIFY(menu.find());
        QVERIFY(menu.ends());
        QCOMPARE(menu.controller.model()->id, menu.id(3));

        Menu without;
        without.controller.chooseWhenFound("gone");
        QVERIFY(without.find());
        QVERIFY(!without.controller.loading());
        QCOMPARE(without.controller.problemWhat(), QString());
        Menu broken;
        broken.controller.chooseWhenFound(broken.id(4));
        QVERIFY(broken.find());
        QVERIFY(!broken.controller.loading());
        QCOMPARE(broken.controller.problemWhat(), QString());
    }

    void theBundledModelStandsInForAnother_data() {
        QTest::addColumn<QList<int>>("atHand");
        QTest::addColumn<QString>("last");
        QTest::addColumn<bool>("loaded");
        QTest::newRow("alone") << QList<int>{5} << QString() << true;
        QTest::newRow("beside a broken one") << QList<int>{4, 5} << QString() << true;
        QTest::newRow("the last one is gone") << QList<int>{5} << "gone" << true;
        QTest::newRow("beside another") << QList<int>{3, 5} << QString() << false;
        QTest::newRow("not there") << QList<int>{} << QString() << false;
    }
    void theBundledModelStandsInForAnother() {
        QFETCH(QList<int>, atHand);
        QFETCH(QString, last);
        QFETCH(bool, loaded);
        Menu menu;
        QList<ModelEntry> models;
        for (const int index : atHand) models.append(menu.demo.library.models[index]);
        menu.demo.library.models = models;
        QVERIFY(!menu.controller.known());
        menu.controller.chooseWhenFound(last);
        QVERIFY(menu.find());
        QVERIFY(menu.controller.known());
        QCOMPARE(menu.controller.loading(), loaded);
        QCOMPARE(menu.controller.currentBundled(), loaded);
        QVERIFY(menu.ends());
        QCOMPARE(menu.controller.loaded(), loaded);
        QCOMPARE(menu.controller.currentBundled(), loaded);
        // It is not what is used next time, once there is another.
        QCOMPARE(menu.demo.settings.settings.lastModelId, QString());
        // Put away, it does not come back by itself.
        menu.controller.unload();
        QVERIFY(menu.find());
        QVERIFY(!menu.controller.loading() && !menu.controller.currentBundled());
    }

    void anOpenedFileIsLoaded() {
        Menu menu;
        QVERIFY(menu.find());
        menu.controller.openFile(QUrl("file:///home/me/Downloads/tiny.gguf"));
        QTRY_VERIFY(menu.controller.loaded());
        QCOMPARE(menu.controller.currentName(), menu.controller.model()->name);
        QCOMPARE(menu.rowOf(6).state, ModelMenuModel::Loaded);
        QCOMPARE(menu.rowOf(6).label, "tiny.gguf");

        menu.demo.library.addProblem = {"notes.txt is not a GGUF file", "Choose a file that ends with .gguf."};
        menu.controller.openFile(QUrl("file:///home/me/notes.txt"));
        QTRY_COMPARE(menu.controller.problemWhat(), "notes.txt is not a GGUF file");
        QVERIFY(menu.controller.loaded());
    }

    void aModelWhoseFileIsGoneCanStillBeUnloaded() {
        Menu menu;
        QVERIFY(menu.find());
        QVERIFY(menu.load(0));
        const QString id = menu.id(0);
        menu.demo.library.models.removeFirst();
        QVERIFY(menu.find());
        QCOMPARE(menu.size(0).state, ModelMenuModel::Missing);
        const Row row = menu.controller.others()->rows().last();
        QCOMPARE(row.modelId, id);
        QCOMPARE(row.state, ModelMenuModel::Loaded);
        QCOMPARE(row.detail, "Q4_0, loaded");
    }

    void aMissingSizeSaysHowToGetIt() {
        Menu menu;
        const QString how = menu.controller.howToGet("33B");
        QVERIFY(how.contains("LLaMA 33B"));
        QVERIFY(how.contains("18.3 GB"));
        QVERIFY(how.contains("/home/me/.local/share/altiplano/models"));
        QVERIFY(how.contains("GGUF"));
        QCOMPARE(how.count('\n'), 2);
        QCOMPARE(menu.controller.howToGet("1B"), QString());
    }

    void equalRowsAreNotToldAgain() {
        Menu menu;
        QVERIFY(menu.find());
        QTRY_VERIFY(!menu.size(0).speed.isEmpty());
        const QAbstractItemModelTester tester(menu.controller.others());
        QSignalSpy changed(menu.controller.sizes(), &ModelMenuModel::dataChanged);
        QSignalSpy counts(menu.controller.others(), &ModelMenuModel::countChanged);
        QVERIFY(menu.find());
        QCOMPARE(changed.size() + counts.size(), 0);
        menu.demo.library.models.removeAt(3);
        QVERIFY(menu.find());
        QCOMPARE(counts.size(), 1);
        QVERIFY(menu.load(0));
        QVERIFY(changed.size() > 0);
        for (const QList<QVariant>& signal : changed) QCOMPARE(signal[0].toModelIndex().row(), 0);
    }
};
QTEST_GUILESS_MAIN(ModelMenuTest)
#include "model_menu_test.moc"
