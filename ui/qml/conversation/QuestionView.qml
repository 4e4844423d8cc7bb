pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// A message of the person: a bubble at the right, its buttons below it while the pointer or the keyboard is there.
Item {
    id: root

    required property string messageId
    required property string text
    required property int siblingNumber
    required property int siblingCount
    required property string problemWhat
    required property string problemHint
    /// The conversation ends with it, and no answer is under way.
    required property bool unanswered
    required property ChatController chat
    property bool editing: false

    signal diagnosticsRequested
    signal edited

    onEditingChanged: if (root.editing)
        root.edited()

    implicitHeight: (editor.item ? editor.item.height : bubble.height) + (card.visible ? card.height + 12 : 0)
        + (answer.visible ? 44 : 0) + 36

    HoverHandler {
        id: hover
    }

    Rectangle {
        id: bubble
        anchors.right: parent.right
        width: Math.min(words.implicitWidth + 32, Math.floor(root.width * 0.85))
        height: words.implicitHeight + 20
        radius: Theme.radiusLarge
        color: Theme.surface
        visible: !root.editing

        ReadText {
            id: words
            x: 16
            y: 8
            width: Math.floor(root.width * 0.85) - 32 < implicitWidth ? Math.floor(root.width * 0.85) - 32 : implicitWidth
            text: root.text.replace(/\s+$/, "")
            textFormat: TextEdit.PlainText
            activeFocusOnTab: true
            Accessible.name: qsTr("You: %1").arg(root.text)

            HoverHandler {
                cursorShape: Qt.IBeamCursor
            }
        }
        LineSpacing {
            document: words.textDocument
            pixels: Theme.bodyLine
        }
    }

    Optional {
        id: editor
        active: root.editing

        QuestionEditor {
            width: root.width
            text: root.text
            canSend: root.chat.canSend
            onAccepted: text => {
                root.editing = false;
                root.chat.editAndResend(root.messageId, text);
            }
            onCancelled: root.editing = false
        }
    }

    Row {
        anchors.right: parent.right
        anchors.top: bubble.bottom
        anchors.topMargin: 4
        visible: !root.editing
        opacity: hover.hovered || copy.activeFocus || edit.activeFocus || stepper.focused || root.siblingCount > 1 ? 1 : 0

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.quick
            }
        }

        CopyButton {
            id: copy
            onClicked: root.chat.copyMessage(root.messageId)
        }
        IconButton {
            id: edit
            width: 28
            height: 28
            iconSize: 16
            iconName: "edit"
            text: qsTr("Edit and send again")
            enabled: root.chat.canSend
            onClicked: root.editing = true
        }
        SiblingStepper {
            id: stepper
            readonly property bool focused: activeFocus
            number: root.siblingNumber
            count: root.siblingCount
            onStepRequested: step => root.chat.showSibling(root.messageId, step)
        }
    }

    TextButton {
        id: answer
        anchors.top: bubble.bottom
        anchors.topMargin: 40
        visible: root.unanswered && !root.editing && root.problemWhat === ""
        text: qsTr("Answer this")
        enabled: root.chat.canSend
        onClicked: root.chat.retry(root.messageId)
    }

    Banner {
        id: card
        anchors.top: bubble.bottom
        anchors.topMargin: 40
        width: root.width
        visible: root.problemWhat !== ""
        what: root.problemWhat
        hint: root.problemHint
        action: qsTr("Try again")
        onActionRequested: root.chat.retry(root.messageId)
        onDiagnosticsRequested: root.diagnosticsRequested()
    }
}
