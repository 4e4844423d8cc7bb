#include "ui/text/code_highlighter.h"

#include <QStringList>
#include <QStringTokenizer>

#include "ui/text/block_style.h"
#include "ui/text/languages.h"
#include "ui/text/safe_text.h"

namespace ui {
namespace {

constexpr qsizetype longestName = 32;
constexpr qsizetype tabWidth = 4;
constexpr qsizetype longestCharacterLiteral = 12;  // '\U0001F999'

/// Tabs as spaces up to the next multiple of four.
QString withoutTabs(QStringView text) {
    if (!text.contains(u'\t')) return text.toString();
    QString result;
    for (const QChar character : text) {
        if (character == u'\t')
            result += QString(tabWidth - result.size() % tabWidth, u' ');
        else
            result += character;
    }
    return result;
}

/// Collects the markup of a line. Spaces do not break: rich text would join a run of them.
class Markup {
public:
    explicit Markup(QStringView line) : line_(line) {}

    /// Shows what was not shown yet up to `end` in a colour.
    void colour(qsizetype begin, qsizetype end, BlockStyle::Mark mark) {
        plain(begin);
        html_ += QStringLiteral("<font color=\"") + BlockStyle::mark(mark) + QStringLiteral("\">") + shown(begin, end) +
                 QStringLiteral("</font>");
        done_ = end;
    }
    QString finished() {
        plain(line_.size());
        return html_;
    }

private:
    void plain(qsizetype end) {
        html_ += shown(done_, end);
        done_ = end;
    }
    QString shown(qsizetype begin, qsizetype end) const {
        return escaped(line_.mid(begin, end - begin)).replace(u' ', QChar(QChar::Nbsp));
    }

