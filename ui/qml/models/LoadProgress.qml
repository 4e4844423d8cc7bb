import QtQml
import Altiplano

/// How far a load is, in words.
QtObject {
    id: root

    required property ModelMenuController models
    readonly property int percent: Math.floor(root.models.loadFraction * 100)
    readonly property int seconds: root.models.secondsLeft

    readonly property string text: root.models.compiling ? qsTr("Preparing the GPU's kernels, %1 %").arg(root.percent)
        : root.seconds < 0 ? qsTr("Loading, %1 %").arg(root.percent)
        : root.seconds < 100 ? qsTr("Loading, %1 %, %2 s left").arg(root.percent).arg(root.seconds)
        : qsTr("Loading, %1 %, %2 min left").arg(root.percent).arg(Math.ceil(root.seconds / 60))
}
