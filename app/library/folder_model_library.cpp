#include "app/library/folder_model_library.h"

#include <QDir>

#include "app/library/model_plans.h"

namespace app {
namespace {

/// How long nothing must change before the folder is read: a copy changes its file with every block.
constexpr int settle_ms = 500;

}  // namespace

FolderModelLibrary::FolderModelLibrary(std::shared_ptr<ModelCatalog> catalog, EngineMaker makeEngine, QObject* parent)
    : ModelLibrary(parent), catalog_(std::move(catalog)), makeEngine_(std::move(makeEngine)), worker_(new QObject) {
    settled_.setSingleShot(true);
    settled_.setInterval(settle_ms);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &settled_, qOverload<>(&QTimer::start));
    connect(&watcher_, &QFileSystemWatcher::fileChanged, &settled_, qOverload<>(&QTimer::start));
    connect(&settled_, &QTimer::timeout, this, &FolderModelLibrary::refresh);
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("library"));
    thread_.start();
}

FolderModelLibrary::~FolderModelLibrary() {
    thread_.quit();
    thread_.wait();
}

QUrl FolderModelLibrary::folder() const { return QUrl::fromLocalFile(catalog_->folder()); }

void FolderModelLibrary::refresh() {
    // Again each time: a watch ends with its folder, which may have come back.
    if (QDir(catalog_->folder()).exists() && !watcher_.directories().contains(catalog_->folder()))
        watcher_.addPath(catalog_->folder());
    QMetaObject::invokeMethod(worker_, [this, catalog = catalog_] {
        QStringList broken;
        const QList<ui::ModelEntry> models = catalog->scan();
        for (const ui::ModelEntry& model : models)
            if (!model.problem.what.isEmpty())
                if (const auto path = catalog->pathOf(model.id)) broken.append(*path);
        QMetaObject::invokeMethod(this, [this, models, broken] { show(models, broken); });
    });
}

void FolderModelLibrary::show(const QList<ui::ModelEntry>& models, const QStringList& broken) {
    // A file that is still being copied is cut short now; the folder's watch does not tell when it is whole.
    const QStringList watched = watcher_.files();
    for (const QString& file : broken)
        if (!watched.contains(file)) watcher_.addPath(file);
    for (const QString& file : watched)
        if (!broken.contains(file)) watcher_.removePath(file);
    emit found(models);
}

void FolderModelLibrary::plan(const ui::PlanWish& wish) {
    QMetaObject::invokeMethod(worker_, [this, wish, catalog = catalog_, makeEngine = makeEngine_] {
        QList<PlannedFile> files;
        for (const ui::ModelEntry& model : catalog->scan())
            if (const auto path = catalog->pathOf(model.id); path && model.problem.what.isEmpty())
                files.append({model.id, *path, model.size});
        const QList<ui::ModelPlan> plans = plansOf(*makeEngine(), files, wish);
        QMetaObject::invokeMethod(this, [this, plans] { emit planned(plans); });
    });
}

void FolderModelLibrary::addFile(const QUrl& file) {
    if (!file.isLocalFile()) {
        emit addFailed(file, {tr("%1 is not on this computer").arg(file.toDisplayString()),
                              tr("Copy the file to this computer first.")});
        return;
    }
    QMetaObject::invokeMethod(worker_, [this, file, catalog = catalog_] {
        const auto id = catalog->add(file.toLocalFile());
        QMetaObject::invokeMethod(this, [this, file, id] {
            if (!id) {
                emit addFailed(file, id.error());
                return;
            }
            emit added(*id);
            refresh();
        });
    });
}

}  // namespace app