    QStringView line_;
    qsizetype done_ = 0;
    QString html_;
};

bool isWord(const Language& language, QChar character) {
    return character.isLetterOrNumber() || character == u'_' || language.wordCharacters.contains(character);
}

qsizetype endOfWord(const Language& language, QStringView line, qsizetype at) {
    while (at < line.size() && isWord(language, line[at])) ++at;
    return at;
}

/// 1'000.5e-3, 0x1fULL: whatever goes on like a number.
qsizetype endOfNumber(QStringView line, qsizetype at) {
    for (++at; at < line.size(); ++at) {
        const QChar character = line[at];
        if (character.isLetterOrNumber() || character == u'_') continue;
        const bool goesOn = at + 1 < line.size() && line[at + 1].isLetterOrNumber();
        if ((character == u'.' || character == u'\'') && goesOn) continue;
        const bool sign = (character == u'+' || character == u'-') && (line[at - 1] == u'e' || line[at - 1] == u'E');
        if (!sign || !goesOn) break;
    }
    return at;
}

/// After the closing text, or -1 if the line has none from `at` on. What a backslash stands before closes nothing.
qsizetype endOfString(QStringView line, qsizetype at, QStringView closing) {
    for (; at < line.size(); ++at) {
        if (line[at] == u'\\')
            ++at;
        else if (line.mid(at).startsWith(closing))
            return at + closing.size();
    }
    return -1;
}

/// After 'x' or '\n', or -1 where a ' is something else: a lifetime, an apostrophe.
qsizetype endOfCharacterLiteral(QStringView line, qsizetype at) {
    const QStringView rest = line.mid(at, longestCharacterLiteral);
    if (rest.size() < 3 || rest[1] == u'\'') return -1;
    if (rest[1] == u'\\') {
        const qsizetype end = rest.indexOf(u'\'', 3);
        return end < 0 ? -1 : at + end + 1;
    }
    const qsizetype end = rest[1].isHighSurrogate() ? 3 : 2;
    return end < rest.size() && rest[end] == u'\'' ? at + end + 1 : -1;
}

/// The entry of a list parted by spaces that the line goes on with; empty if there is none.
QStringView startingEntry(QStringView list, QStringView rest) {
    for (const QStringView entry : list.tokenize(u' ', Qt::SkipEmptyParts))
        if (rest.startsWith(entry)) return entry;
    return {};
}

bool isFunction(const Language& language, QStringView line, qsizetype end) {
    if (end < line.size() && line[end] == u'!' && language.functionEnd == u'(') ++end;  // a macro of Rust
    while (end < line.size() && line[end] == u' ' && language.functionEnd == u'=') ++end;
    return end < line.size() && line[end] == language.functionEnd;
}

}  // namespace

CodeHighlighter::CodeHighlighter(QStringView fenceName)
    : language_(findLanguage(fenceName)),
      name_(language_ ? language_->name.toString() : harmless(fenceName.left(longestName))) {}

QString CodeHighlighter::line(QStringView text) {
    const QString line = withoutTabs(text);
    Markup markup(line);
    if (!language_) return markup.finished();
    const Language& language = *language_;
    const qsizetype commentParting = language.blockComment.indexOf(u' ');
    const QStringView view(line);
    for (qsizetype at = 0; at < view.size();) {
        const QStringView rest = view.mid(at);
        const QChar character = rest[0];
        const auto colour = [&](qsizetype end, BlockStyle::Mark mark) {
            markup.colour(at, end, mark);
            at = end;
        };
        // Goes on from a line before, or has just begun with `opening`.
        const auto goOn = [&](qsizetype opening) {
            const bool comment = inside_ == Inside::Comment;
            const qsizetype found =
                comment ? view.indexOf(closing_, at + opening) : endOfString(view, at + opening, closing_);
            const qsizetype end = found < 0 ? view.size() : comment ? found + closing_.size() : found;
            if (found >= 0) inside_ = Inside::Nothing;
            colour(end, comment ? BlockStyle::Mark::Comment : BlockStyle::Mark::String);
        };
        if (inside_ == Inside::Comment || inside_ == Inside::LongString) {
            goOn(0);
            continue;
        }
        if (commentParting > 0 && rest.startsWith(language.blockComment.left(commentParting))) {
            inside_ = Inside::Comment;
            closing_ = language.blockComment.mid(commentParting + 1);
            goOn(commentParting);
            continue;
        }
        if (language.tags && inside_ != Inside::Tag) {
            const qsizetype name = rest.size() > 1 && (rest[1] == u'/' || rest[1] == u'?' || rest[1] == u'!') ? 2 : 1;
            if (character == u'<' && rest.size() > name && rest[name].isLetter()) {
                inside_ = Inside::Tag;
                at += name;
                colour(endOfWord(language, view, at), BlockStyle::Mark::Keyword);
            } else {
                ++at;
            }
            continue;
        }
        if (!startingEntry(language.lineComments, rest).isEmpty() &&
            (!language.spaceBeforeComment || at == 0 || view[at - 1].isSpace())) {
            colour(view.size(), BlockStyle::Mark::Comment);
        } else if (const QStringView opening = startingEntry(language.longQuotes, rest); !opening.isEmpty()) {
            inside_ = Inside::LongString;
            closing_ = opening;
            goOn(opening.size());
        } else if (language.quotes.contains(character)) {
            const qsizetype end = endOfString(view, at + 1, rest.left(1));
            colour(end < 0 ? view.size() : end, BlockStyle::Mark::String);
        } else if (const qsizetype end =
                       language.characterLiterals && character == u'\'' ? endOfCharacterLiteral(view, at) : -1;
                   end >= 0) {
            colour(end, BlockStyle::Mark::String);
        } else if (character.isDigit() && !language.tags) {
            colour(endOfNumber(view, at), BlockStyle::Mark::Number);
        } else if (isWord(language, character)) {
            const qsizetype end = endOfWord(language, view, at);
            if (language.tags)
                colour(end, BlockStyle::Mark::Function);
            else if (isKeyword(language, view.mid(at, end - at)))
                colour(end, BlockStyle::Mark::Keyword);
            else if (isFunction(language, view, end))
                colour(end, BlockStyle::Mark::Function);
            else
                at = end;
        } else {
            if (language.tags && character == u'>') inside_ = Inside::Nothing;
            ++at;
        }
    }
    return markup.finished();
}

QString highlightedCode(QStringView code, QStringView fenceName) {
    CodeHighlighter highlighter(fenceName);
    QStringList lines;
    for (const QStringView line : code.tokenize(u'\n')) lines += highlighter.line(line);
    return lines.join(QStringLiteral("<br/>"));
}

}  // namespace ui
