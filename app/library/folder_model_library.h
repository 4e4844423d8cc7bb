#pragma once
#include <QFileSystemWatcher>
#include <QThread>
#include <QTimer>
#include <memory>

#include "app/engine/engine_parts.h"
#include "app/library/model_catalog.h"
#include "ui/ports/model_library.h"

namespace app {

/// The window's model library over a ModelCatalog, whose files are read on a thread of its own. Watches the models
/// folder and says `found` again when it changes.
class FolderModelLibrary : public ui::ModelLibrary {
    Q_OBJECT
public:
    /// `makeEngine` gives what plans are made with, on the library's thread.
    FolderModelLibrary(std::shared_ptr<ModelCatalog> catalog, EngineMaker makeEngine, QObject* parent = nullptr);
    ~FolderModelLibrary() override;
    QUrl folder() const override;

public slots:
    void refresh() override;
    void addFile(const QUrl& file) override;
    void plan(const ui::PlanWish& wish) override;

private:
    void show(const QList<ui::ModelEntry>& models, const QStringList& broken);

    std::shared_ptr<ModelCatalog> catalog_;
    EngineMaker makeEngine_;
    QFileSystemWatcher watcher_;
    QTimer settled_;  ///< a file that is being copied changes the folder many times
    QThread thread_;
    QObject* worker_;  ///< where the thread's calls run; lives and dies on thread_
};

}  // namespace app
