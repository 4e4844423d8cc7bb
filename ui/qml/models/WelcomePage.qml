pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The page before there is a model: what to choose from, and how to bring one.
Flickable {
    id: root

    required property ModelMenuController models

    signal openFileRequested

    contentWidth: width
    contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.margin)
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    FocusInSight {
        view: root
    }
    T.ScrollBar.vertical: ScrollMark {}
    ExactWheel {
        view: root
    }

    Column {
        id: column
        width: Math.min(560, root.width - 2 * Theme.margin)
        x: Math.round((root.width - width) / 2)
        y: Math.max(Theme.margin, Math.round((root.contentHeight - implicitHeight) * 0.4))

        Icon {
            x: -5  // the glyph, not its box, meets the text's edge
            icon: "logo"
            size: 56
            color: Theme.accent
        }
        Item {
            width: 1
            height: 16
        }
        Label {
            width: parent.width
            text: qsTr("Choose a model to talk to")
            font.pixelSize: 28
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        Item {
            width: 1
            height: 8
        }
        Label {
            width: parent.width
            text: qsTr("It runs on this computer. Nothing you write leaves it.")
            color: Theme.secondary
            font.pixelSize: Theme.bodySize
            wrapMode: Text.Wrap
        }
        Item {
            width: 1
            height: Theme.margin
        }

        Rectangle {
            width: parent.width
            height: rows.implicitHeight + 16
            radius: Theme.radiusLarge
            color: Theme.raised
            border.width: 1
            border.color: Theme.line

            Column {
                id: rows
                x: 8
                y: 8
                width: parent.width - 16

                Repeater {
                    model: root.models.sizes

                    WelcomeRow {
                        width: rows.width
                        models: root.models
                        large: true
                    }
                }
                Repeater {
                    model: root.models.others

                    WelcomeRow {
                        width: rows.width
                        models: root.models
                        large: false
                        lined: true
                    }
                }
            }
        }
        Item {
            width: 1
            height: 20
        }
        Flow {
            width: parent.width
            spacing: 12

            TextButton {
                height: Theme.buttonHeight
                leftPadding: 14
                rightPadding: 16
                iconName: "file"
                text: qsTr("Open model file...")
                kind: TextButton.Kind.Primary
                font.pixelSize: Theme.menuSize
                onClicked: root.openFileRequested()
            }
            TextButton {
                height: Theme.buttonHeight
                iconName: "folder"
                text: qsTr("Show models folder")
                font.pixelSize: Theme.menuSize
                onClicked: root.models.showFolder()
            }
            Label {
                height: Theme.buttonHeight
                text: qsTr("or drop a .gguf file here")
                color: Theme.secondary
                font.pixelSize: Theme.secondarySize
            }
        }
    }
}
