pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// Where one writes: grows to ten lines; the system prompt, the context's use and the send button stand below the text.
FocusScope {
    id: root

    required property ChatController chat
    required property string modelName

    readonly property bool blank: area.text.trim() === ""
    readonly property bool answering: root.chat.answeringHere
    readonly property alias text: area.text
    /// Enter was pressed although nothing can be sent now: the reason is worth showing.
    property bool refused: false

    signal pageKey(pages: real)
    signal edgeKey(toEnd: bool)

    implicitHeight: 12 + view.height + 8 + 36 + 8

    function type(text: string): void {
        area.forceActiveFocus(Qt.OtherFocusReason);
        area.insert(area.cursorPosition, text);
    }

    function fill(text: string): void {
        area.text = text;
        area.cursorPosition = area.length;
        area.forceActiveFocus(Qt.OtherFocusReason);
    }

    function submit(): void {
        if (root.blank)
            return;
        root.refused = !root.chat.canSend;
        if (!root.refused)
            root.chat.send(area.text);
    }

    Connections {
        target: root.chat
        function onSent() {
            area.clear();
        }
        function onCanSendChanged() {
            root.refused = false;
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusLarge
        color: Theme.raised
        border.width: 1
        border.color: area.activeFocus ? Theme.secondary : Theme.fieldLine

        HoverHandler {
            cursorShape: Qt.IBeamCursor
        }
        TapHandler {
            onTapped: area.forceActiveFocus(Qt.MouseFocusReason)
        }
    }

    Flickable {
        id: view
        x: 1
        y: 8
        width: parent.width - 2
        height: Math.min(Math.max(area.implicitHeight, 32), 10 * Theme.bodyLine + 8)
        contentWidth: width
        contentHeight: area.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        T.TextArea.flickable: T.TextArea {
            id: area
            focus: true
            leftPadding: 15
            rightPadding: 15
            topPadding: 2
            bottomPadding: 6
            implicitHeight: contentHeight + topPadding + bottomPadding
            color: Theme.text
            placeholderText: root.answering ? qsTr("Write the next message")
                : root.modelName === "" ? qsTr("Write a message") : qsTr("Message %1").arg(root.modelName)
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: Theme.bodySize
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            activeFocusOnTab: true
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("Message")
            Accessible.multiLine: true

            onTextChanged: root.refused = false

            Keys.priority: Keys.BeforeItem
            Keys.onPressed: event => {
                const oneLine = area.lineCount <= 1;
                event.accepted = true;
                if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && !(event.modifiers & Qt.ShiftModifier))
                    root.submit();
                else if (event.key === Qt.Key_Tab && event.modifiers === Qt.NoModifier)
                    area.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
                else if (event.key === Qt.Key_Backtab)
                    area.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason);
                else if (event.key === Qt.Key_PageUp)
                    root.pageKey(-1);
                else if (event.key === Qt.Key_PageDown)
                    root.pageKey(1);
                else if (event.key === Qt.Key_Home && (event.modifiers & Qt.ControlModifier) && oneLine)
                    root.edgeKey(false);
                else if (event.key === Qt.Key_End && (event.modifiers & Qt.ControlModifier) && oneLine)
                    root.edgeKey(true);
                else
                    event.accepted = false;
            }

            TextMenu {
                field: area
            }
            Hint {
                field: area
                lineHeight: Theme.bodyLine
            }
        }

        T.ScrollBar.vertical: ScrollMark {}

        ExactWheel {
            view: view
            enabled: view.contentHeight > view.height
        }
    }

    LineSpacing {
        document: area.textDocument
        pixels: Theme.bodyLine
    }

    SystemPromptButton {
        id: systemPrompt
        anchors.left: parent.left
        anchors.leftMargin: 8
        anchors.verticalCenter: send.verticalCenter
        chat: root.chat
    }

    ContextBar {
        anchors.right: send.left
        anchors.rightMargin: 12
        anchors.verticalCenter: send.verticalCenter
        visible: root.chat.contextLength > 0 && x > systemPrompt.x + systemPrompt.width + 8
        used: root.chat.contextUsed
        length: root.chat.contextLength
    }

    SendButton {
        id: send
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 8
        stops: root.answering
        ready: !root.blank && root.chat.canSend
        onClicked: {
            if (root.answering)
                root.chat.stop();
            else
                root.submit();
        }
    }
}
