#pragma once
#include <QImage>
#include <QQuickItem>
#include <QQuickWindow>
#include <functional>
#include <memory>

#include "ui/controllers/window_controller.h"
#include "ui/demo/demo_ports.h"
#include "ui/window.h"

/// The real window over the demo's ports, worked as a person would: things are found by their accessible
/// names, clicked and typed into. Ports may be prepared before open(). Needs a QGuiApplication after
/// ui::Window::prepareApplication().
class WindowDriver {
public:
    explicit WindowDriver(QSize size = {1280, 800}, ui::ThemeChoice theme = ui::ThemeChoice::Light);
    ~WindowDriver();

    ui::demo::DemoPorts ports;

    /// The example conversations, and the 13B model loaded without a wait.
    void prepareExamples();
    /// Shows the window and waits for the first lists, and for the model if one is to be loaded. False if it
    /// cannot be made.
    bool open();
    void openConversation(const QString& id);

    ui::WindowController& controller() { return window_->controller(); }
    ui::ChatController& chat() { return *controller().chat(); }
    ui::ModelMenuController& models() { return *controller().models(); }
    ui::SettingsController& settings() { return *controller().settings(); }
    QQuickWindow* quickWindow() { return window_->quickWindow(); }
    QQmlApplicationEngine& engine() { return window_->engine(); }

    /// Every item that can be seen, popups included, parents before children.
    QList<QQuickItem*> visibleItems() const;
    /// The visible item of that accessible name (the last one, so that the newest message's wins); null if
    /// there is none.
    QQuickItem* item(const QString& name) const;
    /// What a screen reader says.
    static QString name(QQuickItem* item);
    static int role(QQuickItem* item);
    /// The item of the conversation's list.
    QQuickItem* conversation() const;

    bool click(const QString& name, Qt::MouseButton button = Qt::LeftButton);
    bool hover(const QString& name);
    /// Gives it the focus, as Tab would.
    bool focus(const QString& name);
    /// Keys as QKeySequence writes them: "Ctrl+N", "Esc".
    void press(const QString& keys);
    void type(const QString& text);
    QString focusName() const;

    /// Works the event loop until `condition` holds; false after five seconds.
    static bool wait(const std::function<bool()>& condition);
    /// The same; `what` is what would then be true.
    bool expect(const QString& what, const std::function<bool()>& condition);
    /// What click, hover, focus and expect did not find, in order: for who does not look at each of them.
    const QStringList& missed() const { return missed_; }
    /// Until nothing moves any more.
    void settle();
    QImage picture();

private:
    QQuickItem* find(const QString& name);

    QSize size_;
    QStringList missed_;
    std::unique_ptr<ui::Window> window_;
};
