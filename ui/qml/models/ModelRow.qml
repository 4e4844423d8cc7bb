pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano
import "Sentence.js" as Sentence

/// One size or one other model: what it is, whether it is at hand, and the one thing that can be done with it.
T.AbstractButton {
    id: root

    required property int index
    required property var model  // the roles of ModelMenuModel; Item has a `state` of its own
    required property ModelMenuController models
    /// A size ("13B" set large) or an other model (its name).
    required property bool large
    property bool helpShown: false

    signal chosen

    readonly property int modelState: root.model.state
    readonly property bool loading: root.modelState === ModelMenuModel.Loading
    readonly property bool loaded: root.modelState === ModelMenuModel.Loaded
    readonly property bool missing: root.modelState === ModelMenuModel.Missing
    readonly property bool broken: root.modelState === ModelMenuModel.Broken
    readonly property bool current: root.loading || root.loaded
    readonly property bool choosable: root.modelState === ModelMenuModel.Ready
    readonly property string problem: Sentence.of(root.model.problem)
    readonly property LoadProgress load: LoadProgress {
        models: root.models
    }

    text: root.model.label
    implicitHeight: Math.max(root.large ? 64 : 48, words.implicitHeight + 20) + (root.helpShown ? help.implicitHeight + 12 : 0)
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.ListItem
    Accessible.name: [root.model.label, root.large ? root.model.headline : "",
        root.loading ? root.load.text : root.broken ? root.problem : root.model.detail, root.model.warning, root.model.speed,
        root.model.shares.map(share => share.text).join(", ")].filter(part => part !== "").join(", ")
    Accessible.selected: root.current

    onClicked: {
        if (root.missing)
            root.helpShown = !root.helpShown;
        if (!root.choosable)
            return;
        root.models.choose(root.model.modelId);
        root.chosen();
    }
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Label {
            id: size
            x: 12
            width: 60
            height: Math.max(root.large ? 64 : 48, words.implicitHeight + 20)
            visible: root.large
            text: root.model.label
            font.pixelSize: 22
            font.weight: Font.DemiBold
            color: root.current ? Theme.accent : root.missing || root.broken ? Theme.secondary : Theme.text
        }

        Column {
            id: words
            anchors.left: parent.left
            anchors.leftMargin: root.large ? 76 : 12
            anchors.right: action.visible ? action.left : parent.right
            anchors.rightMargin: root.choosable ? 40 : 12
            y: Math.round(((root.large ? Math.max(64, implicitHeight + 20) : Math.max(48, implicitHeight + 20)) - implicitHeight) / 2)
            spacing: 2

            Label {
                width: parent.width
                text: root.large ? root.model.headline : root.model.label
                font.weight: Font.Medium
                color: root.missing ? Theme.secondary : Theme.text
                elide: Text.ElideRight
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: root.loading ? root.load.text : root.broken ? root.problem : root.model.detail
                font.pixelSize: Theme.captionSize
                color: root.broken ? Theme.error : Theme.secondary
                wrapMode: Text.Wrap
            }
            Label {
                width: parent.width
                visible: text !== "" && !root.loading
                text: root.model.warning !== "" ? root.model.warning : root.model.speed
                font.pixelSize: Theme.captionSize
                color: root.model.warning !== "" ? Theme.warning : Theme.secondary
                wrapMode: Text.Wrap
            }
            Repeater {
                model: root.loading || root.broken ? [] : root.model.shares

                Column {
                    id: share
                    required property var modelData
                    width: parent.width
                    topPadding: 5
                    spacing: 3

                    Progress {
                        width: Math.min(220, parent.width)
                        fraction: share.modelData.fraction
                        fill: root.loaded ? Theme.accent : Theme.barFill
                    }
                    Label {
                        width: parent.width
                        text: share.modelData.text
                        font.pixelSize: Theme.captionSize
                        color: Theme.secondary
                        wrapMode: Text.Wrap
                    }
                }
            }
            Item {
                width: parent.width
                height: 8
                visible: root.loading

                Progress {
                    y: 4
                    width: Math.min(220, parent.width)
                    fraction: root.models.loadFraction
                    fill: Theme.accent
                }
            }
        }

        Icon {
            anchors.right: parent.right
            anchors.rightMargin: 14
            y: Math.round((size.height - height) / 2)
            visible: root.choosable
            icon: "chevron-right"
            size: 16
        }
        TextButton {
            id: action
            anchors.right: parent.right
            anchors.rightMargin: 12
            y: Math.round(((root.large ? Math.max(64, words.implicitHeight + 20) : Math.max(48, words.implicitHeight + 20)) - height) / 2)
            visible: root.current || root.missing && root.large
            kind: root.missing ? TextButton.Kind.Framed : TextButton.Kind.Quiet
            text: root.loading ? qsTr("Cancel") : root.loaded ? qsTr("Unload") : root.helpShown ? qsTr("Close") : qsTr("How to get")
            Accessible.name: text + " " + root.model.label
            onClicked: {
                if (root.loading)
                    root.models.cancel();
                else if (root.loaded)
                    root.models.unload();
                else
                    root.helpShown = !root.helpShown;
            }
        }

        Rectangle {
            id: help
            x: root.large ? 76 : 12
            y: size.height
            width: parent.width - x - 12
            implicitHeight: helpText.implicitHeight + 14  // the last step has its 6 px below
            height: implicitHeight
            radius: Theme.radiusControl
            visible: root.helpShown
            color: Theme.surface

            ReadText {
                id: helpText
                x: 12
                y: 8
                width: parent.width - 24
                text: root.helpShown ? root.models.howToGet(root.model.label) : ""
                textFormat: TextEdit.PlainText
                activeFocusOnTab: true
                font.pixelSize: Theme.secondarySize
                Accessible.name: text
            }
            LineSpacing {
                document: helpText.textDocument
                pixels: 20
                between: 6
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.current ? Theme.accentGround : "transparent"

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            visible: root.choosable || root.missing
            color: root.down ? Theme.pressed : root.hovered ? Theme.hovered : "transparent"
        }
        FocusRing {
            shown: root.visualFocus
            gap: 0
        }
    }
}
