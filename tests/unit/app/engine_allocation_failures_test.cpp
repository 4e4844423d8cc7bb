// Every allocation of C++ in turn fails while the window's engine loads a model, answers in two conversations and keeps
// what it computed: what was asked for ends, and what is asked for next is answered.
#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>

#include "app/engine/engine_worker.h"
#include "app/engine/model_opening.h"
#include "inference/device_engine.h"
#include "tests/support/failing_allocations.h"
#include "tests/support/gguf_builder.h"

using namespace app;
using namespace test_support;
using allocations::Failing;
using allocations::NotFailing;

/// The window's side of a worker, on one thread with it.
class EngineAllocationFailuresTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::unique_ptr<EngineWorker> worker_;
    QStringList ends_;  // of loads and answers
    QString text_;
    quint64 request_ = 0, unacknowledged_ = 0;

    void connectWindow() {
        const auto hear = [this](const QString& end) {
            const NotFailing hearing;
            ends_ += end;
        };
        connect(worker_.get(), &EngineWorker::modelLoaded, this, [=](const ui::LoadedModel&) { hear("loaded"); });
        connect(worker_.get(), &EngineWorker::modelLoadFailed, this,
                [=](const QString&, const ui::Problem& problem) { hear("load failed: " + problem.what); });
        connect(worker_.get(), &EngineWorker::answerFinished, this,
                [=](quint64 request) { hear(QString("%1 finished").arg(request)); });
        connect(worker_.get(), &EngineWorker::answerFailed, this, [=](quint64 request, const ui::Problem& problem) {
            hear(QString("%1 failed: %2").arg(request).arg(problem.what));
        });
        connect(worker_.get(), &EngineWorker::textArrived, this, [this](quint64 request, const QString& piece) {
            const NotFailing hearing;
            text_ += piece;
            unacknowledged_ = request;
        });
    }

    /// Until something has ended, or there is nothing more to do.
    void run() {
        const auto before = ends_.size();
        for (int turns = 0; turns < 2000 && ends_.size() == before; ++turns) {
            QCoreApplication::sendPostedEvents(worker_.get());
            if (const quint64 request = std::exchange(unacknowledged_, 0); request != 0) worker_->acknowledge(request);
        }
    }
    void ask(const QString& conversation, const QList<ui::ChatTurn>& turns, const ui::AnswerSettings& settings) {
        worker_->enterConversation(conversation, settings.contextLength, settings.cacheType);
        worker_->start(++request_, conversation, turns, settings, {});
        run();
    }
    /// What the window hears from a load to the end of the third answer.
    QStringList everything() {
        const ui::Placing placing{.device = "cpu", .threads = 1, .contextLength = 48};
        const ui::AnswerSettings settings{.temperature = 0, .seed = 1, .contextLength = 48, .answerLimit = 4};
        const QList<ui::ChatTurn> turns{{ui::ChatTurn::Role::User, "ab ab a b and no word"}};
        ends_.clear();
        text_.clear();
        request_ = 0;
        worker_->load("small", placing);
        run();
        ask("0b5e0b5e-0000-4000-8000-000000000001", turns, settings);
        ask("0b5e0b5e-0000-4000-8000-000000000002", turns, settings);
        ask("0b5e0b5e-0000-4000-8000-000000000001", turns, settings);
        worker_->unload();
        return ends_;
    }

private slots:
    void initTestCase() {
        const QString model = folder_.filePath("small.gguf");
        std::ofstream(model.toStdString(), std::ios::binary) << small_model().text();
        const auto speeds = folder_.filePath("speeds").toStdString();
        QVERIFY(QDir(folder_.path()).mkdir("caches"));
        // Without a graphics card: its driver's allocations are its own business.
        const auto engine = [speeds] {
            return inference::create_engine(speeds, [] { return inference::Machine::look({.library = "/no/vulkan"}); });
        };
        worker_ = std::make_unique<EngineWorker>(enginePartsOver(
            [model](const QString&) { return std::optional(model); }, engine, folder_.filePath("caches")));
        connectWindow();
        worker_->setCacheBudget({.memoryBytes = 0, .diskBytes = 1 << 20});
    }

    void eachInTurn() {
        const QStringList sound = everything();
        QCOMPARE(sound, QStringList({"loaded", "1 finished", "2 finished", "3 finished"}));
        const QString said = text_;
        QVERIFY(!said.isEmpty());
        std::uint64_t count = 0;
        {
            const Failing none(0);
            QCOMPARE(everything(), sound);
            count = allocations::asked;
        }
        QVERIFY(count > 1000);
        const std::int64_t held = allocations::alive;
        const std::uint64_t tried = qEnvironmentVariableIsSet("ALTIPLANO_EVERY_CALL") ? count : 150;
        std::mt19937 random(21);
        int failed = 0;
        for (std::uint64_t i = 0; i < tried; ++i) {
            const std::uint64_t nth = 1 + (i * count + random() % count) / tried;
            const QByteArray where = "allocation " + QByteArray::number(static_cast<qulonglong>(nth)) + ": ";
            bool escaped = false;
            try {
                const Failing one(nth);
                everything();
            } catch (...) {
                escaped = true;
            }
            QVERIFY2(!escaped, where + "an exception escaped");
            QVERIFY2(ends_.size() == sound.size(), where + ends_.join(", ").toUtf8());
            for (const QString& end : ends_) {
                if (sound.contains(end)) continue;
                ++failed;
                // Without a model there is no answer.
                QVERIFY2(end.contains("memory") || (end.contains("no model is loaded") && ends_.front() != "loaded"),
                         where + ends_.join(", ").toUtf8());
            }
            QCOMPARE(everything(), sound);
            QCOMPARE(text_, said);
            QVERIFY2(allocations::alive == held, where + QByteArray::number(qlonglong(allocations::alive - held)));
        }
        QVERIFY2(failed > 20, QByteArray::number(failed));
    }
};

QTEST_GUILESS_MAIN(EngineAllocationFailuresTest)
#include "engine_allocation_failures_test.moc"
