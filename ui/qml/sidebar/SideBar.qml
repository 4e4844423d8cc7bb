import QtQuick
import Altiplano

/// The side bar: a new conversation, search, the conversations, settings.
Rectangle {
    id: root

    required property ConversationListController conversations

    signal newRequested
    signal opened(conversationId: string)
    signal removeRequested(conversationId: string, title: string)
    signal exportRequested(conversationId: string)
    signal settingsRequested
    signal foldRequested
    signal searchLeft

    implicitWidth: Theme.sideBarWidth
    color: Theme.surface

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Side bar")

    function search(): void {
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }

    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.line
    }

    Item {
        id: head
        x: 12
        width: parent.width - 24
        height: Theme.headerHeight

        Icon {
            x: 8
            anchors.verticalCenter: parent.verticalCenter
            icon: "logo"
            size: 22
            color: Theme.accent
        }
        Label {
            x: 38
            height: parent.height
            text: qsTr("Altiplano")
            font.pixelSize: 16
            font.weight: Font.DemiBold
        }
        IconButton {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            iconName: "sidebar"
            text: qsTr("Hide the side bar")
            keys: qsTr("Ctrl+B")
            onClicked: root.foldRequested()
        }
    }

    Column {
        id: actions
        x: 12
        y: head.height + 4
        width: parent.width - 24
        spacing: 4  // room for the ring around the search

        RowButton {
            width: parent.width
            iconName: "plus"
            text: qsTr("New chat")
            keys: qsTr("Ctrl+N")
            keysShown: hovered
            onClicked: root.newRequested()
        }
        SearchField {
            id: field
            width: parent.width
            conversations: root.conversations
            onLeaveRequested: root.searchLeft()
            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        }
    }

    ConversationList {
        id: list
        x: 12
        anchors.top: actions.bottom
        anchors.topMargin: 4
        anchors.bottom: foot.top
        width: parent.width - 12
        conversations: root.conversations
        onOpened: conversationId => root.opened(conversationId)
        onRemoveRequested: (conversationId, title) => root.removeRequested(conversationId, title)
        onExportRequested: conversationId => root.exportRequested(conversationId)
    }

    Fade {
        view: list
        width: list.width - 1  // beside the side bar's line
        ground: Theme.surface
    }
    Label {
        x: 22
        anchors.top: actions.bottom
        anchors.topMargin: 16
        width: parent.width - 44
        visible: root.conversations.ready && list.count === 0
        text: root.conversations.search !== "" ? qsTr("Nothing found for \"%1\".").arg(root.conversations.search)
            : qsTr("Conversations will be listed here.")
        color: Theme.secondary
        font.pixelSize: Theme.secondarySize
        wrapMode: Text.Wrap
    }

    Item {
        id: foot
        x: 12
        anchors.bottom: parent.bottom
        width: parent.width - 24
        height: 53

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }
        RowButton {
            y: 9
            width: parent.width
            iconName: "settings"
            text: qsTr("Settings")
            keys: qsTr("Ctrl+,")
            keysShown: hovered
            onClicked: root.settingsRequested()
        }
    }
}
