#pragma once
#include <QString>
#include <QStringView>
#include <optional>

#include "ui/text/block.h"
#include "ui/text/code_highlighter.h"

namespace ui {

/// The beginning of a fenced code block: ``` or ~~~, three or more.
struct FenceOpening {
    QChar character;
    qsizetype length = 0;
    qsizetype indent = 0;  ///< columns before it
};

/// Whether a line opens a fenced code block if its indentation is right (CommonMark 0.30, section 4.5).
std::optional<FenceOpening> fenceOpening(QStringView line);

/// Whether a line closes a fenced code block if its indentation is right.
bool closesFence(QStringView line, const FenceOpening& opening);

/// A fenced code block that grows line by line. Each line is looked at once, so a block of any length is linear.
class CodeFence {
public:
    bool isOpen() const { return open_; }
    /// `language` as after a fence or as a person reads it.
    void open(const FenceOpening& opening, QStringView language);
    /// A line without its line feed. If it closes the fence, that is all it does.
    void addLine(QStringView line);
    /// A part of a line that is too long to wait for its end.
    void addPart(QStringView part);
    /// The code of the lines so far and of one that has no end yet.
    Block block(QStringView unfinishedLine) const;

private:
    bool isClosing(QStringView line) const;
    void append(Block& block, CodeHighlighter& highlighter, QStringView text) const;

    bool open_ = false;
    FenceOpening opening_;
    Block block_;  // of the whole lines
    CodeHighlighter highlighter_;
    bool empty_ = true;     // no line yet
    bool midLine_ = false;  // block_ ends inside a line
};

}  // namespace ui
