#pragma once
#include <QHash>
#include <QTimer>
#include <optional>

#include "ui/ports/chat_engine.h"

namespace ui::demo {

/// A ChatEngine without a model: answers with a prepared text, a piece at a time. The one fake engine there is: the
/// tests of the window, the screenshots and `altiplano --demo` all use it. Lives on the window's thread and speaks
/// through queued timers only, never from inside a call, like the real one.
class DemoEngine : public ChatEngine {
    Q_OBJECT

public:
    /// How it is to behave; may be changed at any time, counts for the next load or answer.
    struct Behaviour {
        QString answer;              ///< empty: the prepared one, with headings, code, a table and lists
        int pieceLength = 12;        ///< characters a piece
        int pieceMilliseconds = 25;  ///< from an acknowledgement to the next piece
        int loadMilliseconds = 1200;
        int promptSteps = 4;          ///< promptProgress signals
        int promptMilliseconds = 60;  ///< each
        bool waitsForAcknowledgement = true;
        int failAfterPieces = -1;  ///< an error after so many pieces; -1: none
        int turnsDropped = 0;
        bool compiles = false;     ///< kernels, before the first answer and in the last part of a load
        double holdPromptAt = -1;  ///< reading stands still at this fraction; -1: it does not
        int holdAfterPieces = -1;  ///< answering stands still after so many; -1: it does not
        double holdLoadAt = -1;    ///< loading stands still at this fraction; -1: it does not
        bool lateSignals = false;  ///< goes on talking about a request that was stopped
        AnswerEnd end = AnswerEnd::EndOfTurn;
        std::optional<Problem> loadProblem;
        Problem problem{QStringLiteral("the device was lost after 12 tokens"),
                        QStringLiteral("Try again; if it happens once more, choose another device in the settings.")};
    };

    explicit DemoEngine(QObject* parent = nullptr);
    EngineCapabilities capabilities() const override { return {}; }

    Behaviour behaviour;
    /// What load() finds; else a LoadedModel is made up from the id.
    QHash<QString, LoadedModel> models;
    QList<DeviceChoice> devices;
    /// What a model may be told to be written for.
    static QList<ChatFormatChoice> formats();

    // What was asked, for tests.
    QList<ChatTurn> lastTurns;
    AnswerSettings lastSettings;
    QString lastConversation;  ///< that was answered in
    QStringList entered, forgotten;
    std::optional<CacheType> enteredWith;  ///< the last time
    std::optional<CacheBudget> cacheBudget;
    QList<int> loadThreads;  ///< of each load
    QList<quint64> started;
    QList<quint64> stopped;
    int acknowledged = 0;
    int pending = 0;  ///< pieces sent and not acknowledged
    int mostPending = 0;

    static QString preparedAnswer();

public slots:
    void start(quint64 request, const QString& conversationId, const QList<ui::ChatTurn>& turns,
               const ui::AnswerSettings& settings) override;
    void stop(quint64 request) override;
    void acknowledge(quint64 request) override;
    void load(const QString& modelId, const Placing& placing) override;
    void cancelLoad() override;
    void unload() override;
    void findDevices() override;
    void enterConversation(const QString& conversationId, int, ui::CacheType cacheType) override {
        entered.append(conversationId);
        enteredWith = cacheType;
    }
    void forgetConversation(const QString& conversationId) override { forgotten.append(conversationId); }
    void setCacheBudget(const ui::CacheBudget& budget) override { cacheBudget = budget; }

private:
    void stepPrompt();
    void stepText();
    void stepLoad();
    void stopAnswer();
    void talkOfStopped(quint64 request);
    LoadedModel loadedModel() const;
    AnswerStatistics statistics(AnswerEnd end) const;

    QTimer promptTimer_, textTimer_, loadTimer_;
    Behaviour answering_, loading_;  // as it was when they began
    bool loaded_ = false;
    QString loadingId_, loadingDevice_;
    int loadStep_ = 0;
    quint64 request_ = 0;  // 0: no answer is under way
    int promptTokens_ = 0;
    int promptStep_ = 0;
    int pieces_ = 0;
    QString answer_;
    qsizetype begin_ = 0, position_ = 0;  // of answer_: where this request went on, how far it is
};

}  // namespace ui::demo
