pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// The menu under the right mouse button of a text: cut, copy, paste, select all. Goes into the text.
TapHandler {
    id: root

    /// A TextEdit or a TextInput.
    required property var field

    acceptedButtons: Qt.RightButton
    // The selection outlives the menu's having the focus.
    onTapped: point => {
        root.field.forceActiveFocus(Qt.MouseFocusReason);
        root.field.persistentSelection = true;
        (menu.createObject(root.field) as MenuPanel).popup(point.position.x, point.position.y);
    }

    readonly property Component menu: Component {
        MenuPanel {
            id: panel

            readonly property bool hasSelection: root.field.selectedText !== ""

            title: qsTr("Text")
            Component.onCompleted: if (root.field.readOnly) {
                panel.removeItem(cut);
                panel.removeItem(paste);
            }
            onClosed: {
                root.field.persistentSelection = false;
                panel.destroy();
            }

            MenuRow {
                id: cut
                text: qsTr("Cut")
                keys: qsTr("Ctrl+X")
                enabled: panel.hasSelection
                onTriggered: root.field.cut()
            }
            MenuRow {
                text: qsTr("Copy")
                keys: qsTr("Ctrl+C")
                iconName: "copy"
                enabled: panel.hasSelection
                onTriggered: root.field.copy()
            }
            MenuRow {
                id: paste
                text: qsTr("Paste")
                keys: qsTr("Ctrl+V")
                enabled: root.field.canPaste
                onTriggered: root.field.paste()
            }
            MenuRow {
                text: qsTr("Select all")
                keys: qsTr("Ctrl+A")
                enabled: root.field.length > 0
                onTriggered: root.field.selectAll()
            }
        }
    }
}
