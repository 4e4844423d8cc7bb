pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// The page beside the side bar and below the header: the conversation, or what stands there before one, and the composer.
FocusScope {
    id: root

    required property WindowController controller
    readonly property ChatController chat: root.controller.chat
    readonly property ModelMenuController models: root.controller.models
    readonly property alias composer: composer
    readonly property alias conversation: conversation

    readonly property bool empty: root.chat.messages.count === 0
    readonly property bool welcome: root.empty && root.models.known && !root.models.loaded && !root.models.loading
    readonly property bool greeting: root.empty && !root.welcome && root.models.currentBundled
    /// What the banner takes of the page's top.
    readonly property int bannerHeight: banner.visible ? banner.y + banner.height : 0
    readonly property int columnWidth: Math.min(Theme.columnWidth, width - 2 * Theme.margin)

    readonly property bool elsewhere: root.chat.busy && !root.chat.answeringHere

    onWelcomeChanged: if (!root.welcome)
        composer.forceActiveFocus(Qt.OtherFocusReason)

    /// What has no message to stand at.
    property string problemWhat: ""
    property string problemHint: ""
    property bool exportFailed: false

    signal openFileRequested
    signal exportAgainRequested
    signal formatRequested
    signal templateRequested
    signal modelMenuRequested

    WelcomePage {
        anchors.fill: parent
        anchors.topMargin: banner.visible ? banner.height + 24 : 0
        visible: root.welcome
        models: root.models
        onOpenFileRequested: root.openFileRequested()
    }

    EmptyPage {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: composer.top
        visible: root.empty && root.models.currentName !== "" && !root.greeting
        models: root.models
    }

    GreetingPage {
        id: greeting
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: banner.visible ? banner.height + 24 : 0
        anchors.bottom: note.visible ? note.top : composer.top
        visible: root.greeting
        models: root.models
        chat: root.chat
        onAsked: question => {
            root.chat.send(question);
            composer.forceActiveFocus(Qt.OtherFocusReason);
        }
        onLargerModelRequested: root.modelMenuRequested()
    }

    ConversationView {
        id: conversation
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: banner.visible ? banner.height + 16 : 0
        anchors.bottom: note.visible ? note.top : composer.top
        visible: !root.empty
        chat: root.chat
        onDiagnosticsRequested: root.controller.copyDiagnostics()
        onTyped: text => composer.type(text)
    }

    // Above the composer.
    Fade {
        view: conversation
        width: conversation.width - 12  // not over the scroll bar
    }
    Fade {
        view: greeting
        width: greeting.width - 12
    }

    ToEndButton {
        anchors.horizontalCenter: composer.horizontalCenter
        anchors.bottom: conversation.bottom
        anchors.bottomMargin: 12
        visible: conversation.visible && !conversation.atEnd
        onClicked: conversation.goToEnd()
    }

    ComposerNote {
        id: note
        anchors.bottom: composer.top
        anchors.horizontalCenter: parent.horizontalCenter
        width: root.columnWidth
        visible: composer.visible && text !== ""
        /// The model's own template is not followed: nothing more pressing is to be said.
        readonly property bool aboutFormat: !composer.refused && !root.elsewhere && root.chat.notice === ""
            && root.models.formatNotice !== ""

        text: composer.refused ? root.chat.cannotSendReason
            : root.elsewhere ? qsTr("An answer is being written in another conversation.")
            : aboutFormat ? root.models.formatNotice
            : root.chat.notice !== "" ? root.chat.notice : root.models.placingNotice
        warns: composer.refused || aboutFormat
        action: root.elsewhere ? qsTr("Stop it") : aboutFormat ? qsTr("Choose a format") : ""
        secondAction: aboutFormat ? qsTr("Show template") : ""
        onActionRequested: aboutFormat ? root.formatRequested() : root.chat.stop()
        onSecondActionRequested: root.templateRequested()
    }

    Composer {
        id: composer
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        width: root.columnWidth
        visible: !root.welcome
        focus: true
        chat: root.chat
        modelName: root.models.currentName
        onPageKey: pages => conversation.scrollPages(pages)
        onEdgeKey: toEnd => toEnd ? conversation.goToEnd() : conversation.scroll(-conversation.contentHeight)
    }

    Banner {
        id: banner
        anchors.horizontalCenter: parent.horizontalCenter
        y: 16
        width: root.welcome ? Math.min(560, root.columnWidth) : root.columnWidth
        visible: what !== ""
        closable: true
        what: root.models.problemWhat !== "" ? root.models.problemWhat : root.problemWhat
        hint: root.models.problemWhat !== "" ? root.models.problemHint : root.problemHint
        action: root.models.problemWhat !== "" && !root.welcome ? qsTr("Choose a model")
            : root.models.problemWhat === "" && root.exportFailed ? qsTr("Choose another folder") : ""
        onActionRequested: root.models.problemWhat !== "" ? root.modelMenuRequested() : root.exportAgainRequested()
        onDiagnosticsRequested: root.controller.copyDiagnostics()
        onClosed: {
            if (root.models.problemWhat !== "")
                root.models.clearProblem();
            else
                root.problemWhat = "";
        }
    }

    Connections {
        target: root.chat
        function onProblem(what: string, hint: string) {
            root.exportFailed = false;
            root.problemWhat = what;
            root.problemHint = hint;
        }
        function onConversationChanged() {
            root.problemWhat = "";
        }
    }
    Connections {
        target: root.controller.exporter
        function onFailed(what: string, hint: string) {
            root.exportFailed = true;
            root.problemWhat = what;
            root.problemHint = hint;
        }
    }
}
