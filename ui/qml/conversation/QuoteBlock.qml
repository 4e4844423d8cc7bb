pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// A quote: lines at the left, one for each level.
Item {
    id: root

    required property BlockView block
    readonly property int level: Math.max(1, Math.min(root.block.level, 8))
    /// So many lines reach up, to meet those of a quote above.
    readonly property int joined: root.block.previous?.kind === BlockListModel.Quote ? root.block.previous.level : 0
    property alias textItem: words

    implicitHeight: words.implicitHeight

    Repeater {
        model: root.level

        Rectangle {
            required property int index
            readonly property int reach: index < root.joined ? root.block.space : 0

            x: index * 16
            y: -reach
            width: 3
            height: root.height + reach
            radius: 1.5
            color: Theme.fieldLine
        }
    }
    RichText {
        id: words
        x: root.level * 16
        width: parent.width - x
        block: root.block
        html: root.block.html
        color: Theme.secondary
    }
}
