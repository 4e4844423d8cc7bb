import QtQuick
import QtQuick.Templates as T
import Altiplano

/// Sends; while an answer is written, stops it.
T.AbstractButton {
    id: root

    required property bool stops
    required property bool ready

    readonly property bool usable: root.stops || root.ready

    text: root.stops ? qsTr("Stop") : qsTr("Send")
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
            visible: !root.stops
            icon: "send"
            color: root.ready ? Theme.accentText : Theme.secondary
        }
        Rectangle {
            anchors.centerIn: parent
            visible: root.stops
            width: 11
            height: 11
            radius: 2
            color: Theme.background
        }
    }

    background: Rectangle {
        radius: 18
        color: root.stops ? Theme.text
            : !root.ready ? Theme.selected
            : root.down ? Theme.accentPressed : root.hovered ? Theme.accentHovered : Theme.accent

        FocusRing {
            controlRadius: 18
            shown: root.visualFocus
        }
    }

    Tip {
        text: root.text
        keys: root.stops ? qsTr("Esc") : qsTr("Enter")
        visible: root.usable && root.hovered && !root.down || root.visualFocus
    }
}
