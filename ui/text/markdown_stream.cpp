#include "ui/text/markdown_stream.h"

#include <algorithm>

#include "ui/text/markdown_stretch.h"

namespace ui {

qsizetype MarkdownStream::append(QStringView piece) {
    const qsizetype first = settled_;
    const QList<Block> before = blocks_.mid(first);
    tail_ += normalised(piece);
    while (fence_.isOpen() ? takeFenced() : takeText()) {
    }
    tail_.remove(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
    parseTail(fence_.isOpen() ? tail_ : withBoldClosed(QStringView(tail_).first(decidedLength(tail_))));
    return firstDifference(before, first);
}

qsizetype MarkdownStream::finish() {
    const QList<Block> before = blocks_.mid(settled_);
    parseTail(tail_);
    return firstDifference(before, settled_);
}

qsizetype MarkdownStream::firstDifference(const QList<Block>& before, qsizetype first) const {
    const auto difference = std::mismatch(before.begin(), before.end(), blocks_.begin() + first, blocks_.end());
    return first + (difference.first - before.begin());
}

/// Settles what it can of the text outside of a fence. True if a fence was opened.
bool MarkdownStream::takeText() {
    while (true) {
        const qsizetype end = tail_.indexOf(u'\n', scanned_);
        const bool whole = end >= 0;
        if ((whole ? end : tail_.size()) - begin_ > longestStretch) {
            settle(scanned_ > begin_ ? scanned_ : begin_ + cutPosition(QStringView(tail_).mid(begin_), longestStretch));
            continue;
        }
        if (!whole) return false;
        const QStringView line = QStringView(tail_).mid(scanned_, end - scanned_);
        if (boundary_.isBefore(line)) {
            settle(scanned_);
        } else if (const auto opening = boundary_.openedFence(line)) {
            const QList<Block> alone = parseStretch(line, {}).blocks;
            settle(scanned_);
            list_ = {};
            fence_.open(*opening, alone.isEmpty() ? QString() : alone.first().language);
            begin_ = scanned_ = end + 1;
            return true;
        } else {
            boundary_.add(line);
            scanned_ = end + 1;
        }
    }
}

/// Takes a line, or a part of one that is too long, into the open fence. False if there is none.
bool MarkdownStream::takeFenced() {
    const QStringView rest = QStringView(tail_).mid(begin_);
    const qsizetype end = rest.indexOf(u'\n');
    if (end < 0 && rest.size() <= longestStretch) return false;
    if (end < 0 || end > longestStretch) {
        const qsizetype part = cutPosition(rest, longestStretch);
        fence_.addPart(rest.first(part));
        begin_ = scanned_ = begin_ + part;
        return true;
    }
    fence_.addLine(rest.first(end));
    begin_ = scanned_ = begin_ + end + 1;
    if (!fence_.isOpen()) {
        blocks_.resize(settled_);
        blocks_ += fence_.block({});
        settled_ = blocks_.size();
        boundary_ = {};
    }
    return true;
}

/// What stands before `position` stays as it is now.
void MarkdownStream::settle(qsizetype position) {
    blocks_.resize(settled_);
    const Stretch stretch = parseStretch(QStringView(tail_).mid(begin_, position - begin_), list_);
    blocks_ += stretch.blocks;
    settled_ = blocks_.size();
    list_ = stretch.list;
    begin_ = scanned_ = position;
    boundary_ = {};
}

void MarkdownStream::parseTail(QStringView tail) {
    blocks_.resize(settled_);
    if (fence_.isOpen())
        blocks_ += fence_.block(tail);
    else
        blocks_ += parseStretch(tail, list_).blocks;
}

}  // namespace ui
