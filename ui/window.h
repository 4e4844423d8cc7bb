#pragma once
#include <QObject>
#include <QQmlApplicationEngine>
#include <QUrl>

#include "ui/ports/ports.h"
#include "ui/text/refusing_network.h"

class QQuickWindow;

namespace ui {

class WindowController;

/// The window: Main.qml over controllers over ports. Its QML engine reads nothing but what is embedded in the
/// program and sends nothing anywhere.
class Window : public QObject {
    Q_OBJECT

public:
    /// Once, right after QGuiApplication was made: the control style, the fonts, the application's name and
    /// icon.
    static void prepareApplication();

    /// Every port must be set and outlive the window.
    explicit Window(const Ports& ports, QObject* parent = nullptr);
    ~Window() override;

    /// Shows the window and asks the ports for what stands on it. `modelFile` is loaded if it is valid, else
    /// the model last used; `room`, if it is valid, is the most that the window takes of the screen at first. False,
    /// with the reason on the console, if the window cannot be made.
    bool open(const QUrl& modelFile = {}, const QSize& room = {});

    WindowController& controller() { return *controller_; }
    QQmlApplicationEngine& engine() { return engine_; }
    /// Null until open().
    QQuickWindow* quickWindow() const;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    RefusingNetworkAccessManagerFactory network_;  // before the engine, which uses it to its end
    WindowController* controller_;
    QQmlApplicationEngine engine_;
};

}  // namespace ui
