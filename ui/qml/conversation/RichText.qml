import QtQuick
import Altiplano

/// Markup of our own renderer: selectable, its links open in the browser when they are clicked.
TextEdit {
    id: root

    required property string html
    property int linePixels: Theme.bodyLine

    text: "<div style=\"line-height:" + root.linePixels + "px\">" + root.html + "</div>"
    textFormat: TextEdit.RichText
    readOnly: true
    selectByMouse: true
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    color: Theme.text
    wrapMode: TextEdit.Wrap
    font.pixelSize: Theme.bodySize

    Accessible.role: Accessible.StaticText
    Accessible.readOnly: true
    Accessible.name: root.getText(0, root.length)

    onLinkActivated: link => Qt.openUrlExternally(link)

    HoverHandler {
        cursorShape: root.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
