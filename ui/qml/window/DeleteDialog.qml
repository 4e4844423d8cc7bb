import QtQuick
import Altiplano

/// Asks before a conversation is removed.
DialogPanel {
    id: root

    property string conversationId: ""
    property string conversationTitle: ""

    signal confirmed(conversationId: string)

    function ask(conversationId: string, conversationTitle: string): void {
        root.conversationId = conversationId;
        root.conversationTitle = conversationTitle;
        root.open();
    }

    title: qsTr("Delete the conversation?")
    width: 420
    height: column.implicitHeight + 2 * padding
    onOpened: cancel.forceActiveFocus(Qt.PopupFocusReason)

    contentItem: Item {
        Column {
            id: column
            width: parent.width
            spacing: 8

            Label {
                width: parent.width
                text: root.title
                font.pixelSize: 18
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                text: qsTr("\"%1\" is removed from this computer for good.").arg(root.conversationTitle)
                color: Theme.secondary
                wrapMode: Text.Wrap
                maximumLineCount: 4
                elide: Text.ElideRight
            }
            Item {
                width: 1
                height: 8
            }
            Row {
                anchors.right: parent.right
                spacing: 8

                TextButton {
                    id: cancel
                    height: Theme.fieldHeight
                    text: qsTr("Cancel")
                    onClicked: root.close()
                }
                TextButton {
                    height: Theme.fieldHeight
                    text: qsTr("Delete")
                    kind: TextButton.Kind.Danger
                    onClicked: {
                        root.close();
                        root.confirmed(root.conversationId);
                    }
                }
            }
        }
    }
}
