#pragma once
#include <QList>
#include <QStringView>

#include "ui/text/block.h"
#include "ui/text/block_writer.h"

namespace ui {

/// The longest text that is given to md4c at once. Some texts cost it the square of their length ("http://a/((((...");
/// this bounds what they can cost, a few milliseconds.
constexpr qsizetype longestStretch = 8192;

struct Stretch {
    QList<Block> blocks;
    OrderedList list;  ///< that stands last
    bool operator==(const Stretch&) const = default;
};

/// A stretch of Markdown, at most `longestStretch` long, as blocks. `goesOn` is the list that stood last before it.
/// What md4c refuses, and what would grow beyond measure (a table with more cells than characters, a long address
/// referred to a thousand times), becomes one paragraph of the text as it is.
Stretch parseStretch(QStringView text, const OrderedList& goesOn);

/// As Markdown wants it: no carriage returns, U+FFFD for NUL.
QString normalised(QStringView markdown);

/// Where a text longer than `longest` is to be cut in the middle of a line: never inside a character.
qsizetype cutPosition(QStringView text, qsizetype longest);

}  // namespace ui
