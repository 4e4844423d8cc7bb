import QtQuick
import Altiplano

/// The bar above the page: the model, how fast it answers, and what else can be done with the conversation.
Item {
    id: root

    required property WindowController controller
    required property bool sideBarShown

    readonly property ChatController chat: root.controller.chat
    readonly property ModelMenuController models: root.controller.models
    readonly property alias modelButton: modelButton
    readonly property alias overflow: overflow

    signal sideBarRequested
    signal newRequested
    signal openFileRequested
    signal exportRequested(format: int)
    signal removeRequested
    signal settingsRequested
    signal aboutRequested

    implicitHeight: Theme.headerHeight

    Row {
        id: left
        x: root.sideBarShown ? 12 : 10
        height: parent.height
        spacing: 4

        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            width: 36
            height: 36
            visible: !root.sideBarShown
            iconName: "sidebar"
            text: qsTr("Show the side bar")
            keys: qsTr("Ctrl+B")
            onClicked: root.sideBarRequested()
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            width: 36
            height: 36
            visible: !root.sideBarShown
            iconName: "plus"
            text: qsTr("New chat")
            keys: qsTr("Ctrl+N")
            onClicked: root.newRequested()
        }
        ModelButton {
            id: modelButton
            anchors.verticalCenter: parent.verticalCenter
            models: root.models
            onOpenFileRequested: root.openFileRequested()
        }
    }

    Label {
        anchors.right: more.left
        anchors.rightMargin: 8
        height: parent.height
        visible: root.chat.tokensPerSecond > 0 && x > left.x + left.width + 8
        text: qsTr("%1 tok/s").arg(Number(root.chat.tokensPerSecond).toLocaleString(Qt.locale(), "f",
            root.chat.tokensPerSecond < 10 ? 1 : 0))
        color: Theme.secondary
        font.pixelSize: Theme.secondarySize
        Accessible.name: qsTr("Speed: %1").arg(text)
    }

    IconButton {
        id: more
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        width: 36
        height: 36
        iconName: "more"
        text: qsTr("More")
        open: overflow.visible
        onClicked: overflow.visible ? overflow.close() : overflow.open()

        MenuPanel {
            id: overflow
            y: more.height + 4
            x: more.width - width
            title: qsTr("More")

            MenuRow {
                iconName: "export"
                text: qsTr("Export as Markdown...")
                keys: qsTr("Ctrl+E")
                enabled: root.chat.conversationId !== ""
                onTriggered: root.exportRequested(ExportController.Markdown)
            }
            MenuRow {
                iconName: "export"
                text: qsTr("Export as JSON...")
                enabled: root.chat.conversationId !== ""
                onTriggered: root.exportRequested(ExportController.Json)
            }
            MenuLine {}
            MenuRow {
                iconName: "clipboard"
                text: qsTr("Copy diagnostics")
                onTriggered: root.controller.copyDiagnostics()
            }
            MenuRow {
                iconName: "settings"
                text: qsTr("Settings")
                keys: qsTr("Ctrl+,")
                onTriggered: root.settingsRequested()
            }
            MenuRow {
                iconName: "info"
                text: qsTr("About Altiplano")
                onTriggered: root.aboutRequested()
            }
            MenuLine {}
            MenuRow {
                iconName: "trash"
                text: qsTr("Delete...")
                danger: true
                enabled: root.chat.conversationId !== ""
                onTriggered: root.removeRequested()
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width * root.models.loadFraction
        height: 2
        visible: root.models.loading
        color: Theme.accent
    }
}
