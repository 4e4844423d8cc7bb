import QtQuick
import Altiplano

/// A line above the composer: something to know about the conversation, or why a message cannot be sent now. Its buttons
/// stand beside it, or below it where that would leave it little room.
Item {
    id: root

    required property string text
    required property bool warns
    /// Empty for no button.
    property string action: ""
    property string secondAction: ""

    signal actionRequested
    signal secondActionRequested

    readonly property bool buttoned: root.action !== ""
    readonly property int room: root.width - label.x - 4
    readonly property bool stacked: root.buttoned && root.room - buttons.width - 8 < 240

    implicitHeight: !root.buttoned ? label.implicitHeight + 16
        : root.stacked ? label.implicitHeight + buttons.height + 20 : Math.max(label.implicitHeight + 16, 36)

    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Icon {
        x: 4
        anchors.verticalCenter: label.verticalCenter
        icon: root.warns ? "warning" : "info"
        size: 16
        color: root.warns ? Theme.warning : Theme.secondary
    }
    Label {
        id: label
        x: 28
        y: root.stacked ? 8 : Math.round((root.height - height) / 2)
        width: Math.min(implicitWidth, root.room - (root.buttoned && !root.stacked ? buttons.width + 8 : 0))
        text: root.text
        color: root.warns ? Theme.warning : Theme.secondary
        font.pixelSize: Theme.secondarySize
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
    Row {
        id: buttons
        x: root.stacked ? label.x - 12 : label.x + label.width + 8
        y: root.stacked ? label.y + label.height + 4 : Math.round((root.height - height) / 2)
        height: 28
        visible: root.buttoned

        TextButton {
            height: 28
            kind: TextButton.Kind.Quiet
            text: root.action
            onClicked: root.actionRequested()
        }
        TextButton {
            height: 28
            visible: text !== ""
            kind: TextButton.Kind.Quiet
            text: root.secondAction
            onClicked: root.secondActionRequested()
        }
    }
}
