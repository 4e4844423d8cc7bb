#include "ui/models/block_list_model.h"

#include <algorithm>

#include "ui/text/block_style.h"

namespace ui {
namespace {

/// The roles by which a block of the same kind differs from another.
QList<int> changedRoles(const Block& before, const Block& after) {
    QList<int> roles;
    const auto compare = [&](int role, auto member) {
        if (before.*member != after.*member) roles += role;
    };
    compare(BlockListModel::HtmlRole, &Block::html);
    compare(BlockListModel::LevelRole, &Block::level);
    compare(BlockListModel::MarkerRole, &Block::marker);
    compare(BlockListModel::CodeRole, &Block::code);
    compare(BlockListModel::CodeHtmlRole, &Block::codeHtml);
    compare(BlockListModel::LanguageRole, &Block::language);
    compare(BlockListModel::ColumnsRole, &Block::columns);
    compare(BlockListModel::CellsRole, &Block::cells);
    compare(BlockListModel::AlignmentsRole, &Block::alignments);
    return roles;
}

}  // namespace

BlockListModel::BlockListModel(const BlockStyle* style, QObject* parent) : QAbstractListModel(parent), style_(style) {
    if (style_) connect(style_, &BlockStyle::changed, this, &BlockListModel::restyle);
}

int BlockListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant BlockListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Block& block = rows_[index.row()];
    const auto styled = [this](const QString& markup) {
        return style_ ? style_->apply(markup) : BlockStyle::withoutMarks(markup);
    };
    switch (role) {
        case KindRole: return static_cast<int>(block.kind);
        case HtmlRole: return styled(block.html);
        case LevelRole: return block.level;
        case MarkerRole: return block.marker;
        case CodeRole: return block.code;
        case CodeHtmlRole: return styled(block.codeHtml);
        case LanguageRole: return block.language;
        case ColumnsRole: return block.columns;
        case CellsRole: {
            QStringList cells;
            for (const QString& cell : block.cells) cells += styled(cell);
            return cells;
        }
        case AlignmentsRole: return QVariant::fromValue(block.alignments);
        default: return {};
    }
}

QHash<int, QByteArray> BlockListModel::roleNames() const {
    return {{KindRole, "kind"},         {HtmlRole, "html"},
            {LevelRole, "level"},       {MarkerRole, "marker"},
            {CodeRole, "code"},         {CodeHtmlRole, "codeHtml"},
            {LanguageRole, "language"}, {ColumnsRole, "columns"},
            {CellsRole, "cells"},       {AlignmentsRole, "alignments"}};
}

void BlockListModel::append(const QString& piece) { update(stream_.append(piece)); }

void BlockListModel::finish() { update(stream_.finish()); }

/// Takes over the stream's blocks from `row` on.
void BlockListModel::update(qsizetype row) {
    const qsizetype before = rows_.size();
    const QList<Block>& blocks = stream_.blocks();
    // A row of another kind needs another delegate, which a view chooses only for new rows.
    for (; row < std::min(before, blocks.size()) && rows_[row].kind == blocks[row].kind; ++row) {
        const QList<int> roles = changedRoles(rows_[row], blocks[row]);
        if (roles.isEmpty()) continue;
        rows_[row] = blocks[row];
        emit dataChanged(index(static_cast<int>(row)), index(static_cast<int>(row)), roles);
    }
    if (row < before) {
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(before) - 1);
        rows_.resize(row);
        endRemoveRows();
    }
    if (row < blocks.size()) {
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(blocks.size()) - 1);
        rows_ += blocks.mid(row);
        endInsertRows();
    }
    if (rows_.size() != before) emit countChanged();
}

void BlockListModel::setMarkdown(const QString& markdown) {
    const qsizetype before = rows_.size();
    beginResetModel();
    stream_.clear();
    stream_.append(markdown);
    stream_.finish();
    rows_ = stream_.blocks();
    endResetModel();
    if (rows_.size() != before) emit countChanged();
}

void BlockListModel::restyle() {
    if (rows_.isEmpty()) return;
    emit dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1), {HtmlRole, CodeHtmlRole, CellsRole});
}

}  // namespace ui
