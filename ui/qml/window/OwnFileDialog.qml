import QtQuick
import QtQuick.Dialogs
import QtQuick.Templates as T
import Altiplano

/// Qt's own file dialog, in the theme's colours. It takes them from the window's palette, with two exceptions in Qt 6.4.
FileDialog {
    id: root

    readonly property bool dark: Theme.dark

    /// The ground of the path is white, and the path's text would be so too where the theme is dark.
    function paintPath(item: var): void {
        if (item.upButton && item.background)
            item.background.color = Qt.binding(() => Theme.raised);
        for (let i = 0; i < item.children.length; ++i)
            root.paintPath(item.children[i]);
    }

    function openAgain(): void {
        if (!root.visible)
            return;
        root.close();
        root.open();
    }

    onVisibleChanged: root.paintPath(root.parentWindow.T.Overlay.overlay)
    // Half of what is open keeps the colours that it was opened with.
    onDarkChanged: Qt.callLater(root.openAgain)  // qmllint disable
}
