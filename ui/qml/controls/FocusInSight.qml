import QtQuick

/// Scrolls a view to whatever in it gets the keyboard's focus, so that Tab and the arrows never lead out of sight.
QtObject {
    id: root

    required property Flickable view
    /// How much around it is shown too: more than fades out.
    readonly property int around: 24
    readonly property Item focused: root.view.Window.activeFocusItem

    onFocusedChanged: root.followSoon()

    /// Once what is on its way is laid out, and before the next frame.
    function followSoon(): void {
        Qt.callLater(root.follow);  // qmllint disable
    }

    function follow(): void {
        let shown = root.focused;
        let above = root.focused;
        for (; above && above !== root.view.contentItem; above = above.parent)
            if (above instanceof Flickable)
                shown = above;  // it scrolls to the focus by itself, and is to be in sight
        if (!above)
            return;
        root.reveal(shown);
        // The length of a list is a guess until its rows exist, so that the first time lands short.
        const list = root.view as ListView;
        list?.forceLayout();
        if (list)
            root.reveal(shown);
    }

    /// Scrolls until all of the item can be seen, or its beginning.
    function reveal(item: Item): void {
        const view = root.view;
        const top = item.mapToItem(view.contentItem, 0, 0).y - root.around;
        const bottom = top + item.height + 2 * root.around;
        const highest = view.originY - view.topMargin;
        const lowest = Math.max(highest, view.originY + view.contentHeight + view.bottomMargin - view.height);
        const wanted = Math.min(top, Math.max(view.contentY, bottom - view.height));
        view.contentY = Math.max(highest, Math.min(lowest, wanted));
    }
}
