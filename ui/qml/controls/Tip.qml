pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The tool tip of an icon button: what it does and its key.
T.ToolTip {
    id: root

    property string keys: ""

    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: -height - 6
    margins: 8
    padding: 0
    leftPadding: 10
    rightPadding: 10
    implicitWidth: row.implicitWidth + leftPadding + rightPadding
    implicitHeight: 28
    delay: 500
    timeout: 8000
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent | T.Popup.CloseOnReleaseOutsideParent

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
            easing.type: Easing.OutQuad
        }
    }

    contentItem: Row {
        id: row
        spacing: 6

        Label {
            height: parent.height
            text: root.text
            color: Theme.background
            font.pixelSize: Theme.captionSize
            font.weight: Font.Medium
        }
        Label {
            height: parent.height
            visible: root.keys !== ""
            text: root.keys
            color: Theme.background
            opacity: 0.72
            font.pixelSize: Theme.captionSize
        }
    }

    background: Rectangle {
        radius: Theme.radiusToolTip
        color: Theme.text
    }
}
