pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// Markup of our own renderer: selectable, its links open in the browser when they are clicked, or when Enter is pressed
/// on them. One Tab stop an answer: from its first text the arrow keys lead on into the others.
ReadText {
    id: root

    required property BlockView block
    required property string html
    property int linePixels: Theme.bodyLine
    /// Of a block with several texts.
    property bool firstOfBlock: true

    text: "<div style=\"line-height:" + root.linePixels + "px\">" + root.html + "</div>"
    textFormat: TextEdit.RichText
    // Tab goes on from a text that the arrow keys led to as well. When all ends, the block goes first.
    activeFocusOnTab: root.activeFocus || root.firstOfBlock && (root.block?.leads ?? false)

    Accessible.name: root.getText(0, root.length)

    onCaretLeft: down => root.block.moveOn(root, down)
    onLinkActivated: link => Qt.openUrlExternally(link)
    Keys.onReturnPressed: event => root.follow(event)
    Keys.onEnterPressed: event => root.follow(event)

    /// Where the link at the caret leads, on either side of it.
    readonly property string linkAtCaret: {
        if (!root.browsed)
            return "";
        const middle = root.cursorRectangle.y + root.cursorRectangle.height / 2;
        return root.linkAt(root.cursorRectangle.x + 2, middle) || root.linkAt(root.cursorRectangle.x - 2, middle);
    }

    function follow(event: var): void {
        event.accepted = root.linkAtCaret !== "";
        if (event.accepted)
            Qt.openUrlExternally(root.linkAtCaret);
    }

    // Where a link leads is seen before it is followed.
    onLinkHovered: link => root.tell(link, pointer.point.position)
    onLinkAtCaretChanged: root.tell(root.linkAtCaret, Qt.point(root.cursorRectangle.x, root.cursorRectangle.y))

    function tell(link: string, place: point): void {
        if (link !== "" && !root.address)
            root.address = addressTip.createObject(root);
        if (root.address)
            root.address.visible = link !== "";
        if (link === "")
            return;
        root.address.text = link;
        root.address.place = place;
    }

    property AddressTip address: null
    readonly property Component addressTip: Component {
        AddressTip {}
    }

    component AddressTip: Tip {
        property point place
        x: Math.round(place.x - width / 2)
        y: Math.round(place.y) - height - 14
    }

    HoverHandler {
        id: pointer
        cursorShape: root.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
