import QtQuick
import Altiplano

/// Copies, and says for two seconds that it did.
IconButton {
    id: root

    implicitWidth: 28
    implicitHeight: 28
    iconSize: 16
    iconName: copied.running ? "check" : "copy"
    text: copied.running ? qsTr("Copied") : qsTr("Copy")
    onClicked: copied.restart()

    Timer {
        id: copied
        interval: 2000
    }
}
