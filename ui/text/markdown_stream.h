#pragma once
#include <QList>
#include <QString>
#include <QStringView>

#include "ui/text/block.h"
#include "ui/text/block_writer.h"
#include "ui/text/code_fence.h"
#include "ui/text/markdown_boundary.h"

namespace ui {

/// Markdown that grows at its end. Blocks before the last boundary (a blank line after which nothing above can change)
/// are settled and never looked at again; only the text after it is parsed anew, and an open code fence is continued
/// line by line. A stretch without a boundary is cut at 8 KiB, so the cost of a piece is bounded whatever the answer's
/// length. However the text is cut into pieces, the blocks are the same in the end. They differ from parsing the whole
/// at once only in that: a link reference is not found across a boundary.
class MarkdownStream {
public:
    /// Appends a piece. Returns the index of the first block that is new or another than before; the number of blocks
    /// if there is none.
    qsizetype append(QStringView piece);
    /// Shows what append() holds back of the last line because it may mean something else with what follows
    /// (decidedLength). For the end of a text; more may follow all the same. Returns what append() does.
    qsizetype finish();
    void clear() { *this = {}; }
    const QList<Block>& blocks() const { return blocks_; }

private:
    bool takeText();
    bool takeFenced();
    void settle(qsizetype position);
    void parseTail(QStringView tail);
    qsizetype firstDifference(const QList<Block>& before, qsizetype first) const;

    QList<Block> blocks_;
    qsizetype settled_ = 0;  // blocks that stay
    OrderedList list_;       // that stands last in them
    QString tail_;           // text after the boundary
    qsizetype begin_ = 0;    // of the tail; more than 0 only while a piece is being taken
    qsizetype scanned_ = 0;  // end of the whole lines that boundary_ has seen
    MarkdownBoundary boundary_;
    CodeFence fence_;  // at the top level, its last block while it is open
};

}  // namespace ui
