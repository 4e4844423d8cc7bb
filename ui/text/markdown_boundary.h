#pragma once
#include <QStringView>
#include <optional>

#include "ui/text/code_fence.h"

namespace ui {

/// Finds, line by line, where Markdown can be parted so that each part means the same by itself: before a line without
/// indentation that follows a blank one, unless a code fence may be open there. Keeps account of the top-level list
/// item that is open, as an indented fence may belong to it; where that cannot be told without parsing, there is no
/// boundary.
class MarkdownBoundary {
public:
    /// Whether the text can be parted before this line.
    bool isBefore(QStringView line) const;
    /// The fence at the top level that this line opens for certain.
    std::optional<FenceOpening> openedFence(QStringView line) const;
    /// Takes account of a line that opens none.
    void add(QStringView line);

private:
    enum class Around { Text, Item, Unclear };
    enum class Inner { None, Open, Unclear };  // a code fence inside of the item or quote
    void addInside(QStringView line);
    void addOutside(QStringView line);
    void addMarker(QStringView line, qsizetype markerLength);

    Around around_ = Around::Text;  // what an indented line would stand in
    qsizetype itemIndent_ = 0;      // columns before the item's text
    bool emptyItem_ = false;        // nothing behind its marker so far
    Inner inner_ = Inner::None;
    FenceOpening innerFence_;  // if it is open
    bool blankBefore_ = false;
    bool begun_ = false;         // there was a line with text
    bool fenceUnclear_ = false;  // one may be open at the top level
};

/// How much of a text whose last line has no end yet can be shown: not a line of nothing but "-" or "=" below another,
/// which makes a heading of that or begins a list, not what follows a list's marker while it may be one itself ("-
/// *"), and not asterisks at its end, which open or close something with what follows.
qsizetype decidedLength(QStringView text);

/// Such a text with what is opened in its last line closed: "a **b" is bold before its end has come.
QString withBoldClosed(QStringView text);

}  // namespace ui
