pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// Which of the four sizes this machine runs, and how fast; leads to where one is got.
T.AbstractButton {
    id: root

    required property ModelMenuController models

    text: qsTr("Get a larger model")
    implicitHeight: column.implicitHeight + 28
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Column {
            id: column
            x: 16
            y: 14
            width: parent.width - 32
            spacing: 6

            Item {
                width: parent.width
                height: 24

                Label {
                    anchors.left: parent.left
                    anchors.right: arrow.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.text
                    font.pixelSize: Theme.bodySize
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                }
                Icon {
                    id: arrow
                    anchors.right: parent.right
                    anchors.rightMargin: -2
                    anchors.verticalCenter: parent.verticalCenter
                    icon: "chevron-right"
                    size: 16
                }
            }
            Repeater {
                model: root.models.sizes

                Item {
                    id: row

                    required property var model
                    readonly property bool tooLarge: row.model.warning !== ""

                    width: column.width
                    height: Math.max(20, words.implicitHeight)

                    Label {
                        width: 44
                        height: 20
                        text: row.model.label
                        font.pixelSize: Theme.secondarySize
                        font.weight: Font.DemiBold
                        color: row.tooLarge ? Theme.secondary : Theme.text
                    }
                    Label {
                        id: words
                        x: 48
                        width: parent.width - x
                        text: row.tooLarge ? row.model.warning : row.model.speed !== "" ? row.model.speed : row.model.detail
                        font.pixelSize: Theme.secondarySize
                        color: row.tooLarge ? Theme.warning : Theme.secondary
                        wrapMode: Text.Wrap
                    }
                }
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.surface
        border.width: 1
        border.color: Theme.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"
        }
        FocusRing {
            shown: root.visualFocus
        }
    }
}
