import QtQuick
import QtQuick.Templates as T
import Altiplano

/// What the program is, what becomes of what one writes, and what it stands on.
DialogPanel {
    id: root

    readonly property int gap: 16

    title: qsTr("About Altiplano")
    width: Math.min(480, parent ? parent.width - 48 : 480)
    height: Math.min(column.implicitHeight + gap + close.height + 2 * padding, parent ? parent.height - 48 : 600)
    onOpened: close.forceActiveFocus(Qt.PopupFocusReason)

    component Part: Label {
        width: parent ? parent.width : 0
        color: Theme.secondary
        wrapMode: Text.Wrap
    }
    component Head: Label {
        width: parent ? parent.width : 0
        topPadding: 8
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        Accessible.role: Accessible.Heading
    }

    contentItem: Item {
        Keys.onUpPressed: view.scroll(-72)
        Keys.onDownPressed: view.scroll(72)

        Flickable {
            id: view
            width: parent.width
            anchors.top: parent.top
            anchors.bottom: close.top
            anchors.bottomMargin: root.gap
            contentWidth: width
            contentHeight: column.implicitHeight
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height
            clip: interactive

            function scroll(distance: real): void {
                view.contentY = Math.max(0, Math.min(view.contentHeight - view.height, view.contentY + distance));
            }

            FocusInSight {
                view: view
            }
            // In the dialog's margin, beside the text.
            T.ScrollBar.vertical: ScrollMark {
                parent: view.parent
                x: view.width + 7
                height: view.height
            }
            ExactWheel {
                view: view
                enabled: view.interactive
            }

            Column {
                id: column
                width: parent.width
                spacing: 6

                Row {
                    width: parent.width
                    spacing: 12

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        icon: "logo"
                        size: 40
                        color: Theme.accent
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - 52

                        Label {
                            width: parent.width
                            text: qsTr("Altiplano")
                            font.pixelSize: 22
                            font.weight: Font.DemiBold
                            Accessible.role: Accessible.Heading
                        }
                        Label {
                            width: parent.width
                            visible: Qt.application.version !== ""
                            text: qsTr("Version %1").arg(Qt.application.version)
                            color: Theme.secondary
                            font.pixelSize: Theme.secondarySize
                        }
                    }
                }
                Head {
                    text: qsTr("What you write stays here")
                }
                Part {
                    text: qsTr("Altiplano never opens a network connection. Conversations are kept in your home folder, in files that only you can read, and no part of them is in \"Copy diagnostics\".")
                }
                Part {
                    text: qsTr("To see for yourself, start it where there is no network at all:")
                }
                Rectangle {
                    width: parent.width
                    height: command.height + 16
                    radius: Theme.radiusControl
                    color: Theme.surface

                    ReadText {
                        id: command
                        x: 12
                        y: 8
                        width: parent.width - 24
                        text: "unshare --user --map-root-user --net altiplano"
                        textFormat: TextEdit.PlainText
                        activeFocusOnTab: true
                        font.family: Theme.codeFamily
                        font.pixelSize: Theme.codeSize
                        Accessible.name: text
                    }
                }
                Head {
                    text: qsTr("A model can be wrong")
                }
                Part {
                    text: qsTr("LLaMA writes what is likely, which is not always what is true, and it repeats the bias of what it has read. Check what matters.")
                }
                Head {
                    text: qsTr("Licence")
                }
                Part {
                    text: qsTr("Altiplano and Cria: Apache License 2.0. The licence of another model is its maker's; that of the first LLaMA allows research only.")
                }
            }
        }
        TextButton {
            id: close
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Theme.fieldHeight
            text: qsTr("Close")
            onClicked: root.close()
        }
    }
}
