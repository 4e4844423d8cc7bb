import QtQuick
import Altiplano

/// A model of the welcome page's card, with a line above all but the first.
Item {
    id: root

    required property int index
    required property var model
    required property ModelMenuController models
    required property bool large
    property bool lined: index > 0

    implicitHeight: row.implicitHeight + (root.lined ? 9 : 0)

    Rectangle {
        x: 12
        y: 4
        width: parent.width - 24
        height: 1
        visible: root.lined
        color: Theme.line
    }
    ModelRow {
        id: row
        y: root.lined ? 9 : 0
        width: parent.width
        index: root.index
        model: root.model
        models: root.models
        large: root.large
    }
}
