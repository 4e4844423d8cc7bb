pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Altiplano
import "Sentence.js" as Sentence

/// What went wrong, in place: what, why or what to do, and buttons that lead out.
Rectangle {
    id: root

    required property string what
    required property string hint
    /// Empty for no button of its own.
    property string action: ""
    property bool closable: false

    signal actionRequested
    signal diagnosticsRequested
    signal closed

    readonly property string sentence: Sentence.of(root.what)

    implicitHeight: rows.implicitHeight + 32
    radius: Theme.radiusCard
    color: Theme.errorGround
    border.width: 1
    border.color: Theme.errorLine

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.hint === "" ? root.sentence : root.sentence + ". " + root.hint

    Icon {
        x: 16
        y: 17
        icon: "warning"
        color: Theme.error
        size: 20
    }

    ColumnLayout {
        id: rows
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.leftMargin: 48
        anchors.rightMargin: root.closable ? 48 : 16
        anchors.topMargin: 16
        spacing: 2

        Label {
            Layout.fillWidth: true
            text: root.sentence
            font.pixelSize: Theme.bodySize
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Label {
            Layout.fillWidth: true
            visible: root.hint !== ""
            text: root.hint
            font.pixelSize: Theme.menuSize
            wrapMode: Text.Wrap
        }
        Flow {
            Layout.fillWidth: true
            Layout.topMargin: 10
            spacing: 8

            TextButton {
                visible: root.action !== ""
                text: root.action
                onClicked: root.actionRequested()
            }
            TextButton {
                text: qsTr("Copy diagnostics")
                kind: root.action === "" ? TextButton.Kind.Framed : TextButton.Kind.Quiet
                onClicked: root.diagnosticsRequested()
            }
        }
    }

    IconButton {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 10
        visible: root.closable
        iconName: "x"
        text: qsTr("Close")
        onClicked: root.closed()
    }
}
