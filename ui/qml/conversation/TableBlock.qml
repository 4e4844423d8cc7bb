pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A table: lines between rows only. Columns share the width by what stands in them; where even wrapped words do not fit, the
/// table scrolls sideways.
Flickable {
    id: root

    required property BlockView block
    readonly property int columns: root.block.columns
    readonly property list<string> cells: root.block.cells
    readonly property list<int> alignments: root.block.alignments

    readonly property int gap: 16
    readonly property int narrowest: 88
    property list<real> widths: []
    readonly property real tableWidth: {
        let sum = root.gap * Math.max(0, root.columns - 1);
        for (const width of root.widths)
            sum += width;
        return sum;
    }

    implicitHeight: grid.height + (contentWidth > width + 1 ? 10 : 0)
    contentWidth: Math.max(width, root.tableWidth)
    contentHeight: implicitHeight
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentWidth > width + 1
    clip: interactive

    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Table")

    onWidthChanged: root.arrangeSoon()
    onColumnsChanged: root.arrangeSoon()
    Component.onCompleted: root.arrange()

    /// The text of the cell before or behind this one; without one, that of the last or the first.
    function textBeside(text: Item, down: bool): RichText {
        let at = down ? -1 : cellItems.count;
        for (let i = 0; text && i < cellItems.count; ++i)
            if ((cellItems.itemAt(i) as TableCell).words === text)
                at = i;
        return (cellItems.itemAt(at + (down ? 1 : -1)) as TableCell)?.words ?? null;
    }

    /// Once a turn of the event loop, not once a cell.
    function arrangeSoon(): void {
        Qt.callLater(root.arrange);  // qmllint disable
    }

    /// Each column gets what its widest cell wants; what is over or missing is shared in proportion.
    function arrange(): void {
        const wanted = [];
        let sum = 0;
        for (let column = 0; column < root.columns; ++column) {
            let widest = 24;
            for (let cell = column; cell < root.cells.length; cell += root.columns) {
                const item = cellItems.itemAt(cell) as TableCell;
                widest = Math.max(widest, item?.wantedWidth ?? 0);
            }
            wanted.push(Math.ceil(widest));
            sum += Math.ceil(widest);
        }
        const available = root.width - root.gap * (root.columns - 1);
        if (sum <= available) {
            root.widths = wanted.map(width => Math.floor(width * available / Math.max(1, sum)));
            return;
        }
        // Short columns keep their width; the long ones share what is left.
        let left = available;
        let isWide = wanted.map(() => true);
        for (let round = 0; round < root.columns; ++round) {
            const share = left / Math.max(1, isWide.filter(is => is).length);
            const column = wanted.findIndex((width, i) => isWide[i] && width <= share);
            if (column < 0)
                break;
            isWide[column] = false;
            left -= wanted[column];
        }
        const share = left / Math.max(1, isWide.filter(is => is).length);
        root.widths = wanted.map((width, i) => isWide[i] ? Math.min(width, Math.max(root.narrowest, Math.floor(share))) : width);
    }

    Grid {
        id: grid
        columns: Math.max(1, root.columns)
        columnSpacing: 0
        rowSpacing: 0

        Repeater {
            id: cellItems
            model: root.cells

            TableCell {
                required property int index
                required property string modelData
                readonly property int column: index % Math.max(1, root.columns)

                block: root.block
                html: modelData
                first: index === 0
                head: index < root.columns
                last: index >= root.cells.length - root.columns
                alignment: root.alignments[column] ?? Text.AlignLeft
                gap: column < root.columns - 1 ? root.gap : 0
                cellWidth: root.widths[column] ?? root.narrowest
                rowHeight: {
                    let tallest = 0 * cellItems.count;  // once more when all cells are there
                    const first = index - column;
                    for (let i = first; i < first + root.columns; ++i)
                        tallest = Math.max(tallest, (cellItems.itemAt(i) as TableCell)?.wantedHeight ?? 0);
                    return tallest;
                }
                onWantedWidthChanged: root.arrangeSoon()
            }
        }
    }

    T.ScrollBar.horizontal: ScrollMark {
        visible: root.interactive
    }
}
