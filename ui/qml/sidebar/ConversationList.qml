pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The conversations in sections. Arrows move, Enter opens, F2 renames, Delete asks and removes, the menu key has the rest.
ListView {
    id: root

    required property ConversationListController conversations
    property string renamingId: ""
    property string menuId: ""

    /// The delegate the keyboard stands on, with the roles of ConversationListModel.
    readonly property var currentRow: root.currentItem

    signal opened(conversationId: string)
    signal removeRequested(conversationId: string, title: string)
    signal exportRequested(conversationId: string)

    model: root.conversations.list
    activeFocusOnTab: count > 0
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: -1
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversations")

    function openMenu(conversationId: string, title: string, anchor: Item): void {
        root.menuId = conversationId;
        menu.titleText = title;
        menu.popup(anchor, 0, anchor.height + 4);
    }

    function openCurrent(): void {
        if (root.currentRow)
            root.opened(root.currentRow.conversationId);
    }

    // The view gives the focus on to its current row.
    onActiveFocusChanged: if (root.activeFocus && root.currentIndex < 0)
        root.currentIndex = 0
    Keys.onReturnPressed: root.openCurrent()
    Keys.onEnterPressed: root.openCurrent()
    Keys.onPressed: event => {
        const row = root.currentRow;
        if (!row)
            return;
        event.accepted = true;
        if (event.key === Qt.Key_F2)
            root.renamingId = row.conversationId;
        else if (event.key === Qt.Key_Delete)
            root.removeRequested(row.conversationId, row.title);
        else if (event.key === Qt.Key_Menu || event.key === Qt.Key_F10 && (event.modifiers & Qt.ShiftModifier))
            root.openMenu(row.conversationId, row.title, row);
        else if (event.key === Qt.Key_Home)
            root.currentIndex = 0;
        else if (event.key === Qt.Key_End)
            root.currentIndex = root.count - 1;
        else
            event.accepted = false;
    }

    // The section's head belongs to its first row: a section.delegate cannot be a bound component.
    delegate: Column {
        id: entry

        required property int index
        required property string conversationId
        required property string title
        required property string heading
        required property bool current

        width: ListView.view.width - 12  // the scroll bar's
        Accessible.role: Accessible.ListItem
        Accessible.name: entry.title
        Accessible.selected: entry.current

        Label {
            width: parent.width
            height: 36
            leftPadding: 10
            topPadding: 8
            visible: entry.heading !== ""
            text: entry.heading
            color: Theme.secondary
            font.pixelSize: Theme.captionSize
            font.weight: Font.Medium
            Accessible.role: Accessible.Heading
        }
        ConversationRow {
            width: parent.width
            title: entry.title
            current: entry.current
            ringed: entry.activeFocus
            renaming: root.renamingId === entry.conversationId
            menuOpen: menu.visible && root.menuId === entry.conversationId
            onOpened: root.opened(entry.conversationId)
            onMenuRequested: anchor => root.openMenu(entry.conversationId, entry.title, anchor)
            onRenamed: title => root.conversations.rename(entry.conversationId, title)
            onRenameEnded: root.renamingId = ""
        }
    }

    FocusInSight {
        view: root
    }
    T.ScrollBar.vertical: ScrollMark {
        quiet: true
    }
    ExactWheel {
        view: root
    }

    MenuPanel {
        id: menu

        property string titleText: ""
        property bool renames: false

        // Not before: a menu that closes gives the focus back to where it was.
        onClosed: {
            if (menu.renames)
                root.renamingId = root.menuId;
            menu.renames = false;
        }

        title: qsTr("Conversation")

        MenuRow {
            iconName: "edit"
            text: qsTr("Rename")
            keys: qsTr("F2")
            onTriggered: menu.renames = true
        }
        MenuRow {
            iconName: "export"
            text: qsTr("Export...")
            onTriggered: root.exportRequested(root.menuId)
        }
        MenuLine {}
        MenuRow {
            iconName: "trash"
            text: qsTr("Delete...")
            keys: qsTr("Del")
            danger: true
            onTriggered: root.removeRequested(root.menuId, menu.titleText)
        }
    }
}
