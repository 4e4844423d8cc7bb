pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The model menu: the four sizes, other models, and where files come from.
T.Popup {
    id: root

    required property ModelMenuController models

    signal openFileRequested

    width: 440
    height: Math.min(column.implicitHeight + 2 * padding, parent ? parent.Window.height - Theme.headerHeight - 16 : 600)
    padding: 8
    margins: 8
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent

    onAboutToShow: root.models.refresh()

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
            easing.type: Easing.OutQuad
        }
    }

    background: Panel {
        Accessible.role: Accessible.PopupMenu
        Accessible.name: qsTr("Models")
    }

    contentItem: Flickable {
        id: view
        contentWidth: width
        contentHeight: column.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        clip: interactive
        onContentHeightChanged: focusInSight.followSoon()

        FocusInSight {
            id: focusInSight
            view: view
        }
        // In the menu's margin, beside the rows and not over what stands in them.
        T.ScrollBar.vertical: ScrollMark {
            parent: view.parent
            x: view.x + view.width
            y: view.y
            width: root.padding
            height: view.height
        }
        ExactWheel {
            view: view
            enabled: view.interactive
        }
        Fade {
            parent: view.parent
            view: view
            ground: Theme.raised
        }

        Column {
            id: column
            width: view.width

            Repeater {
                model: root.models.sizes

                ModelRow {
                    width: column.width
                    models: root.models
                    large: true
                    onChosen: root.close()
                }
            }

            Item {
                width: parent.width
                height: 41
                visible: others.count > 0

                Rectangle {
                    x: 12
                    y: 8
                    width: parent.width - 24
                    height: 1
                    color: Theme.line
                }
                Label {
                    x: 12
                    y: 9
                    height: 32
                    text: qsTr("Other models")
                    color: Theme.secondary
                    font.pixelSize: Theme.captionSize
                }
            }

            Repeater {
                id: others
                model: root.models.others

                ModelRow {
                    width: column.width
                    models: root.models
                    large: false
                    onChosen: root.close()
                }
            }

            Item {
                width: parent.width
                height: 17

                Rectangle {
                    x: 12
                    y: 8
                    width: parent.width - 24
                    height: 1
                    color: Theme.line
                }
            }
            RowButton {
                width: parent.width
                iconName: "file"
                text: qsTr("Open model file...")
                keys: qsTr("Ctrl+O")
                font.weight: Font.Normal
                onClicked: {
                    root.close();
                    root.openFileRequested();
                }
            }
            RowButton {
                width: parent.width
                iconName: "folder"
                text: qsTr("Show models folder")
                font.weight: Font.Normal
                onClicked: root.models.showFolder()
            }
        }
    }

    Connections {
        target: root.models
        function onProblemChanged() {
            if (root.models.problemWhat !== "")
                root.close();
        }
    }
}
