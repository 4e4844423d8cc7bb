#include "app/interchange/open_block.h"

#include <md4c.h>

#include <QByteArray>
#include <QStringList>
#include <algorithm>
#include <limits>

namespace app {
namespace {

/// Where a parse is: how deep, and whether the newest block is a heading that stands in no other.
struct Place {
    int depth = 0;  // 1 in the document itself
    bool atHeading = false;
};

int enter(MD_BLOCKTYPE type, void*, void* place) {
    auto& at = *static_cast<Place*>(place);
    at.atHeading = type == MD_BLOCK_H && at.depth == 1;
    ++at.depth;
    return 0;
}
int leave(MD_BLOCKTYPE, void*, void* place) {
    --static_cast<Place*>(place)->depth;
    return 0;
}

/// Whether a heading after the text would be one.
bool endsItsBlocks(const QByteArray& text) {
    const QByteArray probed = text + "\n\n## Heading\n";
    if (probed.size() > std::numeric_limits<MD_SIZE>::max()) return true;  // nothing parses that
    MD_PARSER parser{};
    parser.enter_block = enter;
    parser.leave_block = leave;
    parser.enter_span = parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE, const MD_CHAR*, MD_SIZE, void*) { return 0; };
    Place place;
    return md_parse(probed.constData(), static_cast<MD_SIZE>(probed.size()), &parser, &place) != 0 || place.atHeading;
}

/// As many of a character as stand together anywhere, three at least: a fence that ends every fence of the text.
QString fenceOf(QChar mark, const QString& markdown) {
    qsizetype longest = 3, run = 0;
    for (const QChar character : markdown) {
        run = character == mark ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return QString(longest, mark);
}

}  // namespace

QString closingOf(const QString& markdown) {
    const QByteArray text = markdown.toUtf8();
    if (endsItsBlocks(text)) return {};
    // Only one block can be open outside lists and quotes; which one, a parser knows best. The end of a declaration
    // comes before those that hold it.
    for (const QString& closing :
         {fenceOf(u'`', markdown), fenceOf(u'~', markdown), QStringLiteral(">"), QStringLiteral("-->"),
          QStringLiteral("?>"), QStringLiteral("]]>"), QStringLiteral("</pre>")})
        if (endsItsBlocks(text + '\n' + closing.toUtf8())) return closing;
    return {};
}

}  // namespace app
