#pragma once
#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QUrl>
#include <QVariantMap>
#include <QWindow>

namespace ui {

/// The desktop's own file dialog, asked of its portal (org.freedesktop.portal.FileChooser) over D-Bus without
/// waiting. Qt brings one only with a platform theme that few desktops have installed for it.
class PortalFileDialog : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString title MEMBER title_ NOTIFY changed)
    Q_PROPERTY(QString filterName MEMBER filterName_ NOTIFY changed)  ///< "Models"
    Q_PROPERTY(QString pattern MEMBER pattern_ NOTIFY changed)        ///< "*.gguf"
    Q_PROPERTY(bool saves MEMBER saves_ NOTIFY changed)
    Q_PROPERTY(QString fileName MEMBER fileName_ NOTIFY changed)  ///< suggested, when it saves

public:
    using QObject::QObject;

    /// Shows the dialog over `window`. One of the signals below follows.
    Q_INVOKABLE void open(QWindow* window);

signals:
    void changed();
    void accepted(const QUrl& file);
    void rejected();
    /// There is no portal, or it has no such dialog: another is to be shown.
    void unavailable();

private slots:
    void onResponse(uint response, const QVariantMap& results);

private:
    QString title_, filterName_, pattern_, fileName_;
    bool saves_ = false;
};

}  // namespace ui
