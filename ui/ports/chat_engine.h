#pragma once
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <optional>

#include "ui/ports/model_plan.h"
#include "ui/ports/problem.h"

namespace ui {

/// One message as the engine gets it.
struct ChatTurn {
    enum class Role { System, User, Assistant };
    Role role = Role::User;
    QString text;
    bool operator==(const ChatTurn&) const = default;
};

/// Added to a token's score before everything else that chooses.
struct TokenBias {
    int token = 0;    ///< of the model's vocabulary
    double bias = 0;  ///< minus infinity forbids the token
    bool operator==(const TokenBias&) const = default;
};

/// How an answer is to be made; what the samplers do and in which order is inference/sampling/sampling_settings.h's to
/// say. `seed` is drawn anew for each answer where it is not set.
struct AnswerSettings {
    double temperature = 0.8;      ///< 0 takes the likeliest token
    int topK = 40;                 ///< 0 keeps all
    double topP = 0.95;            ///< 1 keeps all
    double minP = 0;               ///< 0 keeps all
    double typicalP = 1;           ///< 1 keeps all
    double repetitionPenalty = 1;  ///< 1 changes nothing
    double presencePenalty = 0;    ///< 0 changes nothing
    double frequencyPenalty = 0;   ///< 0 changes nothing
    int penaltyWindow = 64;        ///< so many last tokens count for penalties
    QList<TokenBias> logitBias{};
    std::optional<quint64> seed;
    int contextLength = 4096;   ///< tokens; the engine takes less where the model was trained for less
    int answerLimit = 2048;     ///< tokens
    QString chatFormat{};       ///< a name of LoadedModel::formats; empty: the model's own
    QStringList stopTexts{};    ///< an answer ends where one of these begins, which is not shown
    bool reproducible = false;  ///< earlier answers are read anew: the same conversation and seed give the same answer
    CacheType cacheType = CacheType::F16;
    bool operator==(const AnswerSettings&) const = default;
};

/// How an answer ended.
enum class AnswerEnd {
    Unfinished,  ///< still under way, or the program was killed
    EndOfTurn,   ///< the model ended it
    Limit,       ///< the token limit; "Continue" goes on
    Stopped,     ///< by the person
    Failed,      ///< an error
};

struct AnswerStatistics {
    AnswerEnd end = AnswerEnd::Unfinished;
    int promptTokens = 0;
    int reusedTokens = 0;  ///< of the prompt, already computed
    int answerTokens = 0;
    double promptTokensPerSecond = 0;
    double tokensPerSecond = 0;
    int contextUsed = 0;
    int contextLength = 0;
    quint64 seed = 0;  ///< the one that was used
    bool operator==(const AnswerStatistics&) const = default;
};

/// A way to write a conversation for a model.
struct ChatFormatChoice {
    QString name;   ///< "llama-2"; for AnswerSettings::chatFormat
    QString title;  ///< "Llama-2"
    bool operator==(const ChatFormatChoice&) const = default;
};

/// How it is known which format a model wants.
enum class ChatFormatSource {
    Template,  ///< its file has a template, which is followed
    Assumed,   ///< its file has a template that cannot be followed
    Name,      ///< by the model's name
    Default,   ///< the file says nothing
    Chosen,    ///< by the person; never a model's own
};

/// The format that an answer was made with.
struct ChatFormatUse {
    QString name;  ///< empty for a template like no named format
    ChatFormatSource source = ChatFormatSource::Default;
    bool operator==(const ChatFormatUse&) const = default;
};

/// A model that is ready to answer.
struct LoadedModel {
    QString id;                    ///< opaque; the library's
    QString name;                  ///< "LLaMA 13B"
    QString quantisation;          ///< "Q4_0"
    QString identity;              ///< tells this exact file from others
    QString device;                ///< "GeForce RTX 3060"
    QString format;                ///< the name of the format that is its own; empty for a template like no named one
    int contextLength = 0;         ///< what it was trained for
    qint64 memoryBytes = 0;        ///< device memory of the weights
    QList<DeviceShare> devices{};  ///< where its layers are
    bool onProcessor = false;      ///< at least some of its layers
    bool smaller = false;          ///< memory had run out before, so the layers take less of it than was free
    QStringList leftOut{};         ///< names of devices that failed as their speed was measured
    ChatFormatSource formatSource = ChatFormatSource::Default;
    QString formatProblem{};            ///< of Assumed: why the template cannot be followed
    QString formatTemplate{};           ///< of Assumed: that template, or its first 256 KiB
    QList<ChatFormatChoice> formats{};  ///< what may be chosen instead of its own
};

struct DeviceChoice {
    QString selector;  ///< "auto", "vulkan:0"
    QString name;
    bool usable = true;
    QString reason;     ///< when not usable
    QString driver{};   ///< name and version, for diagnostics
    QString leftOut{};  ///< features that it has and that are not used, and why, for diagnostics
};

/// Why a model is placed anew in the middle of an answer.
enum class PlacedAnew {
    DeviceLost,     ///< a device stopped working; it is opened again
    DeviceLeftOut,  ///< it stopped again and is not used any more
    OutOfMemory,    ///< memory ran out; the layers take less of it
};

/// What an engine may keep of conversations that were left, to go on with them without reading them again. The least
/// recently used leave first; 0 keeps nothing.
struct CacheBudget {
    qint64 memoryBytes = qint64{1} << 30;  ///< device memory, besides the conversation at hand
    qint64 diskBytes = qint64{4} << 30;
    bool operator==(const CacheBudget&) const = default;
};

/// What an engine can do besides answering.
struct EngineCapabilities {
    bool tokenDetails = false;
    bool rewind = false;
    bool plan = false;
};

/// Answers conversations. Every call returns at once; what comes of it arrives as signals, queued when the engine lives
/// on another thread. One answer at a time; signals of a request that was stopped may still arrive and are to be
/// dropped by their id. Text pieces are ordered, whole UTF-8, and at most one is under way: the next comes after
/// `acknowledge`.
class ChatEngine : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual EngineCapabilities capabilities() const = 0;

public slots:
    /// Answers the last turn of a conversation; if it is the assistant's, goes on with it. Fails if no model is loaded.
    virtual void start(quint64 request, const QString& conversationId, const QList<ui::ChatTurn>& turns,
                       const ui::AnswerSettings& settings) = 0;
    virtual void stop(quint64 request) = 0;
    virtual void acknowledge(quint64 request) = 0;
    /// Replaces the loaded model. A load under way is given up.
    virtual void load(const QString& modelId, const ui::Placing& placing) = 0;
    virtual void cancelLoad() = 0;
    /// Frees the model's memory at once.
    virtual void unload() = 0;
    virtual void findDevices() = 0;
    /// The conversation that is looked at now, empty for a new one; an answer under way goes on. What is kept of it is
    /// made ready, what was computed for the one before is kept.
    virtual void enterConversation(const QString& conversationId, int contextLength, ui::CacheType cacheType) = 0;
    /// The conversation is removed, and with it what is kept of it.
    virtual void forgetConversation(const QString& conversationId) = 0;
    /// How much may be kept from now on; before the first call, nothing.
    virtual void setCacheBudget(const ui::CacheBudget& budget) = 0;

signals:
    void loadProgress(const QString& modelId, double fraction);
    void loaded(const ui::LoadedModel& model);
    void loadFailed(const QString& modelId, const ui::Problem& problem);
    /// A device failed under an answer. Its model is loaded anew, with `loadProgress` and then `loaded` or
    /// `loadFailed`, and the answer goes on where it was.
    void placedAnew(const QString& modelId, quint64 request, ui::PlacedAnew reason);
    void unloaded();
    /// The graphics driver is about to compile kernels, which may take many seconds, in a load or before an answer;
    /// false when that is over.
    void compilingKernels(bool now);
    void promptProgress(quint64 request, int done, int total);
    void text(quint64 request, const QString& piece);
    void turnsDropped(quint64 request, int count);
    void answerShortened(quint64 request);  ///< the beginning of this very answer left the context
    void contextUsed(quint64 request, int used, int length);
    void finished(quint64 request, const ui::AnswerStatistics& statistics);
    void failed(quint64 request, const ui::Problem& problem, const ui::AnswerStatistics& statistics);
    void devicesFound(const QList<ui::DeviceChoice>& devices);
    void cacheProblem(const ui::Problem& problem);  ///< something kept was of no use; costs time and nothing else
};

}  // namespace ui
Q_DECLARE_METATYPE(ui::ChatTurn)
Q_DECLARE_METATYPE(ui::AnswerSettings)
Q_DECLARE_METATYPE(ui::AnswerStatistics)
Q_DECLARE_METATYPE(ui::LoadedModel)
Q_DECLARE_METATYPE(ui::CacheBudget)
Q_DECLARE_METATYPE(ui::DeviceChoice)
Q_DECLARE_METATYPE(ui::PlacedAnew)
