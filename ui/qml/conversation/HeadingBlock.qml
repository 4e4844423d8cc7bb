import QtQuick
import Altiplano

/// A heading of an answer; levels below the third look like the third.
RichText {
    readonly property TextEdit textItem: this
    readonly property int level: block.level

    html: block.html

    font.pixelSize: level === 1 ? 28 : level === 2 ? 22 : level === 3 ? 18 : Theme.bodySize
    font.weight: Font.DemiBold
    linePixels: level === 1 ? 36 : level === 2 ? 30 : level === 3 ? 26 : Theme.bodyLine
    Accessible.role: Accessible.Heading
}
