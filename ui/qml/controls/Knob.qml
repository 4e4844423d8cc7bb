import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A slider: a 4 px track and a 16 px knob.
T.Slider {
    id: root

    implicitWidth: 150
    implicitHeight: Theme.controlHeight
    leftPadding: 0
    rightPadding: 0
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.Slider

    background: Rectangle {
        x: 0
        y: Math.round((root.height - height) / 2)
        width: root.width
        height: 4
        radius: 2
        color: Theme.barTrack

        Rectangle {
            width: root.handle.x + root.handle.width / 2
            height: parent.height
            radius: 2
            color: Theme.barFill
        }
    }

    handle: Rectangle {
        x: root.visualPosition * (root.width - width)
        y: Math.round((root.height - height) / 2)
        width: 16
        height: 16
        radius: 8
        color: root.pressed ? Theme.selected : Theme.raised
        border.width: 2
        border.color: root.hovered || root.pressed ? Theme.text : Theme.barFill

        FocusRing {
            controlRadius: 8
            shown: root.visualFocus
        }
    }
}
