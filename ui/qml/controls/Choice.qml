pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano
import "Sentence.js" as Sentence

/// A field that opens a list to choose from. Entries are maps; `textRole` names the words, an entry with `usable` false
/// can be read (with its `reason`), but not chosen.
T.ComboBox {
    id: root

    property string name: ""

    implicitWidth: 248
    implicitHeight: Theme.fieldHeight
    leftPadding: 12
    rightPadding: 34
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    font.pixelSize: Theme.secondarySize

    Accessible.role: Accessible.ComboBox
    Accessible.name: root.name

    contentItem: Label {
        text: root.displayText
        color: root.enabled ? Theme.text : Theme.secondary
        font: root.font
        elide: Text.ElideRight
    }

    indicator: Icon {
        x: root.width - width - 10
        y: (root.height - height) / 2
        icon: "chevron-down"
        size: 16
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: Theme.raised
        border.width: 1
        border.color: root.popup.visible ? Theme.secondary : Theme.fieldLine

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"
        }
        FocusRing {
            shown: root.visualFocus
        }
    }

    delegate: T.ItemDelegate {
        id: entry

        required property int index
        required property var modelData
        readonly property bool usable: entry.modelData.usable ?? true
        readonly property string reason: entry.modelData.reason ?? ""

        width: ListView.view ? ListView.view.width : 0
        implicitHeight: entry.reason === "" ? Theme.controlHeight + 4 : words.implicitHeight + 16
        text: entry.modelData[root.textRole]
        enabled: entry.usable
        hoverEnabled: true
        highlighted: root.highlightedIndex === entry.index
        Accessible.role: Accessible.ListItem
        Accessible.name: entry.reason === "" ? entry.text : entry.text + ", " + entry.reason

        contentItem: Item {
            Column {
                id: words
                x: 10
                width: parent.width - 40
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    width: parent.width
                    text: entry.text
                    color: entry.usable ? Theme.text : Theme.secondary
                    font.pixelSize: Theme.secondarySize
                    elide: Text.ElideRight
                }
                Label {
                    width: parent.width
                    visible: entry.reason !== ""
                    text: Sentence.of(entry.reason)
                    color: Theme.secondary
                    font.pixelSize: Theme.captionSize
                    wrapMode: Text.Wrap
                }
            }
            Icon {
                anchors.right: parent.right
                anchors.rightMargin: 8
                anchors.verticalCenter: parent.verticalCenter
                visible: root.currentIndex === entry.index
                icon: "check"
                size: 16
            }
        }

        background: Rectangle {
            radius: Theme.radiusControl
            color: entry.down ? Theme.pressed : entry.highlighted ? Theme.hovered : "transparent"
        }
    }

    popup: T.Popup {
        y: root.height + 4
        width: root.width
        implicitHeight: Math.min(contentItem.implicitHeight + 12, 320)
        padding: 6
        margins: 8

        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: root.delegateModel  // qmllint disable
            currentIndex: root.highlightedIndex
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: ScrollMark {}
        }
        background: Panel {}
    }
}
