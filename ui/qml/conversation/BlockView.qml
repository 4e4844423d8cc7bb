pragma ComponentBehavior: Bound
import QtQuick
import Altiplano

/// One block of an answer, with the space above it.
Item {
    id: root

    required property int index
    required property int kind
    required property string html
    required property int level
    required property string marker
    required property string code
    required property string codeHtml
    required property string language
    required property int columns
    required property list<string> cells
    required property list<int> alignments

    /// The block above, null for the first.
    property BlockView previous: null
    property bool streaming: false
    /// The block by its kind; most have a `textItem`.
    readonly property var loaded: content.item

    signal copyRequested(text: string)
    /// The caret was to go on beyond the block.
    signal caretLeft(down: bool)

    /// The first of its answer with a text in it.
    readonly property bool leads: !root.previous || root.previous.leads && root.previous.kind === BlockListModel.Rule

    /// The caret goes from one of its texts to the next one, or out.
    function moveOn(text: Item, down: bool): void {
        const next = root.kind === BlockListModel.Table ? root.loaded.textBeside(text, down) : null;
        if (next)
            next.enter(down);
        else
            root.caretLeft(down);
    }

    /// The caret comes in; false where there is no text.
    function enter(down: bool): bool {
        const text = root.kind === BlockListModel.Table ? root.loaded.textBeside(null, down) : root.loaded?.textItem ?? null;
        text?.enter(down);
        return text !== null;
    }

    readonly property int space: !root.previous ? 0
        : root.kind === BlockListModel.Heading ? 20
        : root.kind === BlockListModel.ListItem && root.previous.kind === BlockListModel.ListItem ? 4
        : root.kind === BlockListModel.Code || root.previous.kind === BlockListModel.Code ? 16 : 12
    readonly property int indent: root.kind === BlockListModel.ListItem || root.kind === BlockListModel.Quote
        || root.kind === BlockListModel.Heading ? 0 : Math.min(root.level, 12) * 24

    readonly property string file: {
        switch (root.kind) {
        case BlockListModel.Heading:
            return "HeadingBlock.qml";
        case BlockListModel.ListItem:
            return "ListItemBlock.qml";
        case BlockListModel.Quote:
            return "QuoteBlock.qml";
        case BlockListModel.Code:
            return "CodeBlock.qml";
        case BlockListModel.Table:
            return "TableBlock.qml";
        case BlockListModel.Rule:
            return "RuleBlock.qml";
        default:
            return "ParagraphBlock.qml";
        }
    }

    implicitHeight: root.space + (content.item ? (content.item as Item).implicitHeight : 0)

    onFileChanged: content.setSource(root.file, {block: root})

    // By file: the Loader of Qt 6.4 makes no bound component, and one Repeater a kind would be many.
    Loader {
        id: content
        x: root.indent
        y: root.space
        width: root.width - root.indent
        Component.onCompleted: setSource(root.file, {block: root})
    }

    Optional {
        active: root.streaming

        StreamingDot {
            y: root.height + 12
            follows: root.loaded?.textItem ?? null
        }
    }
}
