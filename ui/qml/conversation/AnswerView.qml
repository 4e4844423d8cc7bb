pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// An answer: its blocks on the plain page, what became of it, and its buttons.
Item {
    id: root

    required property string messageId
    required property BlockListModel blocks
    required property int messageState
    required property int siblingNumber
    required property int siblingCount
    required property string caption
    required property string problemWhat
    required property string problemHint
    required property bool newest
    required property ChatController chat

    signal diagnosticsRequested

    readonly property bool underWay: root.messageState === MessageListModel.Waiting
        || root.messageState === MessageListModel.Reading || root.messageState === MessageListModel.Answering
    readonly property bool ended: !root.underWay
    readonly property bool empty: blockItems.count === 0
    readonly property bool hasNote: root.messageState === MessageListModel.Stopped
        || root.messageState === MessageListModel.Limit || root.messageState === MessageListModel.Unfinished

    /// From a block to the next one, or the one before, with a text.
    function moveCaret(from: int, down: bool): void {
        const step = down ? 1 : -1;
        for (let i = from + step; i >= 0 && i < blockItems.count; i += step)
            if ((blockItems.itemAt(i) as BlockView).enter(down))
                return;
    }

    implicitHeight: column.implicitHeight + (root.underWay ? 28 : 12)

    HoverHandler {
        id: hover
    }

    Column {
        id: column
        width: root.width

        Repeater {
            id: blockItems
            model: root.blocks

            BlockView {
                width: column.width
                previous: index > 0 ? blockItems.itemAt(index - 1) as BlockView : null
                streaming: root.messageState === MessageListModel.Answering && index === blockItems.count - 1
                onCopyRequested: text => root.chat.copyText(text)
                onCaretLeft: down => root.moveCaret(index, down)
            }
        }

        ReadingView {
            visible: root.underWay && root.empty
            reading: root.messageState === MessageListModel.Reading
            compiling: root.chat.compiling
            fraction: root.chat.promptFraction
        }

        AnswerNote {
            width: column.width
            topPadding: root.empty ? 0 : 12
            visible: root.hasNote
            messageState: root.messageState
            continuable: root.newest
            enabled: root.chat.canSend
            onContinueRequested: root.chat.continueAnswer(root.messageId)
        }

        Item {
            width: column.width
            visible: root.messageState === MessageListModel.Failed || root.problemWhat !== ""
            implicitHeight: card.implicitHeight + (root.empty ? 0 : 16)

            Banner {
                id: card
                y: root.empty ? 0 : 16
                width: parent.width
                what: root.problemWhat
                hint: root.problemHint
                action: root.messageState === MessageListModel.Failed ? qsTr("Try again") : ""
                onActionRequested: root.chat.retry(root.messageId)
                onDiagnosticsRequested: root.diagnosticsRequested()
            }
        }

        Item {
            width: column.width
            height: 8
            visible: root.ended
        }

        Row {
            x: -7
            height: 28
            visible: root.ended
            opacity: root.newest || hover.hovered || copy.activeFocus || again.activeFocus || stepper.focused ? 1 : 0

            Behavior on opacity {
                NumberAnimation {
                    duration: Theme.quick
                }
            }

            CopyButton {
                id: copy
                visible: !root.empty
                onClicked: root.chat.copyMessage(root.messageId)
            }
            IconButton {
                id: again
                width: 28
                height: 28
                iconSize: 16
                iconName: "retry"
                text: qsTr("Answer again")
                keys: root.newest ? qsTr("Ctrl+R") : ""
                enabled: root.chat.canSend
                onClicked: root.chat.regenerate(root.messageId)
            }
            SiblingStepper {
                id: stepper
                readonly property bool focused: activeFocus
                number: root.siblingNumber
                count: root.siblingCount
                onStepRequested: step => root.chat.showSibling(root.messageId, step)
            }
            Item {
                width: 12
                height: 28
            }
            Label {
                height: 28
                width: Math.min(implicitWidth, root.width - x)
                text: root.caption
                color: Theme.secondary
                font.pixelSize: Theme.captionSize
                elide: Text.ElideRight
            }
        }
    }
}
