#pragma once
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

#include "ui/ports/problem.h"

namespace ui {

/// The sizes of the LLaMA release, by parameter count; everything else is Other.
enum class ModelSize { Other, B7, B13, B33, B65 };

/// A model file at hand.
struct ModelEntry {
    QString id;    ///< opaque
    QString name;  ///< general.name or the file's name
    QString fileName;
    QString quantisation;  ///< "Q4_0"
    ModelSize size = ModelSize::Other;
    qint64 fileBytes = 0;
    qint64 parameterCount = 0;
    Problem problem;  ///< why it cannot be used; `what` is empty when it can
    bool operator==(const ModelEntry&) const = default;
};

/// The model files of this machine: the models folder of the data directory, and files that were opened by hand.
class ModelLibrary : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QUrl folder() const = 0;

public slots:
    virtual void refresh() = 0;                  ///< answered by `found`
    virtual void addFile(const QUrl& file) = 0;  ///< answered by `added` (and `found`) or `addFailed`

signals:
    void found(const QList<ui::ModelEntry>& models);
    void added(const QString& modelId);
    void addFailed(const QUrl& file, const ui::Problem& problem);
};

}  // namespace ui
Q_DECLARE_METATYPE(ui::ModelEntry)
