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
