#pragma once
#include <QHash>
#include <QList>
#include <QStringList>
#include <QTimer>
#include <optional>

#include "ui/ports/chat_engine.h"
#include "ui/ports/diagnostics.h"
#include "ui/ports/ports.h"

namespace app {

/// Listens to the other ports and tells, when asked, what a bug report needs: versions, devices, the model, the last
/// errors. What people wrote stays out: no text of a conversation, no title (an export's file is named after it), no
/// folder's name and no file's.
class CollectedDiagnostics : public ui::Diagnostics {
    Q_OBJECT
public:
    /// The ports but `diagnostics` must be set; they may be gone before this is.
    explicit CollectedDiagnostics(const ui::Ports& ports, QObject* parent = nullptr);

public slots:
    void collect() override;

private:
    void note(const QString& during, const ui::Problem& problem, const QStringList& names = {});
    void tell();
    QString text() const;

    ui::ChatEngine* engine_;
    QStringList errors_;  ///< the last ones, with their times
    std::optional<ui::LoadedModel> model_;
    std::optional<QList<ui::DeviceChoice>> devices_;
    QHash<QString, QString> fileNames_;  ///< by model id
    QTimer patience_;                    ///< a driver that hangs must not keep the rest from being told
    bool asked_ = false;
};

}  // namespace app
