#pragma once
#include <QString>
#include <QStringView>

namespace ui {

struct Language;

/// Highlights code line by line for one language of the table in languages.cpp: keywords, strings, numbers, functions
/// and comments. What goes on over lines (block comments, long strings) is remembered, so code can arrive in pieces.
class CodeHighlighter {
public:
    /// By the name after a fence ("cpp", "python"), any case; an unknown one is only escaped.
    explicit CodeHighlighter(QStringView fenceName = {});
    /// Markup of one line (without its line feed): escaped, runs of spaces kept, colours as BlockStyle marks.
    QString line(QStringView text);
    /// How a person reads the language ("C++"); an unknown one as it was written, escaped nowhere, at most 32
    /// characters.
    QString languageName() const { return name_; }

private:
    enum class Inside { Nothing, Comment, LongString, Tag };
    const Language* language_ = nullptr;
    QString name_;
    Inside inside_ = Inside::Nothing;
    QStringView closing_;  // what ends a comment or a long string
};

/// The whole code as markup, lines parted by <br/>.
QString highlightedCode(QStringView code, QStringView fenceName);

}  // namespace ui
