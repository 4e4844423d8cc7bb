#include "tests/support/window_driver.h"

#include <QAccessible>
#include <QKeySequence>
#include <QTest>

WindowDriver::WindowDriver(QSize size, ui::ThemeChoice theme) : size_(size) {
    ports.settings.settings.theme = theme;
    ports.engine.behaviour.loadMilliseconds = 20;
    ports.engine.behaviour.promptMilliseconds = 1;
    ports.engine.behaviour.pieceMilliseconds = 1;
}

WindowDriver::~WindowDriver() = default;

void WindowDriver::prepareExamples() {
    ports.store.fillWithExamples();
    ports.settings.settings.lastModelId = ports.library.models.at(1).id;
}

bool WindowDriver::open() {
    window_ = std::make_unique<ui::Window>(ports.ports());
    if (!window_->open()) return false;
    quickWindow()->resize(size_);
    quickWindow()->requestActivate();  // a bare X server has no window manager that would
    const bool waitsForModel = !ports.settings.settings.lastModelId.isEmpty() &&
                               ports.engine.behaviour.holdLoadAt < 0 && !ports.engine.behaviour.loadProblem;
    const bool ready = wait([&] {
        return quickWindow()->isExposed() && quickWindow()->isActive() && controller().conversations()->ready() &&
               (!waitsForModel || models().loaded());
    });
    settle();
    return ready;
}

void WindowDriver::openConversation(const QString& id) {
    chat().openConversation(id);
    wait([&] { return chat().conversationId() == id; });
    settle();
}

QList<QQuickItem*> WindowDriver::visibleItems() const {
    QList<QQuickItem*> items{window_->quickWindow()->contentItem()};
    for (qsizetype i = 0; i < items.size(); ++i)
        for (QQuickItem* child : items[i]->childItems())
            if (child->isVisible()) items.append(child);
    return items;
}

QString WindowDriver::name(QQuickItem* item) {
    const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(item);
    return accessible ? accessible->text(QAccessible::Name) : QString();
}

int WindowDriver::role(QQuickItem* item) {
    const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(item);
    return accessible ? accessible->role() : QAccessible::NoRole;
}

QQuickItem* WindowDriver::item(const QString& wanted) const {
    QQuickItem* found = nullptr;
    for (QQuickItem* item : visibleItems())
        if (name(item) == wanted) found = item;
    return found;
}

QQuickItem* WindowDriver::conversation() const { return item(QStringLiteral("Conversation")); }

/// `item`, once all stands still.
QQuickItem* WindowDriver::find(const QString& wanted) {
    settle();
    QQuickItem* found = item(wanted);
    if (!found) missed_.append(QStringLiteral("\"%1\" on the screen").arg(wanted));
    return found;
}

bool WindowDriver::hover(const QString& wanted) {
    QQuickItem* found = find(wanted);
    if (!found) return false;
    QTest::mouseMove(quickWindow(), found->mapToScene(found->boundingRect().center()).toPoint());
    settle();
    return true;
}

bool WindowDriver::focus(const QString& wanted) {
    QQuickItem* found = find(wanted);
    if (!found) return false;
    found->forceActiveFocus(Qt::TabFocusReason);
    settle();
    return true;
}

bool WindowDriver::click(const QString& wanted, Qt::MouseButton button) {
    QQuickItem* found = find(wanted);
    if (!found) return false;
    const QPoint place = found->mapToScene(found->boundingRect().center()).toPoint();
    QTest::mouseMove(quickWindow(), place);
    QTest::mouseClick(quickWindow(), button, {}, place);
    settle();
    return true;
}

void WindowDriver::press(const QString& keys) {
    const QKeySequence sequence(keys);
    QTest::keyClick(quickWindow(), sequence[0].key(), sequence[0].keyboardModifiers());
    settle();
}

void WindowDriver::type(const QString& text) {
    for (const QChar character : text) {
        if (character == u'\n')
            QTest::keyClick(quickWindow(), Qt::Key_Return, Qt::ShiftModifier);
        else
            QTest::keyClick(quickWindow(), character.toLatin1());
    }
    settle();
}

QString WindowDriver::focusName() const {
    QQuickItem* focus = window_->quickWindow()->activeFocusItem();
    return focus ? name(focus) : QString();
}

bool WindowDriver::wait(const std::function<bool()>& condition) { return QTest::qWaitFor(condition, 5000); }

bool WindowDriver::expect(const QString& what, const std::function<bool()>& condition) {
    const bool met = wait(condition);
    if (!met) missed_.append(what);
    return met;
}

void WindowDriver::settle() {
    // Layout takes a few turns: a list asks for delegates, they tell their heights, the list moves.
    for (int turn = 0; turn < 4; ++turn) QTest::qWait(8);
}

QImage WindowDriver::picture() {
    settle();
    return quickWindow()->grabWindow();
}
