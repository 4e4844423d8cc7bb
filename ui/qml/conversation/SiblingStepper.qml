import QtQuick
import Altiplano

/// "< 1 / 2 >": the versions of a message.
Row {
    id: root

    required property int number
    required property int count

    signal stepRequested(step: int)

    visible: root.count > 1

    IconButton {
        width: 24
        height: 28
        iconName: "chevron-left"
        iconSize: 16
        text: qsTr("Previous version")
        enabled: root.number > 1
        onClicked: root.stepRequested(-1)
    }
    Label {
        height: 28
        text: qsTr("%1 / %2").arg(root.number).arg(root.count)
        color: Theme.secondary
        font.pixelSize: Theme.captionSize
        Accessible.name: qsTr("Version %1 of %2").arg(root.number).arg(root.count)
    }
    IconButton {
        width: 24
        height: 28
        iconName: "chevron-right"
        iconSize: 16
        text: qsTr("Next version")
        enabled: root.number < root.count
        onClicked: root.stepRequested(1)
    }
}
