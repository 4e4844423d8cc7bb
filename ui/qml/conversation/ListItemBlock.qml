import QtQuick
import Altiplano

/// An item of a list: a dot, a number or a box to tick, and its text.
Item {
    id: root

    required property BlockView block
    readonly property string marker: root.block.marker
    readonly property int level: Math.max(1, Math.min(root.block.level, 12))
    property alias textItem: words

    readonly property bool dot: root.marker === "•"
    readonly property bool box: root.marker === "☐" || root.marker === "☑"

    implicitHeight: words.implicitHeight

    Rectangle {
        x: (root.level - 1) * 24 + 6
        y: 12
        width: 5
        height: 5
        radius: 2.5
        visible: root.dot
        color: root.level % 2 === 1 ? Theme.secondary : "transparent"
        border.width: 1
        border.color: Theme.secondary
    }
    Rectangle {
        x: (root.level - 1) * 24 + 2
        y: 7
        width: 15
        height: 15
        radius: 4
        visible: root.box
        color: "transparent"
        border.width: 1
        border.color: Theme.secondary

        Icon {
            anchors.centerIn: parent
            visible: root.marker === "☑"
            icon: "check"
            size: 13
        }
    }
    Label {
        id: number
        anchors.right: words.left
        anchors.rightMargin: 8
        y: 2  // TextEdit puts a line's spare height above, Text in the middle
        height: Theme.bodyLine
        visible: !root.dot && !root.box && root.marker !== ""
        text: root.marker
        font.pixelSize: Theme.bodySize
        color: Theme.secondary
    }
    RichText {
        id: words
        x: Math.max(root.level * 24, number.visible ? (root.level - 1) * 24 + number.implicitWidth + 8 : 0)
        width: parent.width - x
        block: root.block
        html: root.block.html
    }
}
