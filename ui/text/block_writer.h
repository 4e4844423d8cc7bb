#pragma once
#include <QList>
#include <QString>
#include <optional>

#include "ui/text/block.h"
#include "ui/text/inline_markup.h"

namespace ui {

/// An ordered list at the top level that may go on in the text after a boundary.
struct OrderedList {
    char16_t delimiter = 0;  ///< '.' or ')'; 0: there is none
    qint64 next = 0;         ///< the number of its next item
    bool operator==(const OrderedList&) const = default;
};

/// Makes the flat list of blocks from a Markdown parser's nested events. Containers (quotes, lists, items) are entered
/// and left in pairs; a leaf is begun, gets its text through markup() and is ended.
class BlockWriter {
public:
    /// `goesOn` is continued by an ordered list of the same delimiter, if that is the first thing of all.
    explicit BlockWriter(const OrderedList& goesOn) : goesOn_(goesOn) {}

    void enterQuote();
    void leaveQuote();
    void enterOrderedList(qint64 start, char16_t delimiter);
    void enterBulletList();
    void leaveList();
    /// `checked` has a value in task lists.
    void enterItem(std::optional<bool> checked);
    void leaveItem();

    void beginParagraph();
    void beginHeading(int level);
    /// Of a paragraph or a heading. Text right inside an item is a paragraph without being begun.
    void endLeaf();
    void addCode(const QString& code, QStringView fenceName);
    void addRule();

    void beginTable(int columns);
    void beginCell() { endLeaf(); }
    /// `alignment` is taken from the head's cells only.
    void endCell(bool inHead, Qt::AlignmentFlag alignment);
    void endTable();

    InlineMarkup& markup() { return markup_; }
    bool inHeading() const { return heading_ > 0; }
    /// Cells of the table under way.
    qsizetype cells() const { return table_.cells.size(); }
    /// Characters of markup so far.
    qsizetype size() const { return size_ + markup_.size(); }

    QList<Block> takeBlocks();
    /// The ordered list that stands last at the top level.
    const OrderedList& lastList() const { return last_; }

private:
    struct Container {
        enum class Kind { Quote, OrderedList, BulletList, Item };
        Kind kind = Kind::Quote;
        char16_t delimiter = 0;
        qint64 number = 0;    // of the list's next item
        QString marker = {};  // of an item, until a block has taken it
    };
    void endLastList();
    void enter(const Container& container);
    void add(Block block);
    QString takeMarker();
    void showLeftMarker();

    OrderedList goesOn_, last_;
    QList<Container> containers_;
    int lists_ = 0, quotes_ = 0;  // how deep
    InlineMarkup markup_;
    int heading_ = 0;  // its level while one is under way
    Block table_;
    QList<Block> blocks_;
    qsizetype size_ = 0;
};

}  // namespace ui
