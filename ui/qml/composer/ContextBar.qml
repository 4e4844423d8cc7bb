import QtQuick
import Altiplano

/// How much of the context is used.
Row {
    id: root

    required property int used
    required property int length

    function figure(count: int): string {
        return Number(count).toLocaleString(Qt.locale(), "f", 0);
    }

    readonly property bool nearlyFull: root.used > root.length * 0.9

    spacing: 10
    Accessible.role: Accessible.StaticText
    Accessible.name: (root.nearlyFull ? qsTr("Context: %1, nearly full") : qsTr("Context: %1")).arg(words.text)

    Progress {
        anchors.verticalCenter: parent.verticalCenter
        width: 48
        fraction: root.length > 0 ? root.used / root.length : 0
        fill: root.nearlyFull ? Theme.warning : Theme.barFill
    }
    Label {
        id: words
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("%1 of %2 tokens").arg(root.figure(root.used)).arg(root.figure(root.length))
        color: root.nearlyFull ? Theme.warning : Theme.secondary
        font.pixelSize: Theme.captionSize
        Accessible.ignored: true
    }
}
