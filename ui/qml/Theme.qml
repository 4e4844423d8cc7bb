pragma Singleton
import QtQuick

/// Every colour, size and duration of the window. Contrasts were measured: text 4.5 at least wherever it stands, what is
/// only seen (icons, bars, rings) 3.
QtObject {
    id: root

    property bool dark: false
    /// No movement at all: set where the desktop asks for it or where every frame is drawn by the processor.
    property bool reducedMotion: false

    // Grounds, from the page up.
    readonly property color background: root.dark ? "#16181B" : "#FBFAF7"
    readonly property color surface: root.dark ? "#1E2125" : "#F2EFE9"
    readonly property color raised: root.dark ? "#22262B" : "#FFFFFF"
    readonly property color selected: root.dark ? "#2A2E34" : "#E6E1D8"
    readonly property color hovered: root.dark ? "#0FFFFFFF" : "#0D3A2A14"
    readonly property color pressed: root.dark ? "#1CFFFFFF" : "#1A3A2A14"
    readonly property color scrim: root.dark ? "#99000000" : "#591C1610"

    readonly property color line: root.dark ? "#2C3036" : "#E3DED5"
    readonly property color fieldLine: root.dark ? "#3D434B" : "#CFC8BB"

    readonly property color text: root.dark ? "#E8E6E1" : "#1F2328"
    readonly property color secondary: root.dark ? "#A3A9B2" : "#5B6470"
    readonly property color disabled: root.dark ? "#666D76" : "#9A9FA6"

    readonly property color accent: root.dark ? "#E59A6E" : "#A84A22"
    readonly property color accentHovered: root.dark ? "#EDAB84" : "#95401C"
    readonly property color accentPressed: root.dark ? "#D1885D" : "#823616"
    readonly property color accentText: root.dark ? "#1D120B" : "#FFFFFF"
    readonly property color accentGround: root.dark ? "#33261E" : "#FAEEE6"
    readonly property color link: root.dark ? "#7FB6DC" : "#2A6690"

    readonly property color good: root.dark ? "#7CC79A" : "#27704A"
    readonly property color warning: root.dark ? "#E3B341" : "#8A5A00"
    readonly property color error: root.dark ? "#F2877F" : "#B3261E"
    readonly property color errorGround: root.dark ? "#33211F" : "#FCF0EE"
    readonly property color errorLine: root.dark ? "#5C332F" : "#EBC6C0"
    readonly property color selection: root.dark ? "#34506A" : "#CFE2F0"
    /// In Qt's own dialogs, which use one colour for rings and under selected text.
    readonly property color highlight: root.dark ? "#44698A" : "#5F97C2"

    readonly property color barFill: root.dark ? "#8FA3B5" : "#6F8496"
    readonly property color barTrack: root.dark ? "#32373E" : "#E9E5DD"

    readonly property color codeKeyword: root.dark ? "#D6A5E3" : "#7A3E8E"
    readonly property color codeString: root.dark ? "#9CCB8B" : "#3D6B22"
    readonly property color codeNumber: root.dark ? "#E8B07A" : "#8F4A0B"
    readonly property color codeFunction: root.dark ? "#86B9E8" : "#225C94"
    readonly property color codeComment: root.dark ? "#8D949E" : "#656C75"

    // A shadow is a stack of black rectangles; a tinted one turns red where it is thin.
    readonly property color shadow: root.dark ? "#08000000" : "#02000000"

    // Type, in pixels. The text's typeface is the application's font, set in C++.
    readonly property int bodySize: 15
    readonly property int bodyLine: 24
    readonly property int menuSize: 14
    readonly property int secondarySize: 13
    readonly property int captionSize: 12
    readonly property int codeSize: 13
    readonly property int codeLine: 20
    readonly property string codeFamily: "Hack"

    /// The height of a line of text that may be several.
    function lineOf(pixels: int): int {
        return pixels <= root.captionSize ? 18 : pixels < root.bodySize ? 20 : pixels === root.bodySize ? root.bodyLine : pixels + 8;
    }

    // Space and shape.
    readonly property int radiusLarge: 12
    readonly property int radiusCard: 10
    readonly property int radiusControl: 8
    readonly property int radiusToolTip: 6
    readonly property int controlHeight: 32
    readonly property int fieldHeight: 36
    readonly property int rowHeight: 34
    readonly property int buttonHeight: 40
    readonly property int headerHeight: 52
    readonly property int sideBarWidth: 256
    readonly property int columnWidth: 760
    readonly property int margin: 24

    readonly property int quick: root.reducedMotion ? 0 : 120
    readonly property int calm: root.reducedMotion ? 0 : 180

    function icon(name: string): url {
        return "qrc:/icons/" + name + ".svg";
    }
}
