#include "ui/models/model_menu_model.h"

namespace ui {

int ModelMenuModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ModelMenuModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[index.row()];
    switch (role) {
        case ModelIdRole: return row.modelId;
        case Qt::DisplayRole:
        case LabelRole: return row.label;
        case HeadlineRole: return row.headline;
        case DetailRole: return row.detail;
        case StateRole: return row.state;
        case FractionRole: return row.fraction;
        case ProblemRole: return row.problem;
        case SpeedRole: return row.speed;
        case SharesRole: return row.shares;
        case WarningRole: return row.warning;
        default: return {};
    }
}

QHash<int, QByteArray> ModelMenuModel::roleNames() const {
    return {{ModelIdRole, "modelId"}, {LabelRole, "label"},       {HeadlineRole, "headline"}, {DetailRole, "detail"},
            {StateRole, "state"},     {FractionRole, "fraction"}, {ProblemRole, "problem"},   {SpeedRole, "speed"},
            {SharesRole, "shares"},   {WarningRole, "warning"}};
}

void ModelMenuModel::setRows(const QList<Row>& rows) {
    const qsizetype before = rows_.size();
    const qsizetype after = rows.size();
    if (after < before) {
        beginRemoveRows({}, static_cast<int>(after), static_cast<int>(before - 1));
        rows_.resize(after);
        endRemoveRows();
    }
    for (qsizetype i = 0; i < rows_.size(); ++i) {
        if (rows_[i] == rows[i]) continue;
        rows_[i] = rows[i];
        const QModelIndex changed = index(static_cast<int>(i));
        emit dataChanged(changed, changed);
    }
    if (after > before) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(after - 1));
        rows_.append(rows.sliced(before));
        endInsertRows();
    }
    if (after != before) emit countChanged();
}

}  // namespace ui
