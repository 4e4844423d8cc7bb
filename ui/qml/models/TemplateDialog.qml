import QtQuick
import Altiplano

/// A chat template that cannot be followed, to be read: whole, and as plain text.
DialogPanel {
    id: root

    required property ModelMenuController models

    title: qsTr("Chat template")
    width: Math.min(760, parent ? parent.width - 48 : 760)
    height: Math.min(640, parent ? parent.height - 48 : 640)
    onOpened: words.area.forceActiveFocus(Qt.PopupFocusReason)

    contentItem: Item {
        Label {
            id: head
            width: parent.width
            text: root.title
            font.pixelSize: 18
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        Label {
            id: why
            anchors.top: head.bottom
            anchors.topMargin: 8
            width: parent.width
            text: root.models.formatNotice
            color: Theme.secondary
            wrapMode: Text.Wrap
        }
        MultiLine {
            id: words
            anchors.top: why.bottom
            anchors.topMargin: 16
            anchors.bottom: buttons.top
            anchors.bottomMargin: 16
            width: parent.width
            color: Theme.surface
            name: root.title
            text: root.models.formatTemplate
            readOnly: true
            font.family: Theme.codeFamily
            fontSize: Theme.codeSize
            lineHeight: Theme.codeLine
            Keys.onPressed: event => {
                event.accepted = event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown;
                if (event.accepted)
                    words.scrollPages(event.key === Qt.Key_PageUp ? -1 : 1);
            }
        }
        Row {
            id: buttons
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            spacing: 8

            TextButton {
                height: Theme.fieldHeight
                iconName: copied.running ? "check" : "copy"
                text: copied.running ? qsTr("Copied") : qsTr("Copy")
                Accessible.name: qsTr("Copy the template")
                onClicked: {
                    root.models.copyFormatTemplate();
                    copied.restart();
                }

                Timer {
                    id: copied
                    interval: 2000
                }
            }
            TextButton {
                height: Theme.fieldHeight
                text: qsTr("Close")
                onClicked: root.close()
            }
        }
    }
}
