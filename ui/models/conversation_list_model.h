#pragma once
#include <QtQml/qqmlregistration.h>
#include <QAbstractListModel>
#include <QDate>

#include "ui/ports/conversation_store.h"

namespace ui {

/// The side bar: conversations, the last changed first, in sections by day.
class ConversationListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with ConversationListController.list")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        ConversationIdRole = Qt::UserRole + 1,  ///< `conversationId`
        TitleRole,                              ///< `title`, one line, plain text
        HeadingRole,  ///< `heading`, of the first row of a section: "Today", "Yesterday", "Previous 7 days", a month's
                      ///< name, with the year if it is another; else empty
        CurrentRole,  ///< `current`, bool: the one that is open
    };

    explicit ConversationListModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return rowCount(); }

    /// Another list; rows that stay are kept or moved, so that the view does not jump. `today` decides the sections.
    void setConversations(QList<ConversationSummary> conversations, QDate today = QDate::currentDate());
    void setCurrent(const QString& id);
    /// Empty if it is not in the list.
    QString title(const QString& id) const;

signals:
    void countChanged();

private:
    struct Row {
        ConversationSummary summary;
        QString heading;
    };
    qsizetype indexOf(const QString& id, qsizetype from = 0) const;
    void update(qsizetype row, const Row& next);

    QList<Row> rows_;
    QString current_;
};

}  // namespace ui
