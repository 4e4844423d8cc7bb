import QtQuick
import Altiplano

/// The ring around what the keyboard acts on: 2 px, 2 px away. Goes into the ground of the control that it rings.
Rectangle {
    property bool shown: false
    property real controlRadius: Theme.radiusControl
    property int gap: 2

    anchors.fill: parent
    anchors.margins: -gap - 2
    radius: controlRadius + gap + 2
    color: "transparent"
    border.width: 2
    border.color: Theme.link
    visible: shown
}
