import QtQuick
import Altiplano

/// The mark after the last word of a growing answer.
Rectangle {
    id: root

    /// The text that it follows; null for a place of its own.
    property TextEdit follows: null

    width: 9
    height: 9
    radius: 4.5
    color: Theme.accent
    Accessible.ignored: true

    /// Once a turn of the event loop.
    function placeSoon(): void {
        Qt.callLater(root.place);  // qmllint disable
    }

    function place(): void {
        if (!root.follows || !root.parent)
            return;
        const end = root.follows.positionToRectangle(root.follows.length);
        const place = root.follows.mapToItem(root.parent, end.x + 5, end.y + end.height / 2);
        root.x = place.x;
        root.y = Math.round(place.y - root.height / 2) + 1;
    }

    onFollowsChanged: root.placeSoon()
    Component.onCompleted: root.placeSoon()

    Connections {
        target: root.follows
        function onTextChanged() { root.placeSoon(); }
        function onWidthChanged() { root.placeSoon(); }
        function onContentSizeChanged() { root.placeSoon(); }
    }
}
