import QtQuick
import Altiplano

/// What an empty text area says, where its lines have a set height (LineSpacing): on the line that what is typed will stand on.
Label {
    id: root

    /// The T.TextArea it lies in.
    required property var field
    required property int lineHeight

    x: root.field.leftPadding
    // Letters of a line with a set height stand at four fifths of it.
    y: root.field.topPadding + root.lineHeight * 0.8 - root.baselineOffset
    width: root.field.width - root.field.leftPadding - root.field.rightPadding
    visible: root.field.length === 0 && root.field.preeditText === ""
    text: root.field.placeholderText
    font: root.field.font
    color: Theme.secondary
    elide: Text.ElideRight
    Accessible.ignored: true
}
