import QtQuick
import Altiplano

/// A message being edited where it stands. Enter sends it as another version, Esc leaves it as it was.
Rectangle {
    id: root

    required property string text
    required property bool canSend

    signal accepted(text: string)
    signal cancelled

    readonly property bool ready: root.canSend && field.text.trim() !== ""

    implicitHeight: field.implicitHeight + 60
    radius: Theme.radiusLarge
    color: Theme.surface

    function accept(): void {
        if (root.ready)
            root.accepted(field.text);
    }

    Component.onCompleted: {
        field.text = root.text;
        field.area.forceActiveFocus(Qt.OtherFocusReason);
        field.area.cursorPosition = field.area.length;
    }

    MultiLine {
        id: field
        x: 12
        y: 12
        width: parent.width - 24
        implicitHeight: Math.min(Math.max(area.contentHeight, Theme.bodyLine) + 18, 10 * Theme.bodyLine + 18)
        fontSize: Theme.bodySize
        lineHeight: Theme.bodyLine
        name: qsTr("Message")

        acceptsEnter: true
        onAccepted: root.accept()
        Keys.onEscapePressed: root.cancelled()
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 10
        spacing: 8

        TextButton {
            text: qsTr("Cancel")
            kind: TextButton.Kind.Quiet
            onClicked: root.cancelled()
        }
        TextButton {
            text: qsTr("Send")
            kind: TextButton.Kind.Primary
            enabled: root.ready
            onClicked: root.accept()
        }
    }
}
