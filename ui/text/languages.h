#pragma once
#include <QStringView>

namespace ui {

/// What CodeHighlighter knows of a programming language. Lists are parted by single spaces.
struct Language {
    QStringView name;        ///< as a person reads it
    QStringView fenceNames;  ///< lower case
    QStringView keywords = {};
    QStringView lineComments = {};    ///< what begins a comment that ends with the line
    QStringView blockComment = {};    ///< what begins and what ends a comment that goes over lines
    QStringView quotes = {};          ///< characters around a string within a line
    QStringView longQuotes = {};      ///< around a string that goes over lines
    QStringView wordCharacters = {};  ///< in names, beside letters, digits and _
    char16_t functionEnd = u'(';      ///< what follows a name that is shown as a function
    bool anyCase = false;             ///< of keywords
    bool characterLiterals = false;   ///< 'x' is a literal, a lone ' is none
    bool spaceBeforeComment = false;  ///< a comment begins only at the line's start or after a space
    bool tags = false;                ///< <name attribute="value">; the rest is text
};

/// The language of a name after a fence, any case; null if it is not in the table.
const Language* findLanguage(QStringView fenceName);

/// Whether the language has this keyword.
bool isKeyword(const Language& language, QStringView word);

}  // namespace ui
