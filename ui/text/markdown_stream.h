#pragma once
#include <QList>
#include <QString>
#include <QStringView>

#include "ui/text/block.h"
#include "ui/text/code_highlighter.h"

namespace ui {

/// Markdown that grows at its end. Blocks before the last boundary (a blank line after which nothing above can change) are
/// settled and never looked at again; only the text after it is parsed anew, and an open code fence is continued line by
/// line. A stretch without a boundary is cut at 8 KiB, so the cost of a piece is bounded whatever the answer's length.
/// Differs from parsing the whole at once only in that: a link reference is not found across a boundary.
class MarkdownStream {
public:
    /// Appends a piece. Returns the index of the first block that is new or another than before.
    qsizetype append(QStringView piece);
    void clear();
    const QList<Block>& blocks() const { return blocks_; }

private:
    struct List {  // the top-level ordered list that a boundary parted
        bool ordered = false;
        int next = 0;
    };
    void takeLine(qsizetype start, qsizetype end);
    void settle(qsizetype position);
    void parseTail();
    void openFence(QStringView line);
    void continueFence();

    QList<Block> blocks_;
    qsizetype settled_ = 0;  // blocks that stay
    QString tail_;           // text after the boundary
    qsizetype scanned_ = 0;  // of the tail, whole lines that were looked at
    bool blankBefore_ = false;
    List list_;
    // An open code fence at the top level:
    bool fenced_ = false;
    char16_t fenceCharacter_ = u'`';
    qsizetype fenceLength_ = 0;
    qsizetype fenceIndent_ = 0;
    CodeHighlighter highlighter_;
    QString fencedHtml_;  // of the whole lines so far
};

}  // namespace ui
