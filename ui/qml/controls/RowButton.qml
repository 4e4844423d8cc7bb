pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A row of the side bar or of a menu: icon, words, and a key at the right.
T.AbstractButton {
    id: root

    property string iconName: ""
    property string keys: ""
    property bool keysShown: true
    property color wordColor: Theme.text

    implicitHeight: Theme.fieldHeight
    implicitWidth: 16 + (root.iconName !== "" ? 28 : 0) + words.implicitWidth
        + (root.keysShown && root.keys !== "" ? keyLabel.implicitWidth + 24 : 0) + 12
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    font.pixelSize: Theme.menuSize
    font.weight: Font.Medium

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            id: picture
            x: 10
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            icon: root.iconName !== "" ? root.iconName : "check"
            color: root.wordColor
        }
        Label {
            id: words
            anchors.left: parent.left
            anchors.leftMargin: root.iconName !== "" ? 38 : 12
            anchors.right: keyLabel.visible ? keyLabel.left : parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            font: root.font
            color: root.enabled ? root.wordColor : Theme.disabled
            elide: Text.ElideRight
        }
        Label {
            id: keyLabel
            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            visible: root.keys !== "" && root.keysShown
            text: root.keys
            color: Theme.secondary
            font.pixelSize: Theme.captionSize
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"

        FocusRing {
            shown: root.visualFocus
            gap: 0
        }
    }
}
