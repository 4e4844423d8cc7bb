import QtQuick
import Altiplano

/// Where the keyboard stands in a text that is only read: Qt draws a caret in what can be written alone.
Rectangle {
    width: 2
    color: Theme.link
    visible: (parent as TextEdit)?.cursorVisible ?? false
}
