import QtQuick
import Altiplano

/// Text of the window. Plain always: what others wrote never becomes markup.
Text {
    textFormat: Text.PlainText
    color: Theme.text
    font.pixelSize: Theme.menuSize
    verticalAlignment: Text.AlignVCenter
    linkColor: Theme.link
    lineHeightMode: wrapMode === Text.NoWrap ? Text.ProportionalHeight : Text.FixedHeight
    lineHeight: wrapMode === Text.NoWrap ? 1 : Theme.lineOf(font.pixelSize)

    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
