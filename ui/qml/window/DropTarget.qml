import QtQuick
import Altiplano

/// Takes a model file that is dropped anywhere on the window.
DropArea {
    id: root

    signal fileDropped(file: url)

    function fits(urls: list<url>): bool {
        return urls.length === 1 && urls[0].toString().toLowerCase().endsWith(".gguf");
    }

    keys: ["text/uri-list"]
    onEntered: drag => drag.accepted = drag.hasUrls && root.fits(drag.urls)
    onDropped: drop => {
        if (drop.hasUrls && root.fits(drop.urls))
            root.fileDropped(drop.urls[0]);
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: 8
        radius: Theme.radiusLarge
        visible: root.containsDrag
        color: Theme.accentGround
        opacity: 0.94
        border.width: 2
        border.color: Theme.accent

        Label {
            anchors.centerIn: parent
            text: qsTr("Drop the model file to load it")
            font.pixelSize: 22
            font.weight: Font.DemiBold
        }
    }
}
