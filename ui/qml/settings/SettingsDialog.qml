pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// The settings. Everything counts as soon as it is changed.
DialogPanel {
    id: root

    required property SettingsController settings
    required property ModelMenuController models

    title: qsTr("Settings")
    width: Math.min(600, parent ? parent.width - 48 : 600)
    height: Math.min(head.height + rows.implicitHeight + Theme.margin + 8, parent ? parent.height - 48 : 600)
    padding: 0

    /// Set for one opening: the setting to begin at.
    property bool atFormat: false

    /// The advanced part was opened, and has not been scrolled to.
    property bool advancedOpened: false

    function showAdvanced(): void {
        root.advancedOpened = false;
        focusInSight.reveal(advanced);
    }

    function openAtFormat(): void {
        root.atFormat = true;
        root.open();
    }

    onClosed: {
        root.settings.systemPrompt = prompt.text;
        advanced.finish();
    }
    onOpened: {
        prompt.text = root.settings.systemPrompt;
        advanced.begin();
        view.contentY = 0;
        if (root.atFormat)
            format.forceActiveFocus(Qt.TabFocusReason);
        else
            theme.forceActiveFocus(Qt.PopupFocusReason);
        root.atFormat = false;
    }

    contentItem: Item {
        Item {
            id: head
            width: parent.width
            height: 64

            Label {
                x: Theme.margin
                height: parent.height
                text: root.title
                font.pixelSize: 18
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            IconButton {
                anchors.right: parent.right
                anchors.rightMargin: 16
                anchors.verticalCenter: parent.verticalCenter
                iconName: "x"
                text: qsTr("Close")
                keys: qsTr("Esc")
                onClicked: root.close()
            }
        }

        // Where rows go on above and below.
        Rectangle {
            y: head.height - 1
            width: parent.width
            height: 1
            visible: !view.atYBeginning
            color: Theme.line
        }
        Fade {
            z: 1
            view: view
            x: 1  // within the frame, and beside the scroll bar
            width: view.width - 13
            ground: Theme.raised
        }
        Flickable {
            id: view
            y: head.height
            width: parent.width
            height: parent.height - y - 8
            contentWidth: width
            contentHeight: rows.implicitHeight + 16
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height
            clip: true

            onContentHeightChanged: focusInSight.followSoon()

            FocusInSight {
                id: focusInSight
                view: view
            }
            T.ScrollBar.vertical: ScrollMark {}
            ExactWheel {
                view: view
                enabled: view.interactive
            }

            Column {
                id: rows
                x: Theme.margin
                width: parent.width - 2 * Theme.margin

                SettingRow {
                    width: parent.width
                    name: qsTr("Theme")
                    why: qsTr("Follows the desktop unless you choose")

                    Segments {
                        id: theme
                        name: qsTr("Theme")
                        choices: [qsTr("System"), qsTr("Light"), qsTr("Dark")]
                        current: root.settings.theme
                        onChosen: index => root.settings.theme = index
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Device")
                    why: qsTr("Where the model runs")

                    Choice {
                        readonly property var devices: root.settings.devices

                        name: qsTr("Device")
                        model: devices
                        textRole: "name"
                        valueRole: "selector"
                        currentIndex: devices.findIndex(device => device.selector === root.settings.device)
                        displayText: currentIndex >= 0 ? devices[currentIndex].name : root.settings.device
                        onActivated: index => root.settings.device = devices[index].selector
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Threads")
                    why: qsTr("Of the processor; automatic is one a core")

                    TextLine {
                        width: 248
                        text: root.settings.threads
                        placeholderText: qsTr("Automatic")
                        font.pixelSize: Theme.secondarySize
                        inputMethodHints: Qt.ImhDigitsOnly
                        Accessible.name: qsTr("Threads")
                        onEditingFinished: {
                            root.settings.threads = text;
                            text = Qt.binding(() => root.settings.threads);
                        }
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Chat format")
                    why: root.models.formats.length > 0 ? qsTr("How conversations are written for this model")
                        : qsTr("Load a model to choose its format")

                    Choice {
                        id: format
                        readonly property var choices: root.models.formats

                        name: qsTr("Chat format")
                        enabled: choices.length > 0
                        model: choices
                        textRole: "title"
                        valueRole: "name"
                        currentIndex: choices.findIndex(choice => choice.name === root.models.format)
                        displayText: currentIndex >= 0 ? choices[currentIndex].title
                            : enabled ? root.models.format : qsTr("No model is loaded")
                        onActivated: index => root.models.format = choices[index].name
                    }
                }
                SettingRow {
                    readonly property int most: root.models.currentContextLength

                    width: parent.width
                    name: qsTr("Context")
                    why: most > 0 && most < root.settings.contextLength
                        ? qsTr("Tokens kept in mind; %1 holds %2").arg(root.models.currentName).arg(Number(most).toLocaleString(Qt.locale(), "f", 0))
                        : qsTr("Tokens kept in mind; more take more memory")

                    NumberSetting {
                        name: qsTr("Context")
                        value: root.settings.contextLength
                        from: 256
                        to: 131072
                        doubling: true
                        step: 256
                        onChosen: value => root.settings.contextLength = value
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Answer limit")
                    why: qsTr("Tokens after which an answer pauses")

                    NumberSetting {
                        name: qsTr("Answer limit")
                        value: root.settings.answerLimit
                        from: 16
                        to: 32768
                        doubling: true
                        step: 16
                        onChosen: value => root.settings.answerLimit = value
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Temperature")
                    why: qsTr("0 always takes the likeliest word")

                    NumberSetting {
                        name: qsTr("Temperature")
                        value: root.settings.temperature
                        from: 0
                        to: 2
                        step: 0.05
                        decimals: 2
                        onChosen: value => root.settings.temperature = value
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Top-p")
                    why: qsTr("Share of likely words to choose from")

                    NumberSetting {
                        name: qsTr("Top-p")
                        value: root.settings.topP
                        from: 0.01
                        to: 1
                        step: 0.01
                        decimals: 2
                        onChosen: value => root.settings.topP = value
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Top-k")
                    why: qsTr("How many words to choose from; 0 is no limit")

                    NumberSetting {
                        name: qsTr("Top-k")
                        value: root.settings.topK
                        from: 0
                        to: 256
                        onChosen: value => root.settings.topK = value
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("Seed")
                    why: qsTr("The same seed gives the same answer")

                    TextLine {
                        width: 248
                        text: root.settings.seed
                        placeholderText: qsTr("Random")
                        font.pixelSize: Theme.secondarySize
                        inputMethodHints: Qt.ImhDigitsOnly
                        Accessible.name: qsTr("Seed")
                        onEditingFinished: {
                            root.settings.seed = text;
                            text = Qt.binding(() => root.settings.seed);
                        }
                    }
                }
                SettingRow {
                    width: parent.width
                    name: qsTr("System prompt")
                    why: qsTr("Stands before every new conversation")

                    MultiLine {
                        id: prompt
                        width: 248
                        implicitHeight: 88
                        fontSize: Theme.secondarySize
                        name: qsTr("System prompt")
                        placeholderText: qsTr("None")
                        onEditingFinished: root.settings.systemPrompt = prompt.text
                    }
                }
                AdvancedSettings {
                    id: advanced
                    width: parent.width
                    settings: root.settings
                    // Once it is laid out, as tall as it will be.
                    onOpenChanged: root.advancedOpened = advanced.open
                    onHeightChanged: if (root.advancedOpened)
                        Qt.callLater(root.showAdvanced)  // qmllint disable
                }
            }
        }
    }
}
