import QtQuick
import Altiplano

/// A line across an answer.
Item {
    required property BlockView block

    implicitHeight: 9
    Accessible.role: Accessible.Separator

    Rectangle {
        y: 4
        width: parent.width
        height: 1
        color: Theme.line
    }
}
