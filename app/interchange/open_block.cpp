#include "app/interchange/open_block.h"

#include <QList>
#include <QStringView>

namespace app {
namespace {

struct Fence {
    QChar mark;            // ` or ~
    qsizetype length = 0;  // 0: no fence
};

/// The fence at the start of a line, and what follows its marks.
Fence fenceOf(QStringView line, QStringView& rest) {
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == u' ') ++indent;
    if (indent == line.size() || (line[indent] != u'`' && line[indent] != u'~')) return {};
    const QChar mark = line[indent];
    qsizetype length = 0;
    while (indent + length < line.size() && line[indent + length] == mark) ++length;
    rest = line.sliced(indent + length);
    return length < 3 ? Fence() : Fence{mark, length};
}

}  // namespace

QString closingOf(const QString& markdown) {
    Fence open;
    bool comment = false;
    // Fences inside list items may be indented further than three spaces, so any indentation counts.
    for (const QStringView line : QStringView(markdown).split(u'\n')) {
        QStringView rest;
        const Fence fence = fenceOf(line, rest);
        if (open.length > 0) {
            if (fence.mark == open.mark && fence.length >= open.length && rest.trimmed().isEmpty()) open = {};
        } else if (comment) {
            comment = !line.contains(u"-->");
        } else if (fence.length > 0 && !(fence.mark == u'`' && rest.contains(u'`'))) {
            open = fence;
        } else if (const qsizetype start = line.lastIndexOf(u"<!--"); start >= 0) {
            comment = !line.sliced(start).contains(u"-->");
        }
    }
    if (open.length > 0) return QString(open.length, open.mark);
    return comment ? QStringLiteral("-->") : QString();
}

}  // namespace app
