import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A scroll bar: a thin rounded mark, darker under the pointer, gone where everything fits.
T.ScrollBar {
    id: root

    /// Shown only while it is of use.
    property bool quiet: false

    implicitWidth: root.orientation === Qt.Vertical ? 10 : 100
    implicitHeight: root.orientation === Qt.Vertical ? 100 : 10
    padding: 2
    minimumSize: 0.05
    visible: root.policy !== T.ScrollBar.AlwaysOff && root.size < 1.0
    hoverEnabled: true
    opacity: root.quiet && !root.active ? 0 : 1
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: root.pressed ? Theme.secondary : root.hovered ? Theme.barFill : Theme.fieldLine
    }
}
