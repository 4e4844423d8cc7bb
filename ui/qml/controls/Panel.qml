import QtQuick
import Altiplano

/// The ground of menus and dialogs: raised, rounded, with a shadow.
Item {
    Shadow {
        anchors.fill: parent
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusLarge
        color: Theme.raised
        border.width: 1
        border.color: Theme.dark ? Theme.fieldLine : Theme.line
    }
}
