pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// The soft shadow under a menu or dialog: twelve rectangles, each 2 px wider than the one above it.
Item {
    id: root

    property real radius: Theme.radiusLarge

    Repeater {
        model: 12

        Rectangle {
            required property int index
            x: -index * 2
            y: 6 - index * 2
            width: root.width + index * 4
            height: root.height + index * 4
            radius: root.radius + index * 2
            color: Theme.shadow
        }
    }
}
