pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// An entry of a MenuPanel.
T.MenuItem {
    id: root

    property string iconName: ""
    property string keys: ""
    property bool danger: false

    readonly property color wordColor: !root.enabled ? Theme.disabled : root.danger ? Theme.error : Theme.text

    implicitHeight: Theme.fieldHeight
    implicitWidth: 38 + words.implicitWidth + (root.keys !== "" ? keyLabel.implicitWidth + 32 : 0) + 16
    hoverEnabled: true
    font.pixelSize: Theme.menuSize

    Accessible.role: Accessible.MenuItem
    Accessible.name: root.text

    contentItem: Item {
        Icon {
            x: 10
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            icon: root.iconName !== "" ? root.iconName : "check"
            size: 18
            color: root.danger && root.enabled ? Theme.error : root.enabled ? Theme.secondary : Theme.disabled
        }
        Label {
            id: words
            x: 38
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            font: root.font
            color: root.wordColor
        }
        Label {
            id: keyLabel
            anchors.right: parent.right
            anchors.rightMargin: 10
            anchors.verticalCenter: parent.verticalCenter
            visible: root.keys !== ""
            text: root.keys
            color: Theme.secondary
            font.pixelSize: Theme.captionSize
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.down ? Theme.pressed : root.highlighted ? Theme.hovered : "transparent"
    }
}
