#include "ui/text/indentation.h"

namespace ui {
namespace {

constexpr qsizetype tabWidth = 4;

qsizetype columnAfter(qsizetype column, QChar space) {
    return space == u'\t' ? (column / tabWidth + 1) * tabWidth : column + 1;
}

bool isSpace(QChar character) { return character == u' ' || character == u'\t'; }

}  // namespace

qsizetype indentation(QStringView line) {
    qsizetype column = 0;
    for (const QChar character : line) {
        if (!isSpace(character)) break;
        column = columnAfter(column, character);
    }
    return column;
}

QStringView unindented(QStringView line) {
    qsizetype begin = 0;
    while (begin < line.size() && isSpace(line[begin])) ++begin;
    return line.mid(begin);
}

QString withoutColumns(QStringView line, qsizetype columns) {
    qsizetype begin = 0, column = 0;
    while (column < columns && begin < line.size() && isSpace(line[begin])) column = columnAfter(column, line[begin++]);
    return QString(column > columns ? column - columns : 0, u' ') + line.mid(begin).toString();
}

}  // namespace ui
