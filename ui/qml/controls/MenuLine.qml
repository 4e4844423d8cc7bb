import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A line between the groups of a menu.
T.MenuSeparator {
    implicitHeight: 13
    Accessible.ignored: true

    contentItem: Item {
        Rectangle {
            x: 10
            width: parent.width - 20
            height: 1
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.line
        }
    }
}
