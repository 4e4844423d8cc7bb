// Components are not bound here: what dims the page is made outside its context.
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A dialog in the middle of the window, the page dimmed behind it. Esc and a click beside it close it.
T.Popup {
    id: root

    property string title: ""

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    margins: 24
    padding: Theme.margin
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.calm
            easing.type: Easing.OutQuad
        }
    }
    // No exit: while it fades, a popup blocks the window's shortcuts and holds the focus, so that keys would be lost.

    background: Panel {
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title
    }

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
        Behavior on opacity {
            NumberAnimation {
                duration: Theme.quick
            }
        }
    }
}
