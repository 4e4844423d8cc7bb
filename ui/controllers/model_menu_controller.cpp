#include "ui/controllers/model_menu_controller.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QVariantMap>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/controllers/chat_format_words.h"
#include "ui/controllers/model_plan_words.h"
#include "ui/controllers/model_sizes.h"
#include "ui/controllers/settings_controller.h"
#include "ui/text/safe_text.h"

namespace ui {
namespace {

QString oneLine(const Problem& problem) {
    return problem.hint.isEmpty() ? problem.what : problem.what + QStringLiteral(". ") + problem.hint;
}

}  // namespace

ModelMenuController::ModelMenuController(ChatEngine* engine, ModelLibrary* library, SettingsController* settings,
                                         QObject* parent)
    : QObject(parent),
      engine_(engine),
      library_(library),
      settings_(settings),
      sizes_(new ModelMenuModel(this)),
      others_(new ModelMenuModel(this)) {
    connect(library_, &ModelLibrary::found, this, &ModelMenuController::onFound);
    connect(library_, &ModelLibrary::planned, this, &ModelMenuController::onPlanned);
    connect(library_, &ModelLibrary::added, this, &ModelMenuController::onAdded);
    connect(library_, &ModelLibrary::addFailed, this, [this](const QUrl&, const Problem& problem) {
        opening_ = false;
        setProblem(problem);
    });
    connect(engine_, &ChatEngine::loadProgress, this, &ModelMenuController::onLoadProgress);
    connect(engine_, &ChatEngine::compilingKernels, this, [this](bool now) {
        compiling_ = now;
        emit progressChanged();
    });
    connect(engine_, &ChatEngine::loaded, this, &ModelMenuController::onLoaded);
    connect(engine_, &ChatEngine::loadFailed, this, &ModelMenuController::onLoadFailed);
    connect(engine_, &ChatEngine::placedAnew, this, &ModelMenuController::beginLoading);
    connect(engine_, &ChatEngine::unloaded, this, &ModelMenuController::onUnloaded);
    connect(this, &ModelMenuController::currentChanged, this, &ModelMenuController::formatChanged);
    connect(settings_, &SettingsController::changed, this, &ModelMenuController::formatChanged);
    connect(settings_, &SettingsController::changed, this, [this] { plan(false); });
    updateRows();
}

QString ModelMenuController::currentName() const {
    if (!loading()) return model_ ? model_->name : QString();
    const ModelEntry* loaded = entry(loadingId_);
    if (!loaded) return {};
    // As the engine will call it.
    return loaded->size == ModelSize::Other ? loaded->name : QStringLiteral("LLaMA ") + labelOf(loaded->size);
}

QString ModelMenuController::currentQuantisation() const {
    if (!loading()) return model_ ? model_->quantisation : QString();
    const ModelEntry* loaded = entry(loadingId_);
    return loaded ? loaded->quantisation : QString();
}

bool ModelMenuController::currentBundled() const {
    const ModelEntry* current = entry(loading() ? loadingId_ : model_ ? model_->id : QString());
    return current && current->bundled;
}

QVariantList ModelMenuController::formats() const {
    if (!model_) return {};
    const auto entry = [](const QString& name, const QString& title, const QString& reason) {
        return QVariantMap{
            {QStringLiteral("name"), name}, {QStringLiteral("title"), title}, {QStringLiteral("reason"), reason}};
    };
    const QString own = titleOf(*model_);
    QVariantList choices{
        entry({}, own.isEmpty() ? tr("Automatic") : tr("Automatic (%1)").arg(own), explanationOf(*model_))};
    for (const ChatFormatChoice& choice : model_->formats)
        choices.append(entry(choice.name, titleOf(choice), explanationOf(choice)));
    return choices;
}

QString ModelMenuController::format() const { return model_ ? settings_->chatFormat(model_->identity) : QString(); }

void ModelMenuController::setFormat(const QString& name) {
    if (model_) settings_->setChatFormat(model_->identity, name);
}

QString ModelMenuController::formatNotice() const {
    if (!model_ || model_->formatSource != ChatFormatSource::Assumed || !format().isEmpty()) return {};
    return tr("The chat template of this model cannot be followed (%1). The format %2 is assumed.")
        .arg(model_->formatProblem, titleOf(*model_));
}

QString ModelMenuController::formatTemplate() const {
    return model_ ? harmless(QString(model_->formatTemplate).replace(QStringLiteral("\r\n"), QStringLiteral("\n")))
                  : QString();
}

void ModelMenuController::copyFormatTemplate() {
    if (model_) QGuiApplication::clipboard()->setText(model_->formatTemplate);
}

QString ModelMenuController::placingNotice() const {
    if (!model_) return {};
    QStringList notices;
    if (model_->smaller)
        notices << tr("Memory ran short, so the model was loaded with less of it and may answer more slowly.");
    if (!model_->leftOut.isEmpty())
        notices << tr("%1 failed as its speed was measured, so the model was loaded without it.")
                       .arg(model_->leftOut.join(QStringLiteral(", ")));
    return notices.join(u' ');
}

void ModelMenuController::chooseWhenFound(const QString& modelId) {
    if (entry(modelId))
        choose(modelId);
    else
        wantedId_ = modelId;
}

void ModelMenuController::reload() {
    const QString id = loading() ? loadingId_ : model_ ? model_->id : QString();
    if (!id.isEmpty()) load(id);
}

void ModelMenuController::reloadOnProcessor() {
    if (loading() || (model_ && model_->onProcessor)) reload();
}

void ModelMenuController::choose(const QString& modelId) {
    wantedId_.reset();
    if (const ModelEntry* chosen = entry(modelId); chosen && !chosen->problem.what.isEmpty())
        return setProblem(chosen->problem);
    if (modelId.isEmpty() || modelId == loadingId_) return;
    // Back to the one that is there: the other load has not got far enough to replace it.
    if (model_ && model_->id == modelId) return cancel();
    load(modelId);
}

void ModelMenuController::load(const QString& modelId) {
    if (model_) emit leaving();
    engine_->load(modelId, placing());
    beginLoading(modelId);
}

void ModelMenuController::beginLoading(const QString& modelId) {
    setProblem({});
    loadingId_ = modelId;
    fraction_ = 0;
    secondsLeft_ = -1;
    sinceLoad_.start();
    updateRows();
    emit currentChanged();
    emit progressChanged();
}

void ModelMenuController::cancel() {
    if (!loading()) return;
    engine_->cancelLoad();
    endLoading();
}

void ModelMenuController::unload() {
    if (!model_ && !loading()) return;
    if (model_) emit leaving();
    engine_->unload();
    model_.reset();  // nobody may ask it any more, whenever the engine gets to it
    endLoading();
}

void ModelMenuController::openFile(const QUrl& file) {
    setProblem({});
    wantedId_.reset();
    opening_ = true;
    library_->addFile(file);
}

void ModelMenuController::showFolder() {
    if (!QDesktopServices::openUrl(library_->folder()))
        setProblem({tr("No program opened the folder %1").arg(library_->folder().toLocalFile()),
                    tr("Open it in your file manager.")});
}

void ModelMenuController::refresh() { library_->refresh(); }

void ModelMenuController::clearProblem() { setProblem({}); }

QString ModelMenuController::howToGet(const QString& sizeLabel) const {
    const auto size = std::ranges::find(fourSizes(), sizeLabel, &LlamaSize::label);
    if (size == fourSizes().end()) return {};
    return tr("1. Ask Meta for the weights of LLaMA %1 (Meta gives them out on request), or take a model that was made "
              "from them.\n"
              "2. Altiplano reads GGUF files. If what you have is not one yet, convert it with llama.cpp "
              "(convert_hf_to_gguf.py, then llama-quantize to Q4_0 or Q8_0). As Q4_0 the file takes about %2.\n"
              "3. Put the file into the models folder, %3, or open it from anywhere with \"Open model file\". Its name "
              "does "
              "not matter: the size is read from what is in it.")
        .arg(size->label, expectedFileSize(*size), library_->folder().toLocalFile());
}

void ModelMenuController::onFound(const QList<ModelEntry>& entries) {
    entries_ = entries;
    updateRows();
    plan(true);
    const std::optional<QString> wanted = std::exchange(wantedId_, std::nullopt);
    if (wanted && !model_ && !loading()) loadFirst(*wanted);
    emit currentChanged();
}

void ModelMenuController::loadFirst(const QString& wanted) {
    const ModelEntry* bundled = nullptr;
    bool others = false;
    for (const ModelEntry& entry : std::as_const(entries_)) {
        if (!entry.problem.what.isEmpty()) continue;
        if (entry.id == wanted) return choose(wanted);
        if (entry.bundled)
            bundled = &entry;
        else
            others = true;
    }
    if (bundled && !others) choose(bundled->id);
}

Placing ModelMenuController::placing() const {
    const Settings& settings = settings_->current();
    return {.device = settings.device,
            .threads = settings.threads,
            .contextLength = settings.answer.contextLength,
            .cacheType = settings.answer.cacheType};
}

void ModelMenuController::plan(bool again) {
    const PlanWish wish{.placing = placing(), .leaving = model_ ? model_->devices : QList<DeviceShare>()};
    if (!again && (!wish_ || wish == *wish_)) return;  // before the first look nobody has asked for any
    wish_ = wish;
    library_->plan(wish);
}

void ModelMenuController::onPlanned(const QList<ModelPlan>& plans) {
    plans_ = plans;
    updateRows();
}

void ModelMenuController::onAdded(const QString& modelId) {
    if (std::exchange(opening_, false)) choose(modelId);
}

void ModelMenuController::onLoadProgress(const QString& modelId, double fraction) {
    if (modelId != loadingId_) return;
    fraction_ = std::clamp(fraction, 0.0, 1.0);
    // The first moments say little.
    const double elapsed = static_cast<double>(sinceLoad_.elapsed()) / 1000;
    if (elapsed >= 1 && fraction_ >= 0.02)
        secondsLeft_ = static_cast<int>(std::ceil(elapsed * (1 - fraction_) / fraction_));
    updateRows();
    emit progressChanged();
}

void ModelMenuController::onLoaded(const LoadedModel& model) {
    // Whatever we have asked for since, this is what the engine holds.
    model_ = model;
    // The bundled one stands in until there is another, which is then not passed over.
    if (const ModelEntry* loaded = entry(model.id); !loaded || !loaded->bundled) settings_->setLastModelId(model.id);
    plan(true);  // its speed may have been measured
    if (model.id == loadingId_)
        endLoading();
    else {
        updateRows();
        emit currentChanged();
    }
}

void ModelMenuController::onLoadFailed(const QString& modelId, const Problem& problem) {
    if (modelId != loadingId_) return;
    endLoading();
    setProblem(problem);
}

void ModelMenuController::onUnloaded() {
    model_.reset();
    plan(false);
    updateRows();
    emit currentChanged();
}

void ModelMenuController::setProblem(const Problem& problem) {
    if (problem == problem_) return;
    problem_ = problem;
    emit problemChanged();
}

void ModelMenuController::endLoading() {
    loadingId_.clear();
    fraction_ = 0;
    secondsLeft_ = -1;
    updateRows();
    emit currentChanged();
    emit progressChanged();
}

void ModelMenuController::updateRows() {
    QList<ModelMenuModel::Row> sizes;
    QList<ModelEntry> others = entries_;
    for (const LlamaSize& size : fourSizes()) {
        const auto first = std::ranges::max_element(others, [&](const ModelEntry& left, const ModelEntry& right) {
            return rank(left, size.size) < rank(right, size.size);
        });
        if (first == others.end() || first->size != size.size) {
            sizes.append({.modelId = {},
                          .label = size.label,
                          .headline = tr("Not on this computer"),
                          .detail = tr("about %1 as Q4_0").arg(expectedFileSize(size)),
                          .state = ModelMenuModel::Missing,
                          .fraction = 0,
                          .problem = {}});
            const auto planned = std::ranges::find_if(
                plans_, [&](const ModelPlan& plan) { return plan.modelId.isEmpty() && plan.size == size.size; });
            if (planned != plans_.end()) putPlan(sizes.last(), *planned);
            continue;
        }
        sizes.append(row(*first));
        sizes.last().label = size.label;
        others.erase(first);
    }
    QList<ModelMenuModel::Row> rest;
    for (const ModelEntry& other : others) rest.append(row(other));
    // A file that is gone from the disk can still be in memory.
    if (model_ && !entry(model_->id))
        rest.append({.modelId = model_->id,
                     .label = model_->name,
                     .headline = model_->name,
                     .detail = tr("%1, loaded").arg(model_->quantisation),
                     .state = ModelMenuModel::Loaded,
                     .fraction = 0,
                     .problem = {}});
    sizes_->setRows(sizes);
    others_->setRows(rest);
}

/// Which of several files stands for a size: one that can be used, the one in use or used last, the largest (the least
/// is lost in it).
std::tuple<bool, bool, bool, qint64> ModelMenuController::rank(const ModelEntry& entry, ModelSize size) const {
    const QString& used = loading() ? loadingId_ : model_ ? model_->id : settings_->current().lastModelId;
    return {entry.size == size, entry.problem.what.isEmpty(), entry.id == used, entry.fileBytes};
}

ModelMenuModel::Row ModelMenuController::row(const ModelEntry& entry) const {
    ModelMenuModel::Row row{.modelId = entry.id,
                            .label = entry.name,
                            .headline = entry.name,
                            .detail = shownFileSize(static_cast<double>(entry.fileBytes)),
                            .state = ModelMenuModel::Ready,
                            .fraction = 0,
                            .problem = {}};
    if (!entry.quantisation.isEmpty()) row.detail = tr("%1, %2").arg(entry.quantisation, row.detail);
    const auto planned = std::ranges::find(plans_, entry.id, &ModelPlan::modelId);
    if (planned != plans_.end()) putPlan(row, *planned);
    if (!entry.problem.what.isEmpty()) {
        row.state = ModelMenuModel::Broken;
        row.problem = oneLine(entry.problem);
    } else if (entry.id == loadingId_) {
        row.state = ModelMenuModel::Loading;
        row.fraction = fraction_;
        const int percent = static_cast<int>(fraction_ * 100);
        row.detail = secondsLeft_ < 0 ? tr("Loading, %1 %").arg(percent)
                                      : tr("Loading, %1 %, %2 s left").arg(percent).arg(secondsLeft_);
    } else if (model_ && model_->id == entry.id) {
        row.state = ModelMenuModel::Loaded;
        row.detail = tr("%1, loaded").arg(row.detail);
        row.shares = barsOf(model_->devices);
    } else {
        row.detail = tr("%1, ready").arg(row.detail);
    }
    return row;
}

const ModelEntry* ModelMenuController::entry(const QString& modelId) const {
    const auto found = std::ranges::find(entries_, modelId, &ModelEntry::id);
    return found == entries_.end() ? nullptr : &*found;
}

}  // namespace ui
