import QtQml
import Altiplano

/// Gives the theme's colours to the markup of answers.
QtObject {
    id: root

    required property BlockStyle style

    function give(): void {
        root.style.text = Theme.text;
        root.style.secondary = Theme.secondary;
        root.style.link = Theme.link;
        root.style.codeBackground = Theme.surface;
        root.style.keyword = Theme.codeKeyword;
        root.style.string = Theme.codeString;
        root.style.number = Theme.codeNumber;
        root.style.function = Theme.codeFunction;
        root.style.comment = Theme.codeComment;
        root.style.codeFont = Theme.codeFamily;
    }

    readonly property bool dark: Theme.dark
    onDarkChanged: root.give()
    Component.onCompleted: root.give()
}
