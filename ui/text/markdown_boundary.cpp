#include "ui/text/markdown_boundary.h"

#include <algorithm>

#include "ui/text/indentation.h"

namespace ui {
namespace {

constexpr qsizetype largestIndent = 3;       // before a marker or a fence; more is code
constexpr qsizetype largestMarkerSpace = 4;  // after a marker; more is code inside the item
constexpr qsizetype longestNumber = 9;

/// The length of "-", "12." or "12)" with a space or nothing after it; 0 if the text begins with none.
qsizetype markerLength(QStringView text) {
    qsizetype length = 0;
    if (text[0] == u'-' || text[0] == u'+' || text[0] == u'*') {
        length = 1;
    } else {
        while (length < text.size() && text[length] >= u'0' && text[length] <= u'9') ++length;
        if (length == 0 || length > longestNumber || length == text.size()) return 0;
        if (text[length] != u'.' && text[length] != u')') return 0;
        ++length;
    }
    return length == text.size() || text[length] == u' ' || text[length] == u'\t' ? length : 0;
}

/// "- 1. *": an item in an item, all empty.
bool hasOnlyMarkers(QStringView text) {
    while (!text.isEmpty()) {
        const qsizetype length = markerLength(text);
        if (length == 0) return false;
        text = unindented(text.mid(length));
    }
    return true;
}

bool isRule(QStringView text) {
    if (text[0] != u'-' && text[0] != u'*' && text[0] != u'_') return false;
    const auto isPart = [&](QChar each) { return each == text[0] || each == u' ' || each == u'\t'; };
    return std::all_of(text.begin(), text.end(), isPart) && text.count(text[0]) >= 3;
}

bool startsFence(QStringView line) {
    const QStringView text = unindented(line);
    return text.startsWith(u"```") || text.startsWith(u"~~~");
}

bool startsLikeFence(QStringView line) {
    const QStringView text = unindented(line);
    return text.startsWith(u'`') || text.startsWith(u'~');
}

bool mayHoldFence(QStringView line) { return line.contains(u"```") || line.contains(u"~~~"); }

/// A list that begins in the middle of a paragraph begins with 1, and with some text.
bool interruptsParagraph(QStringView text, qsizetype marker) {
    const bool first = marker == 1 || (marker == 2 && text[0] == u'1');
    return first && !unindented(text.mid(marker)).isEmpty();
}

}  // namespace

bool MarkdownBoundary::isBefore(QStringView line) const {
    if (!blankBefore_ || fenceUnclear_ || line.isEmpty() || line[0] == u' ' || line[0] == u'\t') return false;
    return inner_ == Inner::None || !startsLikeFence(line);
}

std::optional<FenceOpening> MarkdownBoundary::openedFence(QStringView line) const {
    const auto opening = fenceOpening(line);
    if (!opening || fenceUnclear_ || inner_ != Inner::None || opening->indent > largestIndent) return std::nullopt;
    const bool outsideItem = around_ == Around::Text || (around_ == Around::Item && opening->indent < itemIndent_);
    return opening->indent == 0 || outsideItem ? opening : std::nullopt;
}

void MarkdownBoundary::add(QStringView line) {
    if (unindented(line).isEmpty()) {
        blankBefore_ = true;
        if (emptyItem_) around_ = Around::Unclear;  // such an item ends with a blank line
        return;
    }
    emptyItem_ = false;
    if (around_ == Around::Item && indentation(line) >= itemIndent_)
        addInside(line);
    else
        addOutside(line);
    blankBefore_ = false;
    begun_ = true;
}

/// Of the item that is open. Follows a fence that begins and ends plainly.
void MarkdownBoundary::addInside(QStringView line) {
    emptyItem_ = hasOnlyMarkers(unindented(line));
    if (inner_ == Inner::Open) {
        const bool closes = closesFence(line, innerFence_);
        if (closes && indentation(line) == innerFence_.indent)
            inner_ = Inner::None;
        else if (closes || indentation(line) < innerFence_.indent)
            inner_ = Inner::Unclear;
    } else if (const auto opening = fenceOpening(line);
               opening && inner_ == Inner::None && opening->indent <= itemIndent_ + largestIndent) {
        inner_ = Inner::Open;
        innerFence_ = *opening;
    } else if (mayHoldFence(line)) {
        inner_ = Inner::Unclear;
    }
}

void MarkdownBoundary::addOutside(QStringView line) {
    const QStringView text = unindented(line);
    const qsizetype indent = indentation(line);
    if (startsFence(line) || (inner_ != Inner::None && startsLikeFence(line))) {
        // No fence for certain, or openedFence would have told. md4c takes a fence further out, even a short one, for
        // the end of one inside, and one that is indented like code for a fence if it follows a paragraph.
        const bool isCode = around_ == Around::Text && indent > largestIndent && blankBefore_;
        if (!isCode) fenceUnclear_ = true;
        return;
    }
    const bool certain = around_ != Around::Unclear || indent == 0;
    if (certain && text[0] != u'>') inner_ = Inner::None;
    if (indent > largestIndent) {
        if (around_ == Around::Item) around_ = Around::Unclear;  // goes on with a paragraph, or is code behind the list
    } else if (isRule(text)) {
        if (certain) around_ = Around::Text;
    } else if (const qsizetype marker = markerLength(text); marker > 0) {
        const bool opens = around_ == Around::Item || blankBefore_ || !begun_ || interruptsParagraph(text, marker);
        if (certain && opens)
            addMarker(line, marker);
        else
            around_ = Around::Unclear;
    } else if (text[0] == u'>') {
        if (certain) around_ = Around::Text;
    } else if (around_ != Around::Text) {
        // Goes on with the item's last paragraph, or stands behind the list.
        around_ = blankBefore_ && certain ? Around::Text : Around::Unclear;
    }
    if (mayHoldFence(line) && (around_ != Around::Text || text[0] == u'>')) inner_ = Inner::Unclear;
}

void MarkdownBoundary::addMarker(QStringView line, qsizetype markerLength) {
    const qsizetype begin = indentation(line);
    const QStringView after = unindented(line).mid(markerLength);
    // Columns are counted from the line's begin: a tab behind the marker reaches as far as it would there.
    const QString before = QString(begin + markerLength, u' ');
    const qsizetype space = indentation(before + after.toString()) - before.size();
    emptyItem_ = hasOnlyMarkers(unindented(after));
    const bool oneSpace = unindented(after).isEmpty() || space > largestMarkerSpace;
    around_ = Around::Item;
    itemIndent_ = begin + markerLength + (oneSpace ? 1 : space);
}

qsizetype decidedLength(QStringView text) {
    const qsizetype lineBegin = text.lastIndexOf(u'\n') + 1;
    const QStringView line = unindented(text.mid(lineBegin));
    if (line.isEmpty()) return text.size();
    const auto isOnly = [](QStringView part, QStringView marks) {
        return std::all_of(part.begin(), part.end(), [=](QChar each) { return marks.contains(each); });
    };
    if (isOnly(line, u"-") || isOnly(line, u"=")) {
        const QStringView before = text.first(std::max(lineBegin - 1, qsizetype(0)));
        const bool belowText = !unindented(before.mid(before.lastIndexOf(u'\n') + 1)).isEmpty();
        return belowText ? lineBegin : text.size();
    }
    const QStringView inItem = unindented(line.mid(markerLength(line)));
    if (inItem.size() < line.size() && isOnly(inItem, u"-+*_")) return text.size() - inItem.size();
    qsizetype length = text.size();
    if (!isOnly(line, u"*"))
        while (text[length - 1] == u'*') --length;
    return length;
}

QString withBoldClosed(QStringView text) {
    bool bold = false;
    bool code = false;
    for (qsizetype i = text.lastIndexOf(u'\n') + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'`')
            code = !code;
        else if (!code && text.mid(i).startsWith(u"**")) {
            bold = !bold;
            ++i;
        }
    }
    if (!bold || code) return text.toString();
    qsizetype end = text.size();  // a mark behind a space closes nothing
    while (text[end - 1].isSpace()) --end;
    return text.first(end).toString() + QStringLiteral("**");
}

}  // namespace ui
