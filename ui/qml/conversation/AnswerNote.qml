import QtQuick
import Altiplano

/// Under an answer that did not come to its end: why, and the way on.
Item {
    id: root

    required property int messageState
    required property bool continuable
    property int topPadding: 12

    signal continueRequested

    implicitHeight: root.topPadding + Theme.controlHeight

    Row {
        y: root.topPadding
        spacing: 12

        TextButton {
            visible: root.continuable
            text: qsTr("Continue")
            enabled: root.enabled
            onClicked: root.continueRequested()
        }
        Label {
            height: Theme.controlHeight
            text: root.messageState === MessageListModel.Limit ? qsTr("The answer has reached its limit.")
                : root.messageState === MessageListModel.Unfinished ? qsTr("The program ended while this was written.")
                : qsTr("Stopped.")
            color: Theme.secondary
            font.pixelSize: Theme.secondarySize
        }
    }
}
