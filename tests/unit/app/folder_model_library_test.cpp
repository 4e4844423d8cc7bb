#include "app/library/folder_model_library.h"

#include <QDir>
#include <QSignalSpy>
#include <QThread>

#include "tests/support/model_folder.h"

using app::FolderModelLibrary;
using app::ModelCatalog;
using test_support::ModelFolder;
using test_support::small_model;

namespace {
constexpr int patience_ms = 30'000;
}

class FolderModelLibraryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ModelFolder> files_;
    std::unique_ptr<FolderModelLibrary> library_;
    std::unique_ptr<QSignalSpy> found_;

    QList<ui::ModelEntry> models() const {
        return found_->isEmpty() ? QList<ui::ModelEntry>() : found_->last()[0].value<QList<ui::ModelEntry>>();
    }
    /// Waits until the list is as wanted; it may be told more than once on the way.
    template <typename Wanted>
    bool waitFor(Wanted wanted) {
        return QTest::qWaitFor([&] { return !found_->isEmpty() && wanted(models()); }, patience_ms);
    }

private slots:
    void init() {
        files_ = std::make_unique<ModelFolder>();
        QVERIFY(QDir().mkpath(files_->path("models")));
        library_ = std::make_unique<FolderModelLibrary>(
            std::make_shared<ModelCatalog>(files_->path("models"), files_->path("opened.ini")),
            [] { return inference::Engine::create(); });
        found_ = std::make_unique<QSignalSpy>(library_.get(), &FolderModelLibrary::found);
    }
    void cleanup() {
        found_.reset();
        library_.reset();
    }

    void tellsWhatIsThere() {
        files_->write("models/m.gguf", small_model());
        QVERIFY(library_->folder() == QUrl::fromLocalFile(files_->path("models")));
        library_->refresh();
        QVERIFY(found_->isEmpty());  // later, through the event loop
        QVERIFY(found_->wait(patience_ms));
        QCOMPARE(models().size(), 1);
        QCOMPARE(models()[0].name, "small");
    }

    /// Of the models at hand, and of the sizes that are not.
    void plansWhatIsThere() {
        files_->write("models/m.gguf", small_model());
        files_->write("models/broken.gguf", QByteArray("GGUF"));
        library_->refresh();
        QVERIFY(waitFor([](const auto& models) { return models.size() == 2; }));
        QSignalSpy planned(library_.get(), &FolderModelLibrary::planned);
        library_->plan({.placing = {.device = "cpu"}, .leaving = {}});
        QVERIFY(planned.wait(patience_ms));
        const auto plans = planned[0][0].value<QList<ui::ModelPlan>>();
        QCOMPARE(plans.size(), 5);
        QVERIFY(!plans[0].modelId.isEmpty());
        QCOMPARE(plans[0].problem.what, QString());
        QCOMPARE(plans[0].devices.size(), 1);
        QCOMPARE(plans[0].devices[0].device, QString("cpu"));
        QCOMPARE(plans[0].devices[0].layers, 2);
        QVERIFY(plans[0].devices[0].bytes > 0 && plans[0].devices[0].bytes <= plans[0].devices[0].budgetBytes);
        QVERIFY(plans[0].tokensPerSecond > 0);
        for (qsizetype i = 1; i < 5; ++i) {
            QVERIFY(plans[i].modelId.isEmpty());
            QVERIFY(plans[i].size == static_cast<ui::ModelSize>(i));
        }
        // What leaves is free by then: a hundred times the memory holds every size.
        library_->plan(
            {.placing = {.device = "cpu"}, .leaving = {{.device = "cpu", .name = {}, .bytes = qint64{1} << 42}}});
        QVERIFY(planned.wait(patience_ms));
        const auto freed = planned[1][0].value<QList<ui::ModelPlan>>();
        QVERIFY(freed[4].size == ui::ModelSize::B65);
        QCOMPARE(freed[4].problem.what, QString());
        QVERIFY(freed[4].devices[0].bytes > 39'000'000'000);
    }

    void seesFilesComeAndGo() {
        library_->refresh();
        QVERIFY(waitFor([](const auto& models) { return models.isEmpty(); }));
        files_->write("models/m.gguf", small_model());
        QVERIFY(waitFor([](const auto& models) { return models.size() == 1; }));
        QVERIFY(QFile::remove(files_->path("models/m.gguf")));
        QVERIFY(waitFor([](const auto& models) { return models.isEmpty(); }));
    }

    void aFileThatIsBeingCopiedIsReadOnceItIsWhole() {
        const auto bytes = QByteArray::fromStdString(small_model().text());
        files_->write("models/m.gguf", bytes.chopped(100));
        library_->refresh();
        QVERIFY(waitFor([](const auto& models) { return models.size() == 1 && !models[0].problem.what.isEmpty(); }));
        QFile file(files_->path("models/m.gguf"));
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(bytes.last(100)), 100);
        file.close();
        QVERIFY(waitFor([](const auto& models) { return models.size() == 1 && models[0].problem.what.isEmpty(); }));
    }

    void aFolderThatComesLater() {
        QVERIFY(QDir(files_->path("models")).removeRecursively());
        library_->refresh();
        QVERIFY(waitFor([](const auto& models) { return models.isEmpty(); }));
        QVERIFY(QDir().mkpath(files_->path("models")));
        library_->refresh();
        files_->write("models/m.gguf", small_model());
        QVERIFY(waitFor([](const auto& models) { return models.size() == 1; }));
    }

    void addsAFile() {
        const QString file = files_->write("elsewhere.gguf", small_model());
        QSignalSpy added(library_.get(), &FolderModelLibrary::added);
        library_->addFile(QUrl::fromLocalFile(file));
        QVERIFY(added.wait(patience_ms));
        QVERIFY(waitFor([](const auto& models) { return models.size() == 1; }));
        QCOMPARE(models()[0].id, added[0][0].toString());
    }

    void saysWhyAFileCannotBeAdded_data() {
        QTest::addColumn<QUrl>("file");
        QTest::addColumn<QString>("says");
        QTest::newRow("not here") << QUrl("https://example.org/m.gguf") << "is not on this computer";
        QTest::newRow("no model") << QUrl("file:///dev/null") << "is no file";
        QTest::newRow("missing") << QUrl("file:///nowhere/m.gguf") << "there is no file";
    }
    void saysWhyAFileCannotBeAdded() {
        QFETCH(QUrl, file);
        QFETCH(QString, says);
        QSignalSpy failed(library_.get(), &FolderModelLibrary::addFailed);
        library_->addFile(file);
        QVERIFY(QTest::qWaitFor([&] { return failed.size() == 1; }, patience_ms));
        QCOMPARE(failed[0][0].toUrl(), file);
        QVERIFY2(failed[0][1].value<ui::Problem>().what.contains(says),
                 qPrintable(failed[0][1].value<ui::Problem>().what));
    }

    void goesAwayWhileItReads() {
        for (int i = 0; i < 20; ++i) files_->write(QString("models/%1.gguf").arg(i), small_model());
        for (int i = 0; i < 20; ++i) {
            FolderModelLibrary library(
                std::make_shared<ModelCatalog>(files_->path("models"), files_->path("opened.ini")),
                [] { return inference::Engine::create(); });
            library.refresh();
            library.plan({.placing = {}, .leaving = {}});
            library.addFile(QUrl::fromLocalFile(files_->path("models/1.gguf")));
            if (i % 2 == 0) QThread::msleep(1);
        }
    }
};
QTEST_GUILESS_MAIN(FolderModelLibraryTest)
#include "folder_model_library_test.moc"
