import QtQuick
import Altiplano

/// A paragraph of an answer.
RichText {
    required property BlockView block
    readonly property TextEdit textItem: this

    html: block.html
}
