#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace ui {

/// One visible piece of an answer. Markup in `html`, `codeHtml` and `cells` is ours alone: every character of the model
/// is escaped, there is no image, and a link leads to http, https or mailto. It is one paragraph, without an element
/// around it. Colours and the code font stand in it as marks (see BlockStyle::apply), so that a change of theme needs
/// no second parse.
struct Block {
    enum class Kind { Paragraph, Heading, ListItem, Quote, Code, Table, Rule };
    Kind kind = Kind::Paragraph;
    QString html;           ///< Paragraph, Heading, ListItem, Quote
    int level = 0;          ///< Heading 1..6; Quote 1..32, how deep in quotes; else how deep in lists, ListItem 1..32
    QString marker;         ///< ListItem: "•", "3.", "☐", "☑"; empty where an item goes on after a first paragraph
    QString code;           ///< Code: as it was written, without the last line feed
    QString codeHtml;       ///< Code: highlighted, lines parted by <br/>
    QString language;       ///< Code: as a person reads it ("C++"), empty when none was named
    int columns = 0;        ///< Table
    QStringList cells;      ///< Table: markup, row by row, the head first
    QList<int> alignments;  ///< Table: Qt::AlignLeft, AlignHCenter or AlignRight for each column
    bool operator==(const Block&) const = default;
};

}  // namespace ui
