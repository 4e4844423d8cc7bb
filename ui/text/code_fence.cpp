#include "ui/text/code_fence.h"

#include <algorithm>

#include "ui/text/indentation.h"

namespace ui {
namespace {

constexpr qsizetype shortestFence = 3;
constexpr qsizetype largestIndent = 3;  // more is indented code

qsizetype runLength(QStringView text, QChar character) {
    return std::find_if(text.begin(), text.end(), [=](QChar each) { return each != character; }) - text.begin();
}

}  // namespace

std::optional<FenceOpening> fenceOpening(QStringView line) {
    const QStringView text = unindented(line);
    if (text.isEmpty() || (text[0] != u'`' && text[0] != u'~')) return std::nullopt;
    const FenceOpening opening{text[0], runLength(text, text[0]), indentation(line)};
    if (opening.length < shortestFence) return std::nullopt;
    if (opening.character == u'`' && text.mid(opening.length).contains(u'`')) return std::nullopt;  // inline code
    return opening;
}

bool closesFence(QStringView line, const FenceOpening& opening) {
    const QStringView text = unindented(line);
    const qsizetype length = runLength(text, opening.character);
    // md4c takes no tabs behind it.
    return length >= opening.length && runLength(text.mid(length), u' ') == text.size() - length;
}

void CodeFence::open(const FenceOpening& opening, QStringView language) {
    *this = {};
    open_ = true;
    opening_ = opening;
    highlighter_ = CodeHighlighter(language);
    block_.kind = Block::Kind::Code;
    block_.language = highlighter_.languageName();
}

bool CodeFence::isClosing(QStringView line) const {
    return !midLine_ && indentation(line) <= largestIndent && closesFence(line, opening_);
}

void CodeFence::append(Block& block, CodeHighlighter& highlighter, QStringView text) const {
    QString line = midLine_ ? text.toString() : withoutColumns(text, opening_.indent);
    // As on the way through md4c: a blank line has only spaces, a lone surrogate is replaced.
    if (!midLine_ && unindented(line).isEmpty())
        line = QString(std::max(indentation(text) - opening_.indent, qsizetype(0)), u' ');
    line = QString::fromUtf8(line.toUtf8());
    if (!midLine_ && !empty_) {
        block.code += u'\n';
        block.codeHtml += QStringLiteral("<br/>");
    }
    block.code += line;
    block.codeHtml += highlighter.line(line);
}

void CodeFence::addLine(QStringView line) {
    if (isClosing(line)) {
        open_ = false;
        return;
    }
    append(block_, highlighter_, line);
    empty_ = midLine_ = false;
}

void CodeFence::addPart(QStringView part) {
    append(block_, highlighter_, part);
    empty_ = false;
    midLine_ = true;
}

Block CodeFence::block(QStringView unfinishedLine) const {
    Block block = block_;
    if (unfinishedLine.isEmpty() || isClosing(unfinishedLine)) return block;
    CodeHighlighter highlighter = highlighter_;
    append(block, highlighter, unfinishedLine);
    return block;
}

}  // namespace ui
