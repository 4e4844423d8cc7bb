pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The header's button: which model answers, or how far it is loaded. Opens the model menu.
T.AbstractButton {
    id: root

    required property ModelMenuController models
    readonly property alias menu: menu

    signal openFileRequested

    readonly property bool none: root.models.currentName === ""

    text: root.none ? qsTr("Choose a model") : root.models.currentName
    implicitHeight: Theme.fieldHeight
    implicitWidth: 12 + words.width + 12
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.ButtonMenu
    Accessible.name: root.none ? root.text : qsTr("Model: %1 %2").arg(root.text).arg(detail.text)
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
    Keys.onDownPressed: menu.open()

    onClicked: menu.visible ? menu.close() : menu.open()

    contentItem: Item {
        Row {
            id: words
            x: 12
            height: parent.height
            spacing: 8

            Label {
                height: parent.height
                width: Math.min(implicitWidth, 320)
                text: root.text
                font.pixelSize: Theme.bodySize
                font.weight: Font.DemiBold
                elide: Text.ElideRight
            }
            Label {
                id: detail
                height: parent.height
                visible: text !== ""
                text: root.models.loading ? qsTr("loading, %1 %").arg(Math.floor(root.models.loadFraction * 100))
                    : root.models.currentQuantisation
                color: Theme.secondary
                font.pixelSize: Theme.secondarySize
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                icon: menu.visible ? "chevron-up" : "chevron-down"
                size: 16
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.down || menu.visible ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"

        FocusRing {
            shown: root.visualFocus
        }
    }

    ModelMenu {
        id: menu
        y: root.height + 4
        models: root.models
        onOpenFileRequested: root.openFileRequested()
    }
}
