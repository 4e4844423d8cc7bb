#pragma once
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

#include "ui/ports/model_plan.h"
#include "ui/ports/problem.h"

namespace ui {

/// A model file at hand.
struct ModelEntry {
    QString id;    ///< opaque
    QString name;  ///< general.name or the file's name
    QString fileName;
    QString quantisation;  ///< "Q4_0"
    ModelSize size = ModelSize::Other;
    qint64 fileBytes = 0;
    qint64 parameterCount = 0;
    bool bundled = false;  ///< comes with the program
    Problem problem;  ///< why it cannot be used; `what` is empty when it can
    bool operator==(const ModelEntry&) const = default;
};

/// The model files of this machine: the models folder of the data directory, files that were opened by hand, and the
/// one that comes with the program.
class ModelLibrary : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QUrl folder() const = 0;

public slots:
    virtual void refresh() = 0;                  ///< answered by `found`
    virtual void addFile(const QUrl& file) = 0;  ///< answered by `added` (and `found`) or `addFailed`
    /// Of every model at hand that can be used, and of the four sizes that are not: answered by `planned`.
    virtual void plan(const ui::PlanWish& wish) = 0;

signals:
    void found(const QList<ui::ModelEntry>& models);
    void planned(const QList<ui::ModelPlan>& plans);
    void added(const QString& modelId);
    void addFailed(const QUrl& file, const ui::Problem& problem);
};

}  // namespace ui
Q_DECLARE_METATYPE(ui::ModelEntry)
