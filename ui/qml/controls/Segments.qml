pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// One of a few, side by side. Arrow keys move the choice, as with radio buttons.
Rectangle {
    id: root

    required property list<string> choices
    property int current: 0
    property string name: ""

    signal chosen(index: int)

    implicitWidth: 248
    implicitHeight: Theme.fieldHeight
    radius: Theme.radiusControl
    color: Theme.surface

    Accessible.role: Accessible.Grouping
    Accessible.name: root.name

    function choose(index: int): void {
        const next = Math.max(0, Math.min(root.choices.length - 1, index));
        (buttons.itemAt(next) as Item)?.forceActiveFocus(Qt.TabFocusReason);
        root.chosen(next);
    }

    Row {
        anchors.fill: parent
        anchors.margins: 2

        Repeater {
            id: buttons
            model: root.choices

            // A control's own role wins over the attached one in Qt 6.4, so it is to be a radio button.
            T.RadioButton {
                id: button

                required property int index
                required property string modelData

                width: (root.width - 4) / root.choices.length
                height: root.height - 4
                text: button.modelData
                checked: root.current === button.index
                focusPolicy: button.checked ? Qt.TabFocus : Qt.NoFocus
                hoverEnabled: true
                Accessible.name: root.name + ", " + button.text
                onClicked: root.chosen(button.index)
                Keys.onLeftPressed: root.choose(button.index - 1)
                Keys.onRightPressed: root.choose(button.index + 1)

                contentItem: Label {
                    text: button.text
                    horizontalAlignment: Text.AlignHCenter
                    font.pixelSize: Theme.secondarySize
                    font.weight: Font.Medium
                    color: button.checked ? Theme.text : Theme.secondary
                    elide: Text.ElideRight
                }

                background: Rectangle {
                    radius: 6
                    color: button.checked ? (Theme.dark ? Theme.selected : Theme.raised)
                        : button.hovered ? Theme.hovered : "transparent"
                    border.width: button.checked ? 1 : 0
                    border.color: Theme.fieldLine

                    FocusRing {
                        controlRadius: 6
                        shown: button.visualFocus
                    }
                }
            }
        }
    }
}
