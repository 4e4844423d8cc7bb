pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A button with words, and an icon before them where `iconName` says so.
T.Button {
    id: root

    enum Kind {
        Quiet,   ///< only words, until the pointer is on it
        Framed,
        Primary, ///< the page's one accent
        Danger   ///< what cannot be undone
    }

    property int kind: TextButton.Kind.Framed
    property string iconName: ""

    readonly property color wordColor: !root.enabled ? Theme.disabled
        : root.kind === TextButton.Kind.Primary ? Theme.accentText
        : root.kind === TextButton.Kind.Danger ? Theme.error : Theme.text

    implicitHeight: Theme.controlHeight
    implicitWidth: row.implicitWidth + leftPadding + rightPadding
    leftPadding: root.iconName !== "" ? 10 : 12
    rightPadding: 12
    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    font.pixelSize: Theme.secondarySize
    font.weight: Font.Medium

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: 8

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconName !== ""
                icon: root.iconName !== "" ? root.iconName : "check"
                size: 16
                color: root.wordColor
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                font: root.font
                color: root.wordColor
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.kind === TextButton.Kind.Primary
            ? (!root.enabled ? Theme.selected : root.down ? Theme.accentPressed
                : root.hovered ? Theme.accentHovered : Theme.accent)
            : root.kind === TextButton.Kind.Quiet ? "transparent" : Theme.raised
        border.width: root.kind === TextButton.Kind.Framed || root.kind === TextButton.Kind.Danger ? 1 : 0
        border.color: root.kind === TextButton.Kind.Danger ? Theme.errorLine : Theme.fieldLine

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            visible: root.kind !== TextButton.Kind.Primary
            color: root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"
        }
        FocusRing {
            shown: root.visualFocus
        }
    }
}
