pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The conversation, newest message last. The end stays in view while text arrives, until the reader goes up.
ListView {
    id: root

    required property ChatController chat
    property bool follows: true
    property int editedIndex: -1
    readonly property real lowest: Math.max(root.originY, root.originY + root.contentHeight - root.height)
    readonly property bool atEnd: root.contentY >= root.lowest - 24

    signal diagnosticsRequested
    signal typed(text: string)

    model: root.chat.messages
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 1200
    reuseItems: false
    clip: true

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversation")

    /// Heights are guesses until delegates exist, so the first call lands short.
    function goToEnd(): void {
        root.follows = true;
        root.cancelFlick();
        root.positionViewAtEnd();
        root.forceLayout();
        root.positionViewAtEnd();
    }

    /// The message being edited comes into view whole.
    function showEdited(): void {
        root.forceLayout();
        root.positionViewAtIndex(root.editedIndex, ListView.Contain);
    }

    function showEditedSoon(): void {
        Qt.callLater(root.showEdited);  // qmllint disable
    }

    /// Once a turn of the event loop, and before the next frame.
    function keepUpSoon(): void {
        Qt.callLater(root.keepUp);  // qmllint disable
    }

    function keepUp(): void {
        if (root.follows && !root.dragging)
            root.goToEnd();
    }

    /// By key: the reader's doing, so the end is let go.
    function scroll(distance: real): void {
        root.cancelFlick();
        root.contentY = Math.max(root.originY, Math.min(root.lowest, root.contentY + distance));
        root.follows = root.atEnd;
    }

    function scrollPages(pages: real): void {
        root.scroll(pages * (root.height - 48));
    }

    /// Another answer to the newest question.
    function answerAgain(): void {
        const newest = root.itemAtIndex(root.count - 1) as MessageView;
        if (newest && !newest.model.fromUser && root.chat.canSend)
            root.chat.regenerate(newest.model.messageId);
    }

    /// What has the keyboard's focus is in view, in a text the line of the caret.
    readonly property Item focused: Window.activeFocusItem
    readonly property ReadText read: root.focused as ReadText
    readonly property rect caret: root.read?.browsed ? root.read.cursorRectangle : Qt.rect(0, 0, 0, 0)
    onFocusedChanged: root.revealSoon()
    onCaretChanged: root.revealSoon()

    function revealSoon(): void {
        Qt.callLater(root.reveal);  // qmllint disable
    }

    function reveal(): void {
        const button = root.focused as T.AbstractButton;
        if (!(button?.visualFocus || root.read?.browsed))
            return;
        const place = button ? Qt.rect(0, 0, button.width, button.height) : root.caret;
        let above = root.focused;
        for (; above && above !== root.contentItem; above = above.parent) {
            // Long lines of code, wide tables.
            const view = above as Flickable;
            if (!view?.interactive)
                continue;
            const left = root.focused.mapToItem(view.contentItem, place.x, 0).x - 16;
            const right = left + place.width + 32;
            view.contentX = Math.max(0, Math.min(left, Math.max(view.contentX, right - view.width)));
        }
        if (!above)
            return;
        const top = root.focused.mapToItem(root.contentItem, 0, place.y).y - 16;
        const bottom = top + place.height + 32;
        if (bottom > root.contentY + root.height)
            root.scroll(bottom - root.height - root.contentY);
        if (top < root.contentY)
            root.scroll(top - root.contentY);
    }

    onContentHeightChanged: root.keepUpSoon()
    onHeightChanged: root.keepUpSoon()
    onDraggingChanged: if (root.dragging)
        root.follows = false
    onMovementEnded: root.follows = root.atEnd

    delegate: MessageView {
        width: ListView.view.width
        last: index === root.count - 1
        chat: root.chat
        onDiagnosticsRequested: root.diagnosticsRequested()
        onEdited: {
            root.follows = false;
            root.editedIndex = index;
            root.showEditedSoon();
        }
    }

    ExactWheel {
        view: root
        onScrolled: up => root.follows = !up && root.atEnd
    }

    T.ScrollBar.vertical: ScrollMark {
        onPressedChanged: root.follows = root.atEnd
        onPositionChanged: if (pressed)
            root.follows = root.atEnd
    }

    // What is typed while the page has the focus goes to the composer.
    Keys.onPressed: event => {
        const plain = !(event.modifiers & ~(Qt.ShiftModifier | Qt.KeypadModifier));
        if (plain && event.text.length > 0 && event.text >= " " && event.key !== Qt.Key_Delete) {
            event.accepted = true;
            root.typed(event.text);
        } else if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
            event.accepted = true;
            root.scrollPages(event.key === Qt.Key_PageUp ? -1 : 1);
        }
    }
    Keys.onUpPressed: root.scroll(-72)
    Keys.onDownPressed: root.scroll(72)

    Connections {
        target: root.chat
        function onConversationChanged() {
            root.follows = true;
            root.keepUpSoon();
        }
        function onSent() {
            root.follows = true;
            root.keepUpSoon();
        }
    }
}
