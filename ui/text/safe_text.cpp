#include "ui/text/safe_text.h"

#include <QUrl>
#include <algorithm>

#include "ui/text/entities.h"

namespace ui {
namespace {

constexpr qsizetype longestAddress = 2048;

bool isHarmless(char16_t unit) {
    if (unit < 0x20) return unit == u'\n' || unit == u'\t';
    if (unit < 0x7f) return true;
    if (unit < 0xa0) return false;                                                  // DEL, C1
    if (unit >= 0x202a && unit <= 0x202e) return false;                             // embeddings, overrides
    if (unit >= 0x2066 && unit <= 0x2069) return false;                             // isolates
    return !(unit >= 0xfdd0 && unit <= 0xfdef) && unit != 0xfffc && unit < 0xfffe;  // non-characters, object
}

/// How many units of a character may be shown at `position`: 2 for a pair, 1, or 0 if it is to be replaced.
qsizetype harmlessUnits(QStringView text, qsizetype position) {
    const QChar unit = text[position];
    if (!unit.isSurrogate()) return isHarmless(unit.unicode()) ? 1 : 0;
    if (!unit.isHighSurrogate() || position + 1 == text.size() || !text[position + 1].isLowSurrogate()) return 0;
    return QChar::isNonCharacter(QChar::surrogateToUcs4(unit, text[position + 1])) ? 0 : 2;
}

bool isPair(QStringView text, qsizetype position) {
    return position + 1 < text.size() && text[position].isHighSurrogate() && text[position + 1].isLowSurrogate();
}

QLatin1StringView entityOf(QChar character) {
    switch (character.unicode()) {
        case u'&': return QLatin1StringView("&amp;");
        case u'<': return QLatin1StringView("&lt;");
        case u'>': return QLatin1StringView("&gt;");
        case u'"': return QLatin1StringView("&quot;");
        case u'\'': return QLatin1StringView("&#39;");
        default: return {};
    }
}

template <bool escape>
QString shown(QStringView text) {
    QString result;
    result.reserve(text.size() + text.size() / 8);
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype units = harmlessUnits(text, i);
        if (units == 0) {
            result += QChar(QChar::ReplacementCharacter);
            i += isPair(text, i) ? 2 : 1;
            continue;
        }
        const QLatin1StringView entity = escape ? entityOf(text[i]) : QLatin1StringView();
        if (entity.isEmpty())
            result += text.mid(i, units);
        else
            result += entity;
        i += units;
    }
    return result;
}

QString numberedEntity(QStringView digits, int base) {
    bool isNumber = false;
    const uint code = digits.toUInt(&isNumber, base);
    if (!isNumber || code == 0 || code > QChar::LastValidCodePoint || QChar::isSurrogate(code))
        return QString(QChar(QChar::ReplacementCharacter));
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(&code), 1);
}

}  // namespace

QString harmless(QStringView text) { return shown<false>(text); }

QString escaped(QStringView text) { return shown<true>(text); }

QString safeAddress(QStringView address) {
    if (address.size() > longestAddress || address.contains(u'\\') || harmless(address) != address) return {};
    const QUrl url(address.toString().trimmed(), QUrl::TolerantMode);
    if (!url.isValid()) return {};
    const QString scheme = url.scheme();
    const bool web = (scheme == QLatin1StringView("http") || scheme == QLatin1StringView("https")) &&
                     !url.host().isEmpty() && !url.authority().contains(u'@');
    const bool mail = scheme == QLatin1StringView("mailto") && !url.path().isEmpty() && !url.hasQuery();
    return web || mail ? escaped(url.toString(QUrl::FullyEncoded)) : QString();
}

QString decodedEntity(QStringView entity) {
    if (!entity.startsWith(u'&') || !entity.endsWith(u';')) return entity.toString();
    const QStringView name = entity.mid(1, entity.size() - 2);
    if (name.startsWith(u"#x", Qt::CaseInsensitive)) return numberedEntity(name.mid(2), 16);
    if (name.startsWith(u'#')) return numberedEntity(name.mid(1), 10);
    const char16_t character = namedEntity(name);
    return character ? QString(QChar(character)) : entity.toString();
}

}  // namespace ui
