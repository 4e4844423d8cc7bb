#include "ui/text/block_writer.h"

#include <algorithm>
#include <utility>

#include "ui/text/code_highlighter.h"

namespace ui {
namespace {

constexpr int deepest = 32;

}  // namespace

/// At the top level something else follows.
void BlockWriter::endLastList() {
    if (containers_.isEmpty()) last_ = goesOn_ = {};
}

// Containers

void BlockWriter::enter(const Container& container) {
    endLeaf();
    showLeftMarker();
    endLastList();
    containers_ += container;
}

void BlockWriter::enterQuote() {
    enter({.kind = Container::Kind::Quote});
    ++quotes_;
}

void BlockWriter::leaveQuote() {
    endLeaf();
    containers_.removeLast();
    --quotes_;
}

void BlockWriter::enterOrderedList(qint64 start, char16_t delimiter) {
    endLeaf();
    const bool goesOn = containers_.isEmpty() && goesOn_.delimiter == delimiter;
    enter({.kind = Container::Kind::OrderedList, .delimiter = delimiter, .number = goesOn ? goesOn_.next : start});
    ++lists_;
}

void BlockWriter::enterBulletList() {
    enter({.kind = Container::Kind::BulletList});
    ++lists_;
}

void BlockWriter::leaveList() {
    const Container list = containers_.takeLast();
    --lists_;
    if (containers_.isEmpty() && list.kind == Container::Kind::OrderedList) last_ = {list.delimiter, list.number};
}

void BlockWriter::enterItem(std::optional<bool> checked) {
    Container& list = containers_.last();
    QString marker = QStringLiteral("•");
    if (list.kind == Container::Kind::OrderedList) marker = QString::number(list.number++) + QChar(list.delimiter);
    if (checked) marker = *checked ? QStringLiteral("☑") : QStringLiteral("☐");
    containers_ += {.kind = Container::Kind::Item, .marker = marker};
}

void BlockWriter::leaveItem() {
    endLeaf();
    showLeftMarker();
    containers_.removeLast();
}

QString BlockWriter::takeMarker() {
    return containers_.isEmpty() ? QString() : std::exchange(containers_.last().marker, {});
}

/// An item that begins with something else than a paragraph, or that is empty.
void BlockWriter::showLeftMarker() {
    const QString marker = takeMarker();
    if (marker.isEmpty()) return;
    Block block;
    block.kind = Block::Kind::ListItem;
    block.level = std::min(lists_, deepest);
    block.marker = marker;
    add(block);
}

// Leaves

void BlockWriter::add(Block block) {
    endLastList();
    size_ += block.html.size() + block.codeHtml.size() + block.code.size();
    blocks_ += std::move(block);
}

void BlockWriter::beginParagraph() { endLeaf(); }

void BlockWriter::beginHeading(int level) {
    endLeaf();
    showLeftMarker();
    heading_ = level;
}

void BlockWriter::endLeaf() {
    Block block;
    block.html = markup_.take();
    const int heading = std::exchange(heading_, 0);
    if (heading > 0) {
        block.kind = Block::Kind::Heading;
        block.level = heading;
    } else if (block.html.isEmpty()) {
        return;
    } else if (!containers_.isEmpty() && containers_.last().kind == Container::Kind::Item) {
        block.kind = Block::Kind::ListItem;
        block.level = std::min(lists_, deepest);
        block.marker = takeMarker();
    } else if (!containers_.isEmpty()) {
        block.kind = Block::Kind::Quote;
        block.level = std::min(quotes_, deepest);
    }
    add(std::move(block));
}

void BlockWriter::addCode(const QString& code, QStringView fenceName) {
    endLeaf();
    showLeftMarker();
    Block block;
    block.kind = Block::Kind::Code;
    block.level = std::min(lists_, deepest);
    block.code = code;
    block.codeHtml = highlightedCode(code, fenceName);
    block.language = CodeHighlighter(fenceName).languageName();
    add(std::move(block));
}

void BlockWriter::addRule() {
    endLeaf();
    showLeftMarker();
    Block block;
    block.kind = Block::Kind::Rule;
    block.level = std::min(lists_, deepest);
    add(std::move(block));
}

// Tables

void BlockWriter::beginTable(int columns) {
    endLeaf();
    showLeftMarker();
    table_ = {};
    table_.kind = Block::Kind::Table;
    table_.level = std::min(lists_, deepest);
    table_.columns = columns;
}

void BlockWriter::endCell(bool inHead, Qt::AlignmentFlag alignment) {
    table_.cells += markup_.take();
    size_ += table_.cells.last().size();
    if (inHead) table_.alignments += alignment;
}

void BlockWriter::endTable() { add(std::exchange(table_, {})); }

QList<Block> BlockWriter::takeBlocks() {
    endLeaf();
    return std::exchange(blocks_, {});
}

}  // namespace ui
