pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// Text to read: selected with the mouse, or with the caret that the keyboard brings along.
TextEdit {
    id: root

    /// The keyboard stands here: the caret is seen.
    readonly property bool browsed: root.activeFocus && root.keyed
    property bool keyed: false

    /// The caret was to go beyond the end, or before the beginning.
    signal caretLeft(down: bool)

    readOnly: true
    selectByMouse: true
    selectByKeyboard: true
    cursorVisible: root.browsed
    cursorDelegate: root.browsed ? caret : null
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    color: Theme.text
    wrapMode: TextEdit.Wrap
    font.pixelSize: Theme.bodySize

    Accessible.role: Accessible.StaticText
    Accessible.readOnly: true

    /// The caret comes in from the text before, or from the one behind.
    function enter(down: bool): void {
        root.cursorPosition = down ? 0 : root.length;
        root.forceActiveFocus(Qt.TabFocusReason);
        root.keyed = true;
    }

    onActiveFocusChanged: root.keyed = false

    Keys.priority: Keys.BeforeItem
    Keys.onPressed: event => {
        const up = event.key === Qt.Key_Up && root.cursorRectangle.y <= root.positionToRectangle(0).y
            || event.key === Qt.Key_Left && root.cursorPosition === 0;
        const down = event.key === Qt.Key_Down && root.cursorRectangle.y >= root.positionToRectangle(root.length).y
            || event.key === Qt.Key_Right && root.cursorPosition === root.length;
        root.keyed = root.keyed || [Qt.Key_Up, Qt.Key_Down, Qt.Key_Left, Qt.Key_Right].includes(event.key);
        event.accepted = (up || down) && !(event.modifiers & ~Qt.KeypadModifier);
        if (event.accepted)
            root.caretLeft(down);
    }
    // The Tab that led here was pressed elsewhere.
    Keys.onReleased: event => {
        root.keyed = root.keyed || event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab;
        event.accepted = false;
    }

    Component {
        id: caret

        Caret {}
    }
    FocusRing {
        z: -1
        shown: root.browsed
        gap: 3
    }
    TextMenu {
        field: root
    }
}
