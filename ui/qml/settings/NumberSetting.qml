pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// A number: a slider, and a field beside it for the exact value.
Row {
    id: root

    required property string name
    required property real value
    required property real from
    required property real to
    property real step: 1
    property int decimals: 0
    /// The slider goes by powers of two: for lengths over several magnitudes.
    property bool doubling: false

    signal chosen(value: real)

    spacing: 12
    width: 248

    function shown(value: real): string {
        return Number(value).toLocaleString(Qt.locale(), "f", root.decimals);
    }

    Knob {
        id: knob
        width: parent.width - field.width - 12
        height: Theme.fieldHeight
        from: root.doubling ? Math.log2(root.from) : root.from
        to: root.doubling ? Math.log2(root.to) : root.to
        stepSize: root.doubling ? 1 : root.step
        snapMode: root.doubling ? Knob.SnapAlways : Knob.NoSnap
        value: root.doubling ? Math.log2(root.value) : root.value
        Accessible.name: root.name
        onMoved: root.chosen(root.doubling ? Math.round(Math.pow(2, value)) : Math.round(value / root.step) * root.step)
    }
    TextLine {
        id: field
        width: 80
        text: root.shown(root.value)
        font.pixelSize: Theme.secondarySize
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        Accessible.name: root.name

        // What is no number, or out of range, becomes the value that stands.
        onEditingFinished: {
            const typed = root.number(text);
            if (!isNaN(typed))
                root.chosen(Math.max(root.from, Math.min(root.to, typed)));
            text = Qt.binding(() => root.shown(root.value));
        }
        Keys.onUpPressed: root.chosen(Math.min(root.to, root.value + root.step))
        Keys.onDownPressed: root.chosen(Math.max(root.from, root.value - root.step))
    }

    function number(text: string): real {
        try {
            return Number.fromLocaleString(Qt.locale(), text.trim());
        } catch (error) {
            return parseFloat(text);
        }
    }
}
