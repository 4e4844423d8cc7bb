pragma ComponentBehavior: Bound
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

    // Where a link leads is seen before it is followed.
    onLinkHovered: link => {
        if (link !== "" && !root.address)
            root.address = addressTip.createObject(root);
        if (root.address)
            root.address.visible = link !== "";
        if (link !== "")
            root.address.text = link;
    }

    property Tip address: null
    readonly property Component addressTip: Component {
        Tip {
            x: Math.round(pointer.point.position.x - width / 2)
            y: Math.round(pointer.point.position.y) - height - 14
        }
    }

    TextMenu {
        field: root
    }
    HoverHandler {
        id: pointer
        cursorShape: root.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
