#include "ui/models/conversation_list_model.h"

#include <QLocale>
#include <QSet>
#include <algorithm>

namespace ui {
namespace {

QString sectionOf(QDate day, QDate today) {
    const qint64 daysAgo = day.daysTo(today);
    if (daysAgo <= 0) return ConversationListModel::tr("Today");
    if (daysAgo == 1) return ConversationListModel::tr("Yesterday");
    if (daysAgo <= 7) return ConversationListModel::tr("Previous 7 days");
    const QString month = QLocale().standaloneMonthName(day.month());
    return day.year() == today.year() ? month : ConversationListModel::tr("%1 %2").arg(month).arg(day.year());
}

}  // namespace

ConversationListModel::ConversationListModel(QObject* parent) : QAbstractListModel(parent) {}

int ConversationListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ConversationListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[index.row()];
    switch (role) {
        case ConversationIdRole: return row.summary.id;
        case Qt::DisplayRole:
        case TitleRole: return row.summary.title;
        case HeadingRole: return row.heading;
        case CurrentRole: return row.summary.id == current_;
        default: return {};
    }
}

QHash<int, QByteArray> ConversationListModel::roleNames() const {
    return {{ConversationIdRole, "conversationId"},
            {TitleRole, "title"},
            {HeadingRole, "heading"},
            {CurrentRole, "current"}};
}

void ConversationListModel::setConversations(QList<ConversationSummary> conversations, QDate today) {
    std::ranges::stable_sort(conversations, std::ranges::greater(), &ConversationSummary::changed);
    QList<Row> next;
    QSet<QString> wanted;
    QString last;
    for (ConversationSummary& summary : conversations) {
        summary.title = summary.title.simplified();
        if (summary.title.isEmpty()) summary.title = tr("Untitled");
        wanted.insert(summary.id);
        const QString section = sectionOf(summary.changed.toLocalTime().date(), today);
        next.append({std::move(summary), section == last ? QString() : section});
        last = section;
    }
    const qsizetype before = rows_.size();

    // Runs of rows go and come at once: 1,000 conversations are one insertion, and so is the end of a search.
    for (qsizetype end = rows_.size(); end > 0;) {
        qsizetype begin = end;
        while (begin > 0 && !wanted.contains(rows_[begin - 1].summary.id)) --begin;
        if (begin < end) {
            beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end - 1));
            rows_.remove(begin, end - begin);
            endRemoveRows();
        }
        end = begin - 1;
    }
    QSet<QString> kept;
    for (const Row& row : rows_) kept.insert(row.summary.id);
    for (qsizetype i = 0; i < next.size();) {
        qsizetype end = i;
        while (end < next.size() && !kept.contains(next[end].summary.id)) ++end;
        if (end > i) {
            beginInsertRows({}, static_cast<int>(i), static_cast<int>(end - 1));
            for (qsizetype row = i; row < end; ++row) rows_.insert(row, next[row]);
            endInsertRows();
            i = end;
            continue;
        }
        const qsizetype from = indexOf(next[i].summary.id, i);
        if (from != i) {
            beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {}, static_cast<int>(i));
            rows_.move(from, i);
            endMoveRows();
        }
        update(i, next[i]);
        ++i;
    }
    if (rows_.size() != before) emit countChanged();
}

void ConversationListModel::setCurrent(const QString& id) {
    if (id == current_) return;
    const qsizetype left = indexOf(current_);
    current_ = id;
    for (const qsizetype row : {left, indexOf(current_)}) {
        if (row < 0) continue;
        const QModelIndex changed = index(static_cast<int>(row));
        emit dataChanged(changed, changed, {CurrentRole});
    }
}

QString ConversationListModel::title(const QString& id) const {
    const qsizetype row = indexOf(id);
    return row < 0 ? QString() : rows_[row].summary.title;
}

qsizetype ConversationListModel::indexOf(const QString& id, qsizetype from) const {
    for (qsizetype row = from; row < rows_.size(); ++row)
        if (rows_[row].summary.id == id) return row;
    return -1;
}

void ConversationListModel::update(qsizetype row, const Row& next) {
    const bool same = rows_[row].summary.title == next.summary.title && rows_[row].heading == next.heading;
    rows_[row] = next;
    if (same) return;
    const QModelIndex changed = index(static_cast<int>(row));
    emit dataChanged(changed, changed, {Qt::DisplayRole, TitleRole, HeadingRole});
}

}  // namespace ui
