pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The settings that few people need, under a line that opens them.
Column {
    id: root

    required property SettingsController settings
    property bool open: false

    /// Takes what is still being typed.
    function finish(): void {
        root.settings.stopTexts = stops.text;
        root.settings.logitBias = biases.text;
    }
    /// Closed, with what stands.
    function begin(): void {
        root.open = false;
        root.showTexts();
    }
    function showTexts(): void {
        stops.text = root.settings.stopTexts;
        biases.text = root.settings.logitBias;
    }

    T.AbstractButton {
        id: head
        width: parent.width
        height: 56
        text: qsTr("Advanced")
        focusPolicy: Qt.TabFocus
        hoverEnabled: true
        Accessible.role: Accessible.Button
        Accessible.name: root.open ? qsTr("Advanced, shown") : qsTr("Advanced, hidden")
        onClicked: root.open = !root.open
        Keys.onReturnPressed: head.clicked()
        Keys.onEnterPressed: head.clicked()

        contentItem: Item {
            Rectangle {
                width: parent.width
                height: 1
                color: Theme.line
            }
            Icon {
                id: mark
                x: 0
                anchors.verticalCenter: words.verticalCenter
                icon: root.open ? "chevron-down" : "chevron-right"
                size: 16
            }
            Column {
                id: words
                x: mark.width + 8
                width: parent.width - x
                anchors.verticalCenter: parent.verticalCenter
                spacing: 2

                Label {
                    width: parent.width
                    text: head.text
                    font.weight: Font.Medium
                }
                Label {
                    width: parent.width
                    text: qsTr("Samplers, penalties, reproducible answers, what is kept")
                    color: Theme.secondary
                    font.pixelSize: Theme.captionSize
                    elide: Text.ElideRight
                }
            }
        }
        background: Rectangle {
            anchors.fill: head
            anchors.leftMargin: -8
            anchors.rightMargin: -8
            anchors.topMargin: 5
            anchors.bottomMargin: 4
            radius: Theme.radiusControl
            color: head.down ? Theme.pressed : head.hovered ? Theme.hovered : "transparent"

            FocusRing {
                shown: head.visualFocus
            }
        }
    }

    Column {
        width: parent.width
        visible: root.open

        SettingRow {
            width: parent.width
            name: qsTr("Min-p")
            why: qsTr("Drops words far below the likeliest; 0 is off")

            NumberSetting {
                name: qsTr("Min-p")
                value: root.settings.minP
                from: 0
                to: 1
                step: 0.01
                decimals: 2
                onChosen: value => root.settings.minP = value
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Typical")
            why: qsTr("Prefers words of usual surprise; 1 is off")

            NumberSetting {
                name: qsTr("Typical")
                value: root.settings.typicalP
                from: 0.01
                to: 1
                step: 0.01
                decimals: 2
                onChosen: value => root.settings.typicalP = value
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Repetition penalty")
            why: qsTr("Makes recent words rarer; 1 is off")

            NumberSetting {
                name: qsTr("Repetition penalty")
                value: root.settings.repetitionPenalty
                from: 0.5
                to: 2
                step: 0.05
                decimals: 2
                onChosen: value => root.settings.repetitionPenalty = value
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Presence penalty")
            why: qsTr("Lowers each recent word once; 0 is off")

            NumberSetting {
                name: qsTr("Presence penalty")
                value: root.settings.presencePenalty
                from: -2
                to: 2
                step: 0.05
                decimals: 2
                onChosen: value => root.settings.presencePenalty = value
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Frequency penalty")
            why: qsTr("Lowers words by how often they came; 0 is off")

            NumberSetting {
                name: qsTr("Frequency penalty")
                value: root.settings.frequencyPenalty
                from: -2
                to: 2
                step: 0.05
                decimals: 2
                onChosen: value => root.settings.frequencyPenalty = value
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Penalty window")
            why: qsTr("Tokens that count as recent")

            NumberSetting {
                name: qsTr("Penalty window")
                value: root.settings.penaltyWindow
                from: 0
                to: 4096
                step: 16
                onChosen: value => root.settings.penaltyWindow = value
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Reproducible")
            why: qsTr("Reads answers anew; a seed repeats them")

            Segments {
                name: qsTr("Reproducible")
                choices: [qsTr("Off"), qsTr("On")]
                current: root.settings.reproducible ? 1 : 0
                onChosen: index => root.settings.reproducible = index === 1
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Stop texts")
            why: qsTr("Answers end where one begins; one a line")

            MultiLine {
                id: stops
                width: 248
                implicitHeight: 68
                fontSize: Theme.secondarySize
                name: qsTr("Stop texts")
                placeholderText: qsTr("None")
                onEditingFinished: root.settings.stopTexts = stops.text
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Token biases")
            why: qsTr("Token = added score, one a line; -inf forbids")

            Column {
                width: 248
                spacing: 4

                MultiLine {
                    id: biases
                    width: 248
                    implicitHeight: 68
                    fontSize: Theme.secondarySize
                    name: qsTr("Token biases")
                    placeholderText: qsTr("None")
                    onEditingFinished: root.settings.logitBias = biases.text
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: root.settings.logitBiasProblem
                    color: Theme.error
                    font.pixelSize: Theme.captionSize
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.AlertMessage
                }
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Conversation memory")
            why: qsTr("Q8_0 takes half, and is very slightly less exact")

            Segments {
                name: qsTr("Conversation memory")
                choices: [qsTr("F16"), qsTr("Q8_0")]
                current: root.settings.smallCache ? 1 : 0
                onChosen: index => root.settings.smallCache = index === 1
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Kept on disk")
            why: qsTr("GB of read conversations; 0 keeps nothing")

            NumberSetting {
                name: qsTr("Kept on disk")
                value: root.settings.diskCacheGigabytes
                from: 0
                to: 64
                step: 1
                decimals: Number.isInteger(value) ? 0 : 1
                onChosen: value => root.settings.diskCacheGigabytes = value
            }
        }
        SettingRow {
            width: parent.width
            name: qsTr("Kept in memory")
            why: qsTr("GB of the device for the same; 0 keeps nothing")

            NumberSetting {
                name: qsTr("Kept in memory")
                value: root.settings.memoryCacheGigabytes
                from: 0
                to: 16
                step: 0.5
                decimals: 1
                onChosen: value => root.settings.memoryCacheGigabytes = value
            }
        }
        Item {
            width: parent.width
            height: 56

            Rectangle {
                width: parent.width
                height: 1
                color: Theme.line
            }
            TextButton {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Reset advanced settings")
                enabled: !root.settings.advancedAreDefaults || root.settings.logitBiasProblem !== ""
                onClicked: {
                    root.settings.resetAdvanced();
                    root.showTexts();
                }
            }
        }
    }
}
