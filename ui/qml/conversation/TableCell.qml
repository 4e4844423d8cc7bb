import QtQuick
import Altiplano

/// One cell of a table, with its part of the line beneath the row.
Item {
    id: root

    required property BlockView block
    required property string html
    property bool head: false
    property bool last: false
    property int alignment: Text.AlignLeft
    property int gap: 0
    property real cellWidth: 0
    property real rowHeight: wantedHeight

    property alias words: words
    property bool first: false
    readonly property real wantedWidth: words.implicitWidth
    readonly property real wantedHeight: words.implicitHeight + 16

    implicitWidth: root.cellWidth + root.gap
    implicitHeight: Math.max(root.rowHeight, root.wantedHeight)

    Accessible.role: root.head ? Accessible.ColumnHeader : Accessible.Cell

    RichText {
        id: words
        y: 6
        width: root.cellWidth
        block: root.block
        html: root.html
        firstOfBlock: root.first
        linePixels: 20
        font.pixelSize: Theme.menuSize
        font.weight: root.head ? Font.DemiBold : Font.Normal
        horizontalAlignment: root.alignment
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        visible: !root.last
        color: root.head ? Theme.fieldLine : Theme.line
    }
}
