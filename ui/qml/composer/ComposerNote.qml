import QtQuick
import Altiplano

/// A line above the composer: something to know about the conversation, or why a message cannot be sent now.
Item {
    id: root

    required property string text
    required property bool warns

    implicitHeight: label.implicitHeight + 16

    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Icon {
        x: 4
        y: 7
        icon: root.warns ? "warning" : "info"
        size: 16
        color: root.warns ? Theme.warning : Theme.secondary
    }
    Label {
        id: label
        x: 28
        y: 7
        width: parent.width - 32
        text: root.text
        color: root.warns ? Theme.warning : Theme.secondary
        font.pixelSize: Theme.secondarySize
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
}
