pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// Opens the editor of what stands before this conversation.
TextButton {
    id: root

    required property ChatController chat
    readonly property bool set: root.chat.systemPrompt.trim() !== ""

    kind: TextButton.Kind.Quiet
    iconName: "prompt"
    text: qsTr("System prompt")
    Accessible.name: root.set ? qsTr("System prompt, set") : qsTr("System prompt, empty")
    onClicked: editor.open()

    Rectangle {
        x: 21
        y: 7
        width: 6
        height: 6
        radius: 3
        visible: root.set
        color: Theme.accent
    }

    SystemPromptEditor {
        id: editor
        y: -height - 8
        chat: root.chat
    }
}
