pragma ComponentBehavior: Bound
import QtQuick

/// Makes its one child while `active`. What Loader is for; but Qt 6.4's makes no bound component.
Repeater {
    id: root

    property bool active: true
    readonly property Item item: root.count > 0 ? root.itemAt(0) : null

    model: root.active ? 1 : 0
}
