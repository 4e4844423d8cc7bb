import QtQuick
import QtQuick.Templates as T
import Altiplano

/// What the model is told before the conversation.
T.Popup {
    id: root

    required property ChatController chat

    width: 440
    height: column.implicitHeight + 2 * padding
    padding: 16
    margins: 8
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent

    function keep(): void {
        root.chat.systemPrompt = field.text;
        root.close();
    }

    onAboutToShow: {
        field.text = root.chat.systemPrompt;
        field.area.cursorPosition = field.area.length;
    }
    onOpened: field.area.forceActiveFocus(Qt.OtherFocusReason)

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
            easing.type: Easing.OutQuad
        }
    }

    background: Panel {
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("System prompt")
    }

    contentItem: Item {
        Column {
            id: column
            width: parent.width
            spacing: 4

            Label {
                text: qsTr("System prompt")
                font.weight: Font.DemiBold
            }
            Label {
                width: parent.width
                text: qsTr("Stands before this conversation, from the next answer on.")
                color: Theme.secondary
                font.pixelSize: Theme.secondarySize
                wrapMode: Text.Wrap
            }
            Item {
                width: 1
                height: 4
            }
            MultiLine {
                id: field
                width: parent.width
                implicitHeight: 140
                placeholderText: qsTr("For example: answer briefly, use metric units")
                name: qsTr("System prompt")
            }
            Item {
                width: 1
                height: 4
            }
            Row {
                anchors.right: parent.right
                spacing: 8

                TextButton {
                    text: qsTr("Cancel")
                    kind: TextButton.Kind.Quiet
                    onClicked: root.close()
                }
                TextButton {
                    text: qsTr("Save")
                    kind: TextButton.Kind.Primary
                    onClicked: root.keep()
                }
            }
        }
    }
}
