pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// Code: a head with its language and "Copy", then the lines, scrolling sideways where they are long.
Rectangle {
    id: root

    required property BlockView block
    readonly property string language: root.block.language
    readonly property string html: root.block.codeHtml
    /// What is shown. The whole is laid out anew with every piece, so long code that still grows keeps to a few times a second.
    property string shown: ""
    property alias textItem: lines

    implicitHeight: head.height + view.height
    radius: Theme.radiusCard
    color: Theme.surface

    Accessible.role: Accessible.Grouping
    Accessible.name: root.language === "" ? qsTr("Code") : qsTr("Code, %1").arg(root.language)

    Component.onCompleted: root.shown = root.html
    onHtmlChanged: {
        if (!root.block.streaming || root.html.length < 20000)
            root.shown = root.html;
        else if (!pause.running)
            pause.start();
    }

    Timer {
        id: pause
        interval: 200
        onTriggered: root.shown = root.html
    }

    Item {
        id: head
        width: parent.width
        height: 36

        Label {
            x: 16
            height: parent.height
            text: root.language
            width: copy.x - x - 8
            elide: Text.ElideRight
            color: Theme.secondary
            font.pixelSize: Theme.captionSize
        }
        TextButton {
            id: copy
            anchors.right: parent.right
            anchors.rightMargin: 4
            y: 4
            height: 28
            kind: TextButton.Kind.Quiet
            iconName: copied.running ? "check" : "copy"
            text: copied.running ? qsTr("Copied") : qsTr("Copy")
            font.pixelSize: Theme.captionSize
            Accessible.name: qsTr("Copy the code")
            onClicked: {
                root.block.copyRequested(root.block.code);
                copied.restart();
            }

            Timer {
                id: copied
                interval: 2000
            }
        }
    }

    Flickable {
        id: view
        x: 16
        y: head.height
        width: parent.width - 32
        height: lines.implicitHeight + 16
        contentWidth: Math.max(width, lines.implicitWidth)
        contentHeight: height
        flickableDirection: Flickable.HorizontalFlick
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        RichText {
            id: lines
            block: root.block
            html: root.shown
            linePixels: Theme.codeLine
            wrapMode: TextEdit.NoWrap
            font.family: Theme.codeFamily
            font.pixelSize: Theme.codeSize
        }

        T.ScrollBar.horizontal: ScrollMark {
            visible: view.contentWidth > view.width
        }
    }
}
