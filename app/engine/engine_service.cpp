#include "app/engine/engine_service.h"

#include <QDeadlineTimer>
#include <chrono>
#include <utility>

#include "app/engine/engine_worker.h"

namespace app {

namespace {

/// The longest submission (500 ms on a software driver) many times over; the engine's own waits end before.
constexpr int longestGoodbye_ms = 20'000;
/// For saving a conversation: a gigabyte on a disk of 500 MB/s. The window is gone from the screen by then.
constexpr std::chrono::milliseconds longestSaving(2000);

}  // namespace

EngineService::EngineService(EngineParts parts, QObject* parent)
    : ui::ChatEngine(parent), thread_(new QThread), worker_(new EngineWorker(std::move(parts))) {
    thread_->setObjectName(QStringLiteral("engine"));
    worker_->moveToThread(thread_);
    connect(thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connect(worker_, &EngineWorker::loadProgressed, this, &EngineService::loadProgress);
    connect(worker_, &EngineWorker::modelLoaded, this, &EngineService::loaded);
    connect(worker_, &EngineWorker::modelLoadFailed, this, &EngineService::loadFailed);
    connect(worker_, &EngineWorker::modelPlacedAnew, this, &EngineService::placedAnew);
    connect(worker_, &EngineWorker::modelUnloaded, this, &EngineService::unloaded);
    connect(worker_, &EngineWorker::compilingKernels, this, &EngineService::compilingKernels);
    connect(worker_, &EngineWorker::promptProgressed, this, &EngineService::promptProgress);
    connect(worker_, &EngineWorker::textArrived, this, &EngineService::text);
    connect(worker_, &EngineWorker::turnsLeft, this, &EngineService::turnsDropped);
    connect(worker_, &EngineWorker::answerBeginningLeft, this, &EngineService::answerShortened);
    connect(worker_, &EngineWorker::contextGrew, this, &EngineService::contextUsed);
    connect(worker_, &EngineWorker::answerFinished, this, &EngineService::finished);
    connect(worker_, &EngineWorker::answerFailed, this, &EngineService::failed);
    connect(worker_, &EngineWorker::cacheFailed, this, &EngineService::cacheProblem);
    connect(worker_, &EngineWorker::devicesFound, this, &EngineService::devicesFound);
    thread_->start();
}

EngineService::~EngineService() {
    stopAnswer();
    QMetaObject::invokeMethod(worker_, [worker = worker_] {
        worker->finish(longestSaving);
        QThread::currentThread()->quit();
    });
    if (!thread_->wait(QDeadlineTimer(longestGoodbye_ms))) {
        qWarning("the engine did not stop within %d ms; its device may hang", longestGoodbye_ms);
        return;
    }
    delete thread_;
}

void EngineService::stopAnswer() { stop_.request_stop(); }

void EngineService::start(quint64 request, const QString& conversationId, const QList<ui::ChatTurn>& turns,
                          const ui::AnswerSettings& settings) {
    stopAnswer();
    stop_ = std::stop_source();
    request_ = request;
    QMetaObject::invokeMethod(worker_, [=, worker = worker_, stop = stop_.get_token()] {
        worker->start(request, conversationId, turns, settings, stop);
    });
}

void EngineService::stop(quint64 request) {
    if (request == request_) stopAnswer();
    QMetaObject::invokeMethod(worker_, [worker = worker_, request] { worker->stop(request); });
}

void EngineService::acknowledge(quint64 request) {
    QMetaObject::invokeMethod(worker_, [worker = worker_, request] { worker->acknowledge(request); });
}

void EngineService::load(const QString& modelId, const ui::Placing& placing) {
    stopAnswer();
    QMetaObject::invokeMethod(worker_, [=, worker = worker_] { worker->load(modelId, placing); });
}

void EngineService::cancelLoad() {
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->cancelLoad(); });
}

void EngineService::unload() {
    stopAnswer();
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->unload(); });
}

void EngineService::findDevices() {
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->findDevices(); });
}

void EngineService::enterConversation(const QString& conversationId, int contextLength, ui::CacheType cacheType) {
    QMetaObject::invokeMethod(
        worker_, [=, worker = worker_] { worker->enterConversation(conversationId, contextLength, cacheType); });
}

void EngineService::forgetConversation(const QString& conversationId) {
    QMetaObject::invokeMethod(worker_, [=, worker = worker_] { worker->forgetConversation(conversationId); });
}

void EngineService::setCacheBudget(const ui::CacheBudget& budget) {
    QMetaObject::invokeMethod(worker_, [=, worker = worker_] { worker->setCacheBudget(budget); });
}

}  // namespace app
