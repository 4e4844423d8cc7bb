#pragma once
#include <QObject>

#include "app/engine/engine_steps.h"
#include "ui/ports/chat_engine.h"

namespace app {

/// The engine's steps on the engine thread, in the window's words. No slot loops: each does its own small thing and,
/// while there is work, posts one step to the event loop, so that a stop, a load or a question that came meanwhile is
/// heard before the next step. Made on any thread, then moved; from then on its slots run on the engine thread alone,
/// and throw nothing.
class EngineWorker : public QObject, private EngineListener {
    Q_OBJECT
public:
    explicit EngineWorker(EngineParts parts);

    void start(quint64 request, const QString& conversationId, const QList<ui::ChatTurn>& turns,
               const ui::AnswerSettings& settings, std::stop_token stop);
    void stop(quint64 request);
    void acknowledge(quint64 request);
    void load(const QString& modelId, const ui::Placing& placing);
    void cancelLoad();
    void unload();
    void findDevices();
    void enterConversation(const QString& conversationId, int contextLength, ui::CacheType cacheType);
    void forgetConversation(const QString& conversationId);
    void setCacheBudget(const ui::CacheBudget& budget);
    /// Saves the conversation at hand, for so long at most. The one call that does not return at once.
    void finish(std::chrono::milliseconds patience);

signals:
    void loadProgressed(const QString& modelId, double fraction);
    void modelLoaded(const ui::LoadedModel& model);
    void modelLoadFailed(const QString& modelId, const ui::Problem& problem);
    void modelPlacedAnew(const QString& modelId, quint64 request, ui::PlacedAnew reason);
    void modelUnloaded();
    void promptProgressed(quint64 request, int done, int total);
    void textArrived(quint64 request, const QString& piece);
    void turnsLeft(quint64 request, int count);
    void answerBeginningLeft(quint64 request);
    void contextGrew(quint64 request, int used, int length);
    void compilingKernels(bool now);
    void answerFinished(quint64 request, const ui::AnswerStatistics& statistics);
    void answerFailed(quint64 request, const ui::Problem& problem, const ui::AnswerStatistics& statistics);
    void devicesFound(const QList<ui::DeviceChoice>& devices);
    void cacheFailed(const ui::Problem& problem);

private:
    void loadProgress(const std::string& modelId, double fraction) override;
    void loaded(const std::string& modelId, const OpenedModel& opened, const inference::Model& model) override;
    void loadFailed(const std::string& modelId, const inference::Error& error) override;
    void placedAnew(const std::string& modelId, RequestId request, Recovery::Reason reason) override;
    void unloaded() override;
    void compiling(bool now) override;
    void cacheProblem(const inference::Error& error) override;
    void promptProgress(RequestId request, std::uint32_t done, std::uint32_t total) override;
    void text(RequestId request, std::string piece) override;
    void turnsDropped(RequestId request, std::uint32_t count) override;
    void answerShortened(RequestId request) override;
    void contextUsed(RequestId request, std::uint32_t used, std::uint32_t length) override;
    void ended(RequestId request, inference::EndReason reason,
               const inference::Answer::Statistics& statistics) override;
    void failed(RequestId request, const inference::Error& error,
                const inference::Answer::Statistics& statistics) override;

    /// Memory that cannot be had ends what is under way, not the thread: nothing may be thrown into Qt's event loop.
    template <typename Work>
    void attempt(Work work);
    void step();
    void postStep();

    EngineSteps steps_;
    quint64 request_ = 0;      ///< the newest
    quint64 seed_ = 0;         ///< of the newest request
    bool stepPosted_ = false;  ///< one step at most waits in the event loop
};

}  // namespace app
