import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A field for one line of text.
T.TextField {
    id: root

    property bool framed: true
    property color hintColor: Theme.secondary

    implicitHeight: Theme.fieldHeight
    implicitWidth: 160
    leftPadding: 12
    rightPadding: 12
    verticalAlignment: TextInput.AlignVCenter
    color: root.enabled ? Theme.text : Theme.disabled
    placeholderTextColor: "transparent"  // drawn below, so that it can be elided
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    font.pixelSize: Theme.menuSize
    selectByMouse: true
    activeFocusOnTab: true
    hoverEnabled: true

    Accessible.role: Accessible.EditableText
    Accessible.name: root.placeholderText

    TextMenu {
        field: root
    }
    Label {
        x: root.leftPadding
        width: root.width - root.leftPadding - root.rightPadding
        height: root.height
        visible: root.length === 0 && root.preeditText === ""
        text: root.placeholderText
        font: root.font
        color: root.hintColor
        elide: Text.ElideRight
        Accessible.ignored: true
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.framed ? Theme.raised : "transparent"
        border.width: root.framed ? 1 : 0
        border.color: root.activeFocus ? Theme.secondary : Theme.fieldLine

        FocusRing {
            shown: root.activeFocus && root.focusReason !== Qt.MouseFocusReason && root.framed
                && root.focusReason !== Qt.OtherFocusReason
        }
    }
}
