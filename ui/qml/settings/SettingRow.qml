import QtQuick
import Altiplano

/// A setting: its name, why one would change it, and the control at the right.
Item {
    id: root

    required property string name
    required property string why
    property bool lined: true
    default property alias control: place.data

    implicitHeight: Math.max(64, words.implicitHeight + 20, place.childrenRect.height + 24)

    Rectangle {
        width: parent.width
        height: 1
        visible: root.lined
        color: Theme.line
    }
    Column {
        id: words
        anchors.left: parent.left
        anchors.right: place.left
        anchors.rightMargin: Theme.margin
        y: Math.round((Math.min(root.height, 64 + Math.max(0, implicitHeight - 44)) - implicitHeight) / 2)
        spacing: 2

        Label {
            width: parent.width
            text: root.name
            font.weight: Font.Medium
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            text: root.why
            color: Theme.secondary
            font.pixelSize: Theme.captionSize
            wrapMode: Text.Wrap
        }
    }
    Item {
        id: place
        anchors.right: parent.right
        y: Math.round((root.height - height) / 2)
        width: 248
        height: childrenRect.height
    }
}
