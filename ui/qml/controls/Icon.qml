import QtQuick.Controls.impl
import Altiplano

/// A picture of resources/icons in one colour, sharp at every scale.
IconImage {
    required property string icon
    property int size: 18

    source: Theme.icon(icon)
    sourceSize.width: size
    sourceSize.height: size
    width: size
    height: size
    color: Theme.secondary
}
