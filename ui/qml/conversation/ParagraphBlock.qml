import QtQuick
import Altiplano

/// A paragraph of an answer.
RichText {
    readonly property TextEdit textItem: this

    html: block.html
}
