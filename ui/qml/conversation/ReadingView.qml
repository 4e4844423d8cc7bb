import QtQuick
import Altiplano

/// Stands where the answer will: how much of the conversation the model has read, or what keeps it from that.
Column {
    id: root

    required property bool reading
    required property bool compiling
    required property real fraction

    spacing: 8

    Accessible.role: Accessible.ProgressBar
    Accessible.name: label.text

    Label {
        id: label
        height: Theme.bodyLine
        text: root.reading ? qsTr("Reading the conversation, %1 %").arg(Math.floor(root.fraction * 100))
            : root.compiling ? qsTr("Preparing the GPU's kernels, the first time only") : qsTr("Waiting for the model")
        color: Theme.secondary
        font.pixelSize: Theme.secondarySize
        Accessible.ignored: true
    }
    Progress {
        width: 160
        fraction: root.reading ? root.fraction : 0
        fill: Theme.accent
    }
}
