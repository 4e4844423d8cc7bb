import QtQuick
import Altiplano

/// A conversation before its first message.
Item {
    id: root

    required property ModelMenuController models

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Theme.margin, Math.round((parent.height - implicitHeight) * 0.42))
        width: Math.min(560, parent.width - 2 * Theme.margin)
        spacing: 8

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            icon: "logo"
            size: 44
            color: Theme.accent
        }
        Item {
            width: 1
            height: 4
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.models.loaded ? qsTr("What is on your mind?") : qsTr("%1 is being loaded").arg(root.models.currentName)
            font.pixelSize: 22
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: !root.models.loading
            text: root.models.currentDevice !== ""
                ? qsTr("%1 runs on %2.\nNothing you write leaves this computer.").arg(root.models.currentName).arg(root.models.currentDevice)
                : qsTr("Nothing you write leaves this computer.")
            color: Theme.secondary
            font.pixelSize: Theme.menuSize
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: root.models.loading
            text: loadProgress.text
            color: Theme.secondary
            font.pixelSize: Theme.menuSize
        }
        Item {
            width: 1
            height: 4
            visible: root.models.loading
        }
        Progress {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 240
            visible: root.models.loading
            fraction: root.models.loadFraction
            fill: Theme.accent
        }
    }

    LoadProgress {
        id: loadProgress
        models: root.models
    }
}
