pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The window: side bar, header, page; dialogs, keys and files around them.
T.ApplicationWindow {
    id: root

    required property WindowController controller

    readonly property ChatController chat: root.controller.chat
    readonly property bool narrow: root.width < 900
    /// Over the page where there is no room beside it.
    property bool overlaid: false
    readonly property bool sideBarShown: root.narrow ? root.overlaid : root.controller.settings.sideBarVisible
    readonly property bool dialogOpen: settingsDialog.visible || templateDialog.visible || aboutDialog.visible || deleteDialog.visible

    width: 1280
    height: 800
    minimumWidth: 480
    minimumHeight: 400
    title: root.chat.title === "" ? qsTr("Altiplano") : qsTr("%1 - Altiplano").arg(root.chat.title)
    color: Theme.background
    // For Qt's own file dialog; nothing else takes its colours from here.
    palette {
        window: Theme.background
        windowText: Theme.text
        light: Theme.surface
        midlight: Theme.selected
        mid: Theme.fieldLine
        dark: Theme.secondary
        shadow: Theme.scrim
        base: Theme.raised
        text: Theme.text
        brightText: Theme.background
        placeholderText: Theme.secondary
        button: Theme.selected
        highlight: Theme.highlight
        highlightedText: Theme.text
        link: Theme.link
        // Each group for itself: one for all would overwrite another, depending on which is set last.
        active.buttonText: Theme.text
        inactive.buttonText: Theme.text
        disabled.buttonText: Theme.disabled
    }

    function toggleSideBar(): void {
        if (root.narrow)
            root.overlaid = !root.overlaid;
        else
            root.controller.settings.sideBarVisible = !root.controller.settings.sideBarVisible;
    }

    function newConversation(): void {
        root.overlaid = false;
        root.chat.newConversation();
        page.composer.forceActiveFocus(Qt.OtherFocusReason);
    }

    function askToRemove(conversationId: string, title: string): void {
        deleteDialog.ask(conversationId, title);
    }

    Binding {
        target: Theme
        property: "dark"
        value: root.controller.settings.dark
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.controller.settings.reducedMotion || page.GraphicsInfo.api === GraphicsInfo.Software
    }
    AnswerColours {
        style: root.controller.style
    }

    FocusScope {
        anchors.fill: parent
        focus: true

        Keys.onEscapePressed: event => {
            event.accepted = root.overlaid || root.chat.busy;
            if (root.overlaid)
                root.overlaid = false;
            else if (root.chat.busy)
                root.chat.stop();
        }

        Item {
            id: body
            anchors.fill: parent
            anchors.leftMargin: root.sideBarShown && !root.narrow ? sideBar.width : 0

            Header {
                id: header
                width: parent.width
                controller: root.controller
                sideBarShown: root.sideBarShown && !root.narrow
                onSideBarRequested: root.toggleSideBar()
                onNewRequested: root.newConversation()
                onOpenFileRequested: files.openModel()
                onExportRequested: format => files.exportConversation(root.chat.conversationId, format)
                onRemoveRequested: root.askToRemove(root.chat.conversationId, root.chat.title)
                onSettingsRequested: settingsDialog.open()
                onAboutRequested: aboutDialog.open()
            }
            ChatPage {
                id: page
                anchors.top: header.bottom
                anchors.bottom: parent.bottom
                width: parent.width
                focus: true
                controller: root.controller
                onOpenFileRequested: files.openModel()
                onFormatRequested: settingsDialog.openAtFormat()
                onTemplateRequested: templateDialog.open()
                onModelMenuRequested: header.modelButton.menu.open()
                onExportAgainRequested: files.exportConversation(files.exportId, files.exportFormat)
            }
        }

        Rectangle {
            anchors.fill: parent
            visible: root.narrow && root.overlaid
            color: Theme.scrim

            TapHandler {
                onTapped: root.overlaid = false
            }
            HoverHandler {}
        }

        SideBar {
            id: sideBar
            height: parent.height
            visible: root.sideBarShown
            conversations: root.controller.conversations
            onNewRequested: root.newConversation()
            onOpened: conversationId => {
                root.overlaid = false;
                root.chat.openConversation(conversationId);
                page.composer.forceActiveFocus(Qt.OtherFocusReason);
            }
            onRemoveRequested: (conversationId, title) => root.askToRemove(conversationId, title)
            onExportRequested: conversationId => files.exportConversation(conversationId, ExportController.Markdown)
            onSettingsRequested: settingsDialog.open()
            onFoldRequested: root.toggleSideBar()
            onSearchLeft: page.composer.forceActiveFocus(Qt.OtherFocusReason)
        }

        Toast {
            id: toast
            // At the page's top: at its end stand the newest answer's figures.
            anchors.horizontalCenter: body.horizontalCenter
            y: header.height + page.bannerHeight + 12
            width: Math.min(implicitWidth, body.width - 2 * Theme.margin)
        }

        DropTarget {
            anchors.fill: parent
            onFileDropped: file => root.controller.models.openFile(file)
        }
    }

    SettingsDialog {
        id: settingsDialog
        settings: root.controller.settings
        models: root.controller.models
    }
    TemplateDialog {
        id: templateDialog
        models: root.controller.models
    }
    AboutDialog {
        id: aboutDialog
    }
    DeleteDialog {
        id: deleteDialog
        onConfirmed: conversationId => root.controller.conversations.remove(conversationId)
    }
    Files {
        id: files
        controller: root.controller
    }

    Shortcuts {
        on: !root.dialogOpen
        onNewRequested: root.newConversation()
        onSearchRequested: {
            if (!root.sideBarShown)
                root.toggleSideBar();
            sideBar.search();
        }
        onExportRequested: if (root.chat.conversationId !== "")
            files.exportConversation(root.chat.conversationId, ExportController.Markdown)
        onSettingsRequested: settingsDialog.open()
        onOpenFileRequested: files.openModel()
        onAgainRequested: page.conversation.answerAgain()
        onSideBarRequested: root.toggleSideBar()
    }

    Connections {
        target: root.controller
        function onDiagnosticsCopied() {
            toast.show(qsTr("Diagnostics copied"));
        }
    }
    Connections {
        target: root.controller.exporter
        function onExported(file: url) {
            toast.show(qsTr("Exported to %1").arg(decodeURIComponent(String(file).replace(/^file:\/\//, ""))));
        }
    }
}
