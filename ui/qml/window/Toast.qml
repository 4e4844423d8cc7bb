import QtQuick
import Altiplano

/// A line that says what was done, for four seconds.
Rectangle {
    id: root

    property string words: ""

    function show(words: string): void {
        root.words = words;
        hide.restart();
    }

    implicitWidth: Math.min(label.implicitWidth + 32, 520)
    implicitHeight: 36
    radius: Theme.radiusControl
    color: Theme.text
    opacity: hide.running ? 1 : 0
    visible: opacity > 0

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.words

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.calm
            easing.type: Easing.OutQuad
        }
    }

    Label {
        id: label
        x: 16
        width: parent.width - 32
        height: parent.height
        text: root.words
        color: Theme.background
        font.pixelSize: Theme.secondarySize
        elide: Text.ElideMiddle
    }

    Timer {
        id: hide
        interval: 4000
    }
}
