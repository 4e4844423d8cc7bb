pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// A row of the conversation: a question or an answer, in the reading column.
Item {
    id: root

    required property int index
    required property var model  // the roles of MessageListModel; Item has a `state` of its own
    required property bool last
    required property ChatController chat

    signal diagnosticsRequested
    signal edited

    readonly property int columnWidth: Math.min(Theme.columnWidth, root.width - 2 * Theme.margin)
    readonly property int columnX: Math.round((root.width - root.columnWidth) / 2)
    // The first has the page's margin above it; a header would be one more component that cannot be bound.
    readonly property int space: root.index === 0 ? Theme.margin : 0

    implicitHeight: root.space + (question.item?.implicitHeight ?? answer.item?.implicitHeight ?? 0)

    Accessible.role: Accessible.ListItem
    Accessible.name: root.model.fromUser ? qsTr("Your message") : qsTr("Answer")

    Optional {
        id: question
        active: root.model.fromUser

        QuestionView {
            x: root.columnX
            y: root.space
            width: root.columnWidth
            messageId: root.model.messageId
            text: root.model.text
            siblingNumber: root.model.siblingNumber
            siblingCount: root.model.siblingCount
            problemWhat: root.model.problemWhat
            problemHint: root.model.problemHint
            unanswered: root.last && !root.chat.answeringHere
            chat: root.chat
            onDiagnosticsRequested: root.diagnosticsRequested()
            onEdited: root.edited()
        }
    }
    Optional {
        id: answer
        active: !root.model.fromUser

        AnswerView {
            x: root.columnX
            y: root.space
            width: root.columnWidth
            messageId: root.model.messageId
            blocks: root.model.blocks
            messageState: root.model.state
            siblingNumber: root.model.siblingNumber
            siblingCount: root.model.siblingCount
            caption: root.model.caption
            problemWhat: root.model.problemWhat
            problemHint: root.model.problemHint
            newest: root.model.newestAnswer
            chat: root.chat
            onDiagnosticsRequested: root.diagnosticsRequested()
        }
    }
}
