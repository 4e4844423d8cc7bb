import QtQuick

/// The window's keys.
Item {
    id: root

    /// False while a dialog is open.
    property bool on: true

    signal newRequested
    signal searchRequested
    signal exportRequested
    signal settingsRequested
    signal openFileRequested
    signal againRequested
    signal sideBarRequested

    Shortcut {
        sequences: ["Ctrl+N"]
        enabled: root.on
        onActivated: root.newRequested()
    }
    Shortcut {
        sequences: ["Ctrl+K"]
        enabled: root.on
        onActivated: root.searchRequested()
    }
    Shortcut {
        sequences: ["Ctrl+E"]
        enabled: root.on
        onActivated: root.exportRequested()
    }
    Shortcut {
        sequences: ["Ctrl+,"]
        enabled: root.on
        onActivated: root.settingsRequested()
    }
    Shortcut {
        sequences: ["Ctrl+O"]
        enabled: root.on
        onActivated: root.openFileRequested()
    }
    Shortcut {
        sequences: ["Ctrl+R"]
        enabled: root.on
        onActivated: root.againRequested()
    }
    Shortcut {
        sequences: ["Ctrl+B"]
        enabled: root.on
        onActivated: root.sideBarRequested()
    }
}
