pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A question that is asked with one click.
T.AbstractButton {
    id: root

    implicitHeight: Math.max(Theme.buttonHeight, words.implicitHeight + 16)
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: qsTr("Asks this")

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Label {
            id: words
            anchors.left: parent.left
            anchors.leftMargin: 16
            anchors.right: arrow.left
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            font.pixelSize: Theme.menuSize
            color: root.enabled ? Theme.text : Theme.secondary
            wrapMode: Text.Wrap
        }
        Icon {
            id: arrow
            anchors.right: parent.right
            anchors.rightMargin: 14
            anchors.verticalCenter: parent.verticalCenter
            icon: "chevron-right"
            size: 16
        }
    }

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.raised
        border.width: 1
        border.color: Theme.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"
        }
        FocusRing {
            shown: root.visualFocus
        }
    }
}
