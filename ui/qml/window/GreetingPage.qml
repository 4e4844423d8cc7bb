pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// An empty conversation with the model that comes with the program: what it is, what to ask it, and what there is
/// beyond it.
Flickable {
    id: root

    required property ModelMenuController models
    required property ChatController chat

    /// Cria was taught in English alone, so these are not translated.
    readonly property var questions: ["What can you do?", "How do I get a bigger model?", "Does anything leave my computer?"]

    signal asked(question: string)
    signal largerModelRequested

    contentWidth: width
    contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.margin)
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    clip: interactive

    FocusInSight {
        view: root
    }
    T.ScrollBar.vertical: ScrollMark {}
    ExactWheel {
        view: root
        enabled: root.interactive
    }

    Column {
        id: column
        width: Math.min(560, root.width - 2 * Theme.margin)
        x: Math.round((root.width - width) / 2)
        y: Math.max(Theme.margin, Math.round((root.contentHeight - implicitHeight) * 0.42))
        spacing: 8

        Icon {
            x: -4  // the glyph, not its box, meets the text's edge
            icon: "logo"
            size: 44
            color: Theme.accent
            visible: root.height >= 520
        }
        Label {
            width: parent.width
            text: qsTr("Hello, I am Cria")
            font.pixelSize: 28
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: qsTr("A very small LLaMA that comes with Altiplano. I know a little about this program and about LLaMA, I am often wrong, and I speak English only. Nothing you write leaves this computer.")
            color: Theme.secondary
            font.pixelSize: Theme.bodySize
            wrapMode: Text.Wrap
        }
        Item {
            width: 1
            height: 4
        }

        Repeater {
            model: root.questions

            QuestionButton {
                required property string modelData
                width: column.width
                text: modelData
                enabled: root.chat.canSend
                onClicked: root.asked(modelData)
            }
        }
        Item {
            width: 1
            height: 4
        }
        LargerModelCard {
            width: column.width
            models: root.models
            onClicked: root.largerModelRequested()
        }
    }
}
