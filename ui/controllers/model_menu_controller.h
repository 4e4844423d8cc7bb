#pragma once
#include <QtQml/qqmlregistration.h>
#include <QElapsedTimer>
#include <QObject>
#include <QUrl>
#include <QVariantList>
#include <optional>
#include <tuple>

#include "ui/models/model_menu_model.h"
#include "ui/ports/chat_engine.h"
#include "ui/ports/model_library.h"

namespace ui {

class SettingsController;

/// The model menu: what is at hand, what is loaded, loading, unloading. Loading keeps the conversation.
class ModelMenuController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window: WindowController.models")
    Q_PROPERTY(ui::ModelMenuModel* sizes READ sizes CONSTANT)    ///< always 7B, 13B, 33B, 65B
    Q_PROPERTY(ui::ModelMenuModel* others READ others CONSTANT)  ///< no size of the four, or a further file of one
    Q_PROPERTY(bool known READ known NOTIFY currentChanged)      ///< the library has said what is at hand
    /// Of the model that is loaded or being loaded; empty when there is none.
    Q_PROPERTY(QString currentName READ currentName NOTIFY currentChanged)
    Q_PROPERTY(QString currentQuantisation READ currentQuantisation NOTIFY currentChanged)
    Q_PROPERTY(QString currentDevice READ currentDevice NOTIFY currentChanged)  ///< once loaded
    /// Tokens that the loaded model can hold, whatever the setting; 0 while none is loaded.
    Q_PROPERTY(int currentContextLength READ currentContextLength NOTIFY currentChanged)
    /// It is the one that comes with the program.
    Q_PROPERTY(bool currentBundled READ currentBundled NOTIFY currentChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY currentChanged)
    Q_PROPERTY(bool loaded READ loaded NOTIFY currentChanged)
    Q_PROPERTY(double loadFraction READ loadFraction NOTIFY progressChanged)
    Q_PROPERTY(bool compiling READ compiling NOTIFY progressChanged)     ///< the load waits for the graphics driver
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY progressChanged)  ///< -1 until it can be told
    /// How conversations are written for the loaded model: maps of `name`, `title` and `reason` (what to know of it),
    /// its own first, with an empty name. Empty when none is loaded.
    Q_PROPERTY(QVariantList formats READ formats NOTIFY formatChanged)
    Q_PROPERTY(QString format READ format WRITE setFormat NOTIFY formatChanged)  ///< the chosen name; empty: its own
    /// What is assumed because the model's own template cannot be followed, until a format is chosen.
    Q_PROPERTY(QString formatNotice READ formatNotice NOTIFY formatChanged)
    /// The template that cannot be followed, as it may be shown.
    Q_PROPERTY(QString formatTemplate READ formatTemplate NOTIFY formatChanged)
    /// That the model takes less of the devices than planned, as memory ran out; empty where it does not.
    Q_PROPERTY(QString placingNotice READ placingNotice NOTIFY currentChanged)
    Q_PROPERTY(QString problemWhat READ problemWhat NOTIFY problemChanged)
    Q_PROPERTY(QString problemHint READ problemHint NOTIFY problemChanged)

public:
    ModelMenuController(ChatEngine* engine, ModelLibrary* library, SettingsController* settings,
                        QObject* parent = nullptr);

    ModelMenuModel* sizes() const { return sizes_; }
    ModelMenuModel* others() const { return others_; }
    bool known() const { return wish_.has_value(); }
    QString currentName() const;
    QString currentQuantisation() const;
    QString currentDevice() const { return model_ ? model_->device : QString(); }
    int currentContextLength() const { return model_ && !loading() ? model_->contextLength : 0; }
    bool currentBundled() const;
    bool loading() const { return !loadingId_.isEmpty(); }
    bool loaded() const { return model_.has_value(); }
    double loadFraction() const { return fraction_; }
    bool compiling() const { return compiling_; }
    int secondsLeft() const { return secondsLeft_; }
    QString problemWhat() const { return problem_.what; }
    QString problemHint() const { return problem_.hint; }
    const std::optional<LoadedModel>& model() const { return model_; }
    QVariantList formats() const;
    QString format() const;
    void setFormat(const QString& name);
    QString formatNotice() const;
    QString formatTemplate() const;
    QString placingNotice() const;

    /// Loads `modelId` as soon as the library has found it; where it has not, and there is no other model, the one that
    /// comes with the program. For the start.
    void chooseWhenFound(const QString& modelId);
    /// Loads the same model again (another device).
    void reload();
    /// The same where the processor computes; elsewhere its threads have nothing to do.
    void reloadOnProcessor();
    /// Loads a model; a load under way is given up, the loaded one leaves.
    Q_INVOKABLE void choose(const QString& modelId);
    /// Gives up the load under way.
    Q_INVOKABLE void cancel();
    /// Frees the model's memory at once.
    Q_INVOKABLE void unload();
    /// Adds a file from anywhere and loads it.
    Q_INVOKABLE void openFile(const QUrl& file);
    /// Opens the models folder in the desktop's file manager.
    Q_INVOKABLE void showFolder();
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void clearProblem();
    /// Copies the template as it stands in the model's file.
    Q_INVOKABLE void copyFormatTemplate();
    /// How a person comes by a model of the size ("7B"): plain text, several lines.
    Q_INVOKABLE QString howToGet(const QString& sizeLabel) const;

signals:
    void currentChanged();
    void progressChanged();
    void problemChanged();
    void formatChanged();
    /// The loaded model is about to leave: an answer under way has to stop.
    void leaving();

private:
    void onFound(const QList<ModelEntry>& entries);
    void onPlanned(const QList<ModelPlan>& plans);
    Placing placing() const;  ///< as the settings have it
    /// Asks for plans, where what they depend on has changed, or `again`.
    void plan(bool again);
    void onAdded(const QString& modelId);
    void onLoadProgress(const QString& modelId, double fraction);
    void onLoaded(const LoadedModel& model);
    void onLoadFailed(const QString& modelId, const Problem& problem);
    void onUnloaded();
    void load(const QString& modelId);
    void loadFirst(const QString& wanted);
    void beginLoading(const QString& modelId);
    void setProblem(const Problem& problem);
    void endLoading();
    void updateRows();
    std::tuple<bool, bool, bool, qint64> rank(const ModelEntry& entry, ModelSize size) const;
    ModelMenuModel::Row row(const ModelEntry& entry) const;
    const ModelEntry* entry(const QString& modelId) const;

    ChatEngine* engine_;
    ModelLibrary* library_;
    SettingsController* settings_;
    ModelMenuModel* sizes_;
    ModelMenuModel* others_;
    QList<ModelEntry> entries_;
    QList<ModelPlan> plans_;
    std::optional<PlanWish> wish_;  // what they were asked for with
    std::optional<LoadedModel> model_;
    QString loadingId_;
    std::optional<QString> wantedId_;  // chooseWhenFound
    bool opening_ = false;             // openFile waits for `added`
    double fraction_ = 0;
    bool compiling_ = false;
    int secondsLeft_ = -1;
    QElapsedTimer sinceLoad_;
    Problem problem_;
};

}  // namespace ui
