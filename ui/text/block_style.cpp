#include "ui/text/block_style.h"

namespace ui {
namespace {

constexpr QChar markSign(u'\u0001');

/// Linear: what stands between the marks is taken over in runs.
template <typename Value>
QString replaced(const QString& markup, Value value) {
    QString result;
    result.reserve(markup.size() + markup.size() / 4);
    qsizetype from = 0;
    for (qsizetype at = markup.indexOf(markSign); at >= 0; at = markup.indexOf(markSign, from)) {
        result += QStringView(markup).mid(from, at - from);
        if (at + 1 < markup.size()) result += value(markup[at + 1].unicode());
        from = at + 2;
    }
    if (from < markup.size()) result += QStringView(markup).mid(from);
    return result;
}

}  // namespace

QString BlockStyle::mark(Mark mark) { return QString(markSign) + QChar(static_cast<char16_t>(mark)); }

QString BlockStyle::apply(const QString& markup) const {
    return replaced(markup, [this](char16_t mark) { return value(mark); });
}

QString BlockStyle::withoutMarks(const QString& markup) {
    return replaced(markup, [](char16_t) { return QString(); });
}

QString BlockStyle::value(char16_t mark) const {
    switch (static_cast<Mark>(mark)) {
        case Mark::Text: return text_.name();
        case Mark::Secondary: return secondary_.name();
        case Mark::Link: return link_.name();
        case Mark::CodeBackground: return codeBackground_.name();
        case Mark::Keyword: return keyword_.name();
        case Mark::String: return string_.name();
        case Mark::Number: return number_.name();
        case Mark::Function: return function_.name();
        case Mark::Comment: return comment_.name();
        case Mark::CodeFont: return codeFont_.toHtmlEscaped();
        case Mark::InlineCodeSize: return QString::number(inlineCodeSize_);
    }
    return {};
}

}  // namespace ui
