#pragma once
#include <QString>
#include <QStringView>

namespace ui {

/// Columns of white space before a line's text; a tab goes to the next multiple of four.
qsizetype indentation(QStringView line);

/// The line without the white space before its text; empty if it is blank.
QStringView unindented(QStringView line);

/// The line without up to `columns` columns of the white space before its text. What is left of a tab is spaces.
QString withoutColumns(QStringView line, qsizetype columns);

}  // namespace ui
