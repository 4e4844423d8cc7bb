#pragma once
#include <QObject>
#include <QVariant>

namespace ui {

/// Whether the desktop asks for dark windows (org.freedesktop.appearance, color-scheme) and for none that
/// move (org.gnome.desktop.interface, enable-animations): of the desktop portal, asked over D-Bus without
/// waiting, and followed. Light and moving where there is no portal, no bus, or a build without QtDBus.
class SystemTheme : public QObject {
    Q_OBJECT

public:
    explicit SystemTheme(QObject* parent = nullptr);
    bool dark() const { return dark_; }
    /// Takes a value as the portal gives it: 1 is dark, everything else light. It may be wrapped in variants.
    void setColourScheme(const QVariant& value);
    bool reducedMotion() const { return reducedMotion_; }
    /// Takes a value as the portal gives it: false is reduced motion, everything else not.
    void setAnimations(const QVariant& value);

signals:
    void darkChanged();
    void reducedMotionChanged();

private:
    bool dark_ = false;
    bool reducedMotion_ = false;
};

}  // namespace ui
