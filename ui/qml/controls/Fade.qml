import QtQuick
import Altiplano

/// The lower edge of a view that scrolls, on a plain ground: what goes on below it fades out there.
Rectangle {
    id: root

    required property Flickable view
    property color ground: Theme.background

    x: root.view.x
    y: root.view.y + root.view.height - height
    width: root.view.width
    height: 20
    visible: root.view.visible && !root.view.atYEnd
    gradient: Gradient {
        GradientStop {
            position: 0
            color: Qt.alpha(root.ground, 0)
        }
        GradientStop {
            position: 1
            color: root.ground
        }
    }
}
