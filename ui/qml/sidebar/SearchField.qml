import QtQuick
import Altiplano

/// Search over titles and texts: a row like the others until it is used. Esc empties it and leaves.
TextLine {
    id: root

    required property ConversationListController conversations

    signal leaveRequested

    framed: root.activeFocus || root.length > 0
    leftPadding: 38
    rightPadding: 36
    placeholderText: qsTr("Search")
    hintColor: root.framed ? Theme.secondary : Theme.text
    font.weight: root.framed ? Font.Normal : Font.Medium

    onTextEdited: root.conversations.search = root.text
    Keys.onEscapePressed: {
        root.empty();
        root.leaveRequested();
    }

    function empty(): void {
        root.clear();
        root.conversations.search = "";
    }

    Icon {
        x: 10
        anchors.verticalCenter: parent.verticalCenter
        icon: "search"
        color: root.framed ? Theme.secondary : Theme.text
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        visible: !root.framed && root.hovered
        color: Theme.hovered
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: 4
        anchors.verticalCenter: parent.verticalCenter
        width: 28
        height: 28
        iconSize: 16
        visible: root.length > 0
        iconName: "x"
        text: qsTr("Clear the search")
        onClicked: {
            root.empty();
            root.forceActiveFocus(Qt.OtherFocusReason);
        }
    }
    Label {
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        visible: root.hovered && !root.framed
        text: qsTr("Ctrl+K")
        color: Theme.secondary
        font.pixelSize: Theme.captionSize
        Accessible.ignored: true
    }
}
