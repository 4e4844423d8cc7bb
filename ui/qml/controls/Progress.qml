import QtQuick
import Altiplano

/// A bar that fills; what it counts always stands beside it in figures.
Rectangle {
    id: root

    property real fraction: 0
    property color fill: Theme.barFill

    implicitWidth: 160
    implicitHeight: 4
    radius: height / 2
    color: Theme.barTrack
    Accessible.ignored: true

    Rectangle {
        width: root.fraction <= 0 ? 0 : Math.max(root.height, root.width * Math.min(1, root.fraction))
        height: root.height
        radius: root.radius
        color: root.fill
    }
}
