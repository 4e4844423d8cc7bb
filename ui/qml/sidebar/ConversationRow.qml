pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A conversation of the side bar.
T.ItemDelegate {
    id: root

    required property string title
    required property bool current
    /// The keyboard stands on this row.
    required property bool ringed
    property bool renaming: false
    property bool menuOpen: false

    signal opened
    signal menuRequested(anchor: Item)
    signal renamed(title: string)
    signal renameEnded

    readonly property bool moreShown: !root.renaming && (root.current || root.hovered || more.activeFocus || root.menuOpen)

    text: root.title
    implicitHeight: Theme.rowHeight
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: root.title

    onClicked: root.opened()

    contentItem: Item {
        Label {
            x: 10
            width: parent.width - 10 - (root.moreShown ? 34 : 10)
            height: parent.height
            visible: !root.renaming
            text: root.title
            elide: Text.ElideRight
        }
        Optional {
            active: root.renaming

            TextLine {
                width: parent.width
                leftPadding: 9
                rightPadding: 9
                implicitHeight: Theme.rowHeight
                text: root.title
                Accessible.name: qsTr("Title")
                Component.onCompleted: {
                    forceActiveFocus(Qt.OtherFocusReason);
                    select(length, 0);
                }
                onAccepted: {
                    root.renamed(text.trim());
                    end();
                }
                onActiveFocusChanged: if (!activeFocus)
                    end()
                Keys.onEscapePressed: end()

                property bool ended: false

                // Once: the field loses the focus as it is taken away.
                function end(): void {
                    if (ended)
                        return;
                    ended = true;
                    root.renameEnded();
                }
            }
        }
        IconButton {
            id: more
            anchors.right: parent.right
            anchors.rightMargin: 3
            anchors.verticalCenter: parent.verticalCenter
            width: 28
            height: 28
            visible: root.moreShown
            iconName: "more"
            open: root.menuOpen
            text: qsTr("More")
            Accessible.name: qsTr("More about %1").arg(root.title)
            onClicked: root.menuRequested(more)
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.current || root.menuOpen ? Theme.selected : root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"

        FocusRing {
            shown: root.ringed
            gap: -2
        }
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: root.menuRequested(more)
    }
}
