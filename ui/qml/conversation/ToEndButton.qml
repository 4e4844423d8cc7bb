import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The round button that leads back to the conversation's end.
T.AbstractButton {
    id: root

    text: qsTr("To the end")
    implicitWidth: 36
    implicitHeight: 36
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            icon: "chevron-down"
            color: Theme.text
        }
    }

    background: Rectangle {
        radius: 18
        color: Theme.raised
        border.width: 1
        border.color: Theme.fieldLine

        Rectangle {
            anchors.fill: parent
            radius: 18
            color: root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"
        }
        FocusRing {
            controlRadius: 18
            shown: root.visualFocus
        }
    }
}
