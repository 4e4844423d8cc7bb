#include "ui/demo/demo_engine.h"

#include <QSignalSpy>
#include <QTest>

#include "ui/demo/demo_ports.h"

using namespace ui;
using ui::demo::DemoEngine;

class DemoEngineTest : public QObject {
    Q_OBJECT

    std::unique_ptr<DemoEngine> engine_;
    QString text_;

    void start(quint64 request, const QString& assistant = {}) {
        QList<ChatTurn> turns{{ChatTurn::Role::User, QStringLiteral("Why?")}};
        if (!assistant.isEmpty()) turns.append({ChatTurn::Role::Assistant, assistant});
        engine_->start(request, "c", turns, {});
    }

private slots:
    void init() {
        text_.clear();
        engine_ = std::make_unique<DemoEngine>();
        engine_->behaviour.loadMilliseconds = engine_->behaviour.pieceMilliseconds = 0;
        engine_->behaviour.promptMilliseconds = 0;
        connect(engine_.get(), &ChatEngine::text, this, [this](quint64 request, const QString& piece) {
            text_ += piece;
            engine_->acknowledge(request);
        });
        QSignalSpy loaded(engine_.get(), &ChatEngine::loaded);
        engine_->load("m", {});
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(loaded[0][0].value<LoadedModel>().device, "GeForce RTX 3060");
    }

    void answersWholeTextPieceByPiece() {
        QSignalSpy finished(engine_.get(), &ChatEngine::finished), progress(engine_.get(), &ChatEngine::promptProgress);
        start(7);
        QCOMPARE(text_, "");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(text_, DemoEngine::preparedAnswer());
        QCOMPARE(engine_->mostPending, 1);
        QCOMPARE(progress.size(), engine_->behaviour.promptSteps);
        QCOMPARE(finished[0][0].toULongLong(), 7U);
        const auto statistics = finished[0][1].value<AnswerStatistics>();
        QCOMPARE(statistics.end, AnswerEnd::EndOfTurn);
        QVERIFY(statistics.answerTokens > 0);
    }

    void waitsForTheAcknowledgement() {
        engine_->disconnect(this);
        QSignalSpy text(engine_.get(), &ChatEngine::text);
        start(1);
        QTRY_COMPARE(text.size(), 1);
        QTest::qWait(30);
        QCOMPARE(text.size(), 1);
        engine_->acknowledge(1);
        QTRY_COMPARE(text.size(), 2);
    }

    void goesOnWithAnAnswer() {
        engine_->behaviour.answer = "One, two, three.";
        QSignalSpy finished(engine_.get(), &ChatEngine::finished);
        start(1, "One, ");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(text_, "two, three.");
    }

    void neverCutsACharacter() {
        engine_->behaviour.answer = QStringLiteral("🦙🦙🦙");
        engine_->behaviour.pieceLength = 1;
        QSignalSpy text(engine_.get(), &ChatEngine::text), finished(engine_.get(), &ChatEngine::finished);
        start(1);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(text.size(), 3);
    }

    void stopsFailsAndHolds() {
        QSignalSpy finished(engine_.get(), &ChatEngine::finished), failed(engine_.get(), &ChatEngine::failed);
        engine_->behaviour.holdAfterPieces = 3;
        start(1);
        QTRY_COMPARE(text_.size(), 36);
        QTest::qWait(20);
        QCOMPARE(text_.size(), 36);
        engine_->stop(1);
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][1].value<AnswerStatistics>().end, AnswerEnd::Stopped);

        engine_->behaviour.failAfterPieces = 2;
        start(2);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][1].value<Problem>(), engine_->behaviour.problem);

        engine_->unload();
        start(3);
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(failed[1][1].value<Problem>().what, "no model is loaded");
    }

    void readingAndLoadingStandStillWhereTold() {
        QSignalSpy progress(engine_.get(), &ChatEngine::promptProgress), load(engine_.get(), &ChatEngine::loadProgress);
        engine_->behaviour.holdPromptAt = 0.5;
        engine_->start(1, "c", {{ChatTurn::Role::User, QString(400, u'x')}}, {});
        QTRY_COMPARE(progress.size(), 2);
        QTest::qWait(20);
        QCOMPARE(progress.last()[1].toInt(), 50);
        QCOMPARE(progress.last()[2].toInt(), 100);
        engine_->behaviour.holdLoadAt = 0.62;
        engine_->load("m", {});
        QTRY_VERIFY(!load.isEmpty() && load.last()[1].toDouble() == 0.62);
        QTest::qWait(20);
        QCOMPARE(load.last()[1].toDouble(), 0.62);
    }

    void talksOfStoppedOnesOnlyIfTold() {
        QSignalSpy text(engine_.get(), &ChatEngine::text), finished(engine_.get(), &ChatEngine::finished);
        start(1);
        engine_->stop(1);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(text.size(), 0);
        engine_->behaviour.lateSignals = true;
        start(2);
        engine_->stop(2);
        QTRY_COMPARE(finished.size(), 2);
        QCOMPARE(text.size(), 2);
    }

    void portsFitTogether() {
        demo::DemoPorts demo;
        QSignalSpy found(&demo.library, &ModelLibrary::found), loaded(&demo.engine, &ChatEngine::loaded);
        demo.ports().library->refresh();
        QTRY_COMPARE(found.size(), 1);
        const auto models = found[0][0].value<QList<ModelEntry>>();
        QCOMPARE(models.size(), 6);
        demo.engine.behaviour.loadMilliseconds = 0;
        demo.engine.load(models[1].id, {.device = "vulkan:1"});
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(loaded[0][0].value<LoadedModel>().name, "LLaMA 13B");
        QCOMPARE(loaded[0][0].value<LoadedModel>().device, "llvmpipe");
    }
};

QTEST_GUILESS_MAIN(DemoEngineTest)
#include "demo_engine_test.moc"
