import QtQuick
import Altiplano

/// A line above the composer: something to know about the conversation, or why a message cannot be sent now.
Item {
    id: root

    required property string text
    required property bool warns
    /// Empty for no button.
    property string action: ""

    signal actionRequested

    implicitHeight: Math.max(label.implicitHeight + 16, button.visible ? 36 : 0)

    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Icon {
        x: 4
        anchors.verticalCenter: parent.verticalCenter
        icon: root.warns ? "warning" : "info"
        size: 16
        color: root.warns ? Theme.warning : Theme.secondary
    }
    Label {
        id: label
        x: 28
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, parent.width - x - (button.visible ? button.width + 12 : 4))
        text: root.text
        color: root.warns ? Theme.warning : Theme.secondary
        font.pixelSize: Theme.secondarySize
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
    TextButton {
        id: button
        anchors.left: label.right
        anchors.leftMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        height: 28
        visible: root.action !== ""
        kind: TextButton.Kind.Quiet
        text: root.action
        onClicked: root.actionRequested()
    }
}
