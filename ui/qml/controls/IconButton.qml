import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A button that is only an icon; `text` is its accessible name and its tool tip.
T.AbstractButton {
    id: root

    required property string iconName
    property string keys: ""
    property int iconSize: 18
    property color iconColor: Theme.secondary
    property bool open: false

    implicitWidth: Theme.controlHeight
    implicitHeight: Theme.controlHeight
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            icon: root.iconName
            size: root.iconSize
            color: root.iconColor
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.down || root.open ? Theme.pressed : root.hovered && root.enabled ? Theme.hovered : "transparent"

        FocusRing {
            shown: root.visualFocus
        }
    }

    Tip {
        text: root.text
        keys: root.keys
        visible: root.text !== "" && root.hovered && !root.down && !root.open || root.visualFocus && !root.open
    }
}
