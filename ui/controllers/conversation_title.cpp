#include "ui/controllers/conversation_title.h"

#include <QTextBoundaryFinder>

namespace ui {
namespace {

constexpr qsizetype longest = 60;
constexpr qsizetype shortest = 30;  // rather a cut word than a title that says nothing

/// Where to cut, so that no character is torn: languages without spaces are cut here too.
qsizetype characterBoundary(const QString& line, qsizetype at) {
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, line);
    finder.setPosition(at);
    return finder.isAtBoundary() ? at : std::max<qsizetype>(finder.toPreviousBoundary(), 0);
}

}  // namespace

QString conversationTitle(const QString& firstMessage) {
    QString line;
    for (const QStringView part : QStringView(firstMessage).tokenize(u'\n')) {
        line = part.toString().simplified();
        if (!line.isEmpty()) break;
    }
    if (line.size() <= longest) return line;
    const qsizetype space = line.lastIndexOf(u' ', longest);
    const qsizetype cut = space >= shortest ? space : characterBoundary(line, longest);
    return line.first(cut) + u'…';
}

}  // namespace ui
