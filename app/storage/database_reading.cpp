#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <QSqlError>
#include <QTimeZone>

#include "app/storage/database.h"
#include "app/storage/stored_answer.h"
#include "app/storage/stored_values.h"

namespace app {
namespace {

/// The least that the search index, which knows substrings of three characters, can look for.
constexpr qsizetype shortest_indexed = 3;

QDateTime timeOf(const QVariant& milliseconds) {
    return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), QTimeZone::utc());
}

/// A quoted string of FTS5's query language: every character stands for itself.
QString indexQuery(QString search) {
    return QStringLiteral("\"%1\"").arg(search.replace(u'"', QStringLiteral("\"\"")));
}

/// For LIKE ... ESCAPE '\': every character stands for itself.
QString likePattern(const QString& search) {
    QString escaped;
    for (const QChar character : search) {
        if (character == u'%' || character == u'_' || character == u'\\') escaped += u'\\';
        escaped += character;
    }
    return u'%' + escaped + u'%';
}

/// Numbers of the conversations in whose texts `search` stands.
Outcome<QSet<qint64>> textsWith(const Connection& connection, const QString& search) {
    // LIKE folds ASCII alone, so short words are looked for in both cases.
    auto found =
        search.toUcs4().size() >= shortest_indexed
            ? connection.run(QStringLiteral("SELECT DISTINCT message.conversation FROM message_search "
                                            "JOIN message ON message.number = message_search.rowid "
                                            "WHERE message_search.text MATCH ?"),
                             {indexQuery(search)})
            : connection.run(QStringLiteral("SELECT number FROM conversation WHERE EXISTS (SELECT 1 FROM message "
                                            "WHERE message.conversation = conversation.number AND "
                                            "(text LIKE ? ESCAPE '\\' OR text LIKE ? ESCAPE '\\'))"),
                             {likePattern(search.toLower()), likePattern(search.toUpper())});
    if (!found) return std::unexpected(found.error());
    QSet<qint64> numbers;
    while (found->next()) numbers.insert(found->value(0).toLongLong());
    if (found->lastError().isValid()) return std::unexpected(connection.problemOf(found->lastError()));
    return numbers;
}

}  // namespace

Outcome<QList<ui::ConversationSummary>> Database::list(const QString& search) const {
    const QString wanted = storable(search.trimmed()).remove(QChar(u'\0'));
    QSet<qint64> withText;
    if (!wanted.isEmpty()) {
        auto found = textsWith(*connection_, wanted);
        if (!found) return std::unexpected(found.error());
        withText = std::move(*found);
    }
    auto rows =
        connection_->run(QStringLiteral("SELECT number, id, title, created_ms, changed_ms FROM conversation "
                                        "ORDER BY changed_ms DESC, number DESC"));
    if (!rows) return std::unexpected(rows.error());
    QList<ui::ConversationSummary> conversations;
    while (rows->next()) {
        const QString title = rows->value(2).toString();
        if (!wanted.isEmpty() && !withText.contains(rows->value(0).toLongLong()) &&
            !title.contains(wanted, Qt::CaseInsensitive))
            continue;
        conversations.append({rows->value(1).toString(), title, timeOf(rows->value(3)), timeOf(rows->value(4))});
    }
    if (rows->lastError().isValid()) return std::unexpected(connection_->problemOf(rows->lastError()));
    return conversations;
}

Outcome<ui::StoredConversation> Database::conversation(const QString& id) const {
    auto snapshot = Transaction::read(*connection_);
    if (!snapshot) return std::unexpected(snapshot.error());
    auto row = connection_->run(QStringLiteral("SELECT number, id, title, created_ms, changed_ms, system_prompt, "
                                               "current_leaf FROM conversation WHERE id = ?"),
                                {id});
    if (!row) return std::unexpected(row.error());
    if (!row->next()) {
        if (row->lastError().isValid()) return std::unexpected(connection_->problemOf(row->lastError()));
        return refuse(QCoreApplication::translate("Problem", "there is no conversation %1").arg(id),
                      QCoreApplication::translate("Problem", "It may have been removed."));
    }
    const QVariant number = row->value(0);
    const qint64 leaf = row->value(6).toLongLong();  // 0 where there is none: SQLite numbers rows from 1
    ui::StoredConversation conversation;
    conversation.summary = {row->value(1).toString(), row->value(2).toString(), timeOf(row->value(3)),
                            timeOf(row->value(4))};
    conversation.systemPrompt = row->value(5).toString();
    row->finish();

    auto rows = connection_->run(
        QStringLiteral(
            "SELECT message.number, message.id, message.parent, message.role, message.text, message.created_ms, "
            "answer.%1 FROM message LEFT JOIN answer ON answer.message = message.number "
            "WHERE message.conversation = ? ORDER BY message.number")
            .arg(answerColumns().join(QStringLiteral(", answer."))),
        {number});
    if (!rows) return std::unexpected(rows.error());
    QHash<qint64, qsizetype> places;  // of message numbers in the list
    while (rows->next()) {
        ui::StoredMessage message;
        const qint64 messageNumber = rows->value(0).toLongLong();
        message.id = rows->value(1).toString();
        message.conversationId = conversation.summary.id;
        // A parent that did not come before (a file that something else wrote) counts as none, so no reader meets a
        // loop.
        if (const auto parent = places.constFind(rows->value(2).toLongLong()); parent != places.cend())
            message.parentId = conversation.messages[*parent].id;
        message.role = readRole(rows->value(3).toString());
        message.text = rows->value(4).toString();
        message.created = timeOf(rows->value(5));
        if (message.role == ui::ChatTurn::Role::Assistant) readAnswer(*rows, 6, message);
        if (messageNumber == leaf) conversation.currentLeafId = message.id;
        places.insert(messageNumber, conversation.messages.size());
        conversation.messages.append(std::move(message));
    }
    if (rows->lastError().isValid()) return std::unexpected(connection_->problemOf(rows->lastError()));
    rows->finish();

    auto pieces = connection_->run(QStringLiteral("SELECT answer_piece.message, answer_piece.text FROM answer_piece "
                                                  "JOIN message ON message.number = answer_piece.message "
                                                  "WHERE message.conversation = ? ORDER BY answer_piece.number"),
                                   {number});
    if (!pieces) return std::unexpected(pieces.error());
    while (pieces->next())
        if (const auto place = places.constFind(pieces->value(0).toLongLong()); place != places.cend())
            conversation.messages[*place].text += pieces->value(1).toString();
    if (pieces->lastError().isValid()) return std::unexpected(connection_->problemOf(pieces->lastError()));
    return conversation;
}

Outcome<bool> Database::hasAnswer(const QString& messageId) const {
    const auto count = connection_->number(QStringLiteral("SELECT count(*) FROM answer JOIN message "
                                                          "ON message.number = answer.message WHERE message.id = ?"),
                                           {messageId});
    if (!count) return std::unexpected(count.error());
    return *count > 0;
}

}  // namespace app
