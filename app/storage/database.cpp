#include "app/storage/database.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlError>
#include <QStringList>
#include <QThread>

#include "app/private_file.h"
#include "app/storage/schema/schema.h"
#include "app/storage/stored_answer.h"
#include "app/storage/stored_values.h"

namespace app {
namespace {

/// Readers and one writer at the same time. SQLite does not wait for others when the mode of a file changes, so this
/// does. Where the file system cannot share memory the mode stays another one, which is slower but as safe.
Outcome<void> useWriteAheadLog(const Connection& connection) {
    for (int attempt = 0;; ++attempt) {
        auto mode = connection.run(QStringLiteral("PRAGMA journal_mode = WAL"));
        if (mode) return {};
        if (attempt == 100) return std::unexpected(mode.error());
        QThread::msleep(50);
    }
}

QStringList connectionPragmas() {
    return {
        QStringLiteral("PRAGMA foreign_keys = ON"),
        QStringLiteral("PRAGMA synchronous = FULL"),  // a commit survives a power cut
        QStringLiteral("PRAGMA secure_delete = ON"),  // what was removed is overwritten
    };
}

qint64 milliseconds(const QDateTime& time) { return time.isValid() ? time.toMSecsSinceEpoch() : 0; }

}  // namespace

Outcome<Database> Database::open(const QString& file, Access access) {
    if (access == Access::ReadWrite) {
        makePrivateFile(file);
    } else if (!QFileInfo::exists(file)) {
        return refuse(QCoreApplication::translate("Problem", "there is no file %1").arg(file),
                      QCoreApplication::translate("Problem", "It is made with the first conversation."));
    }
    auto connection = Connection::open(file, access);
    if (!connection) return std::unexpected(connection.error());
    {
        // What is checked is read at one time: another process may be making the schema just now.
        const auto snapshot = Transaction::read(**connection);
        if (!snapshot) return std::unexpected(snapshot.error());
        if (auto checked = schema::check(**connection); !checked) return std::unexpected(checked.error());
    }
    for (const QString& pragma : connectionPragmas())
        if (auto done = (*connection)->run(pragma); !done) return std::unexpected(done.error());
    Database database(std::move(*connection));
    if (access == Access::ReadWrite) {
        // A file that cannot be written can still be read, if it needs nothing new.
        if (QFileInfo(file).isWritable()) {
            if (auto log = useWriteAheadLog(*database.connection_); !log) return std::unexpected(log.error());
        }
        if (auto migrated = schema::migrate(*database.connection_); !migrated) return std::unexpected(migrated.error());
        // Reading joins the pieces too, so nothing is lost if this cannot be written now.
        (void)database.joinPieces();
    } else if (auto version = database.connection_->number(QStringLiteral("PRAGMA user_version"));
               version && *version != schema::newest_version) {
        return refuse(QCoreApplication::translate("Problem", "%1 has schema %2, which must be renewed first")
                          .arg(file)
                          .arg(*version),
                      QCoreApplication::translate("Problem", "Open Altiplano's window once."));
    }
    return database;
}

Outcome<void> Database::change(const QString& statement, const QVariantList& values, const QString& nothing) {
    auto done = connection_->run(statement, values);
    if (!done) return std::unexpected(done.error());
    if (done->numRowsAffected() == 0)
        return refuse(nothing, QCoreApplication::translate("Problem", "It may have been removed."));
    return {};
}

Outcome<void> Database::create(const ui::ConversationSummary& summary, const QString& systemPrompt) {
    return change(QStringLiteral("INSERT INTO conversation (id, title, system_prompt, created_ms, changed_ms) "
                                 "VALUES (?, ?, ?, ?, ?)"),
                  {storable(summary.id), storable(summary.title), storable(systemPrompt), milliseconds(summary.created),
                   milliseconds(summary.changed)},
                  QCoreApplication::translate("Problem", "the conversation was not added"));
}

Outcome<void> Database::rename(const QString& id, const QString& title) {
    return change(QStringLiteral("UPDATE conversation SET title = ? WHERE id = ?"), {storable(title), id},
                  QCoreApplication::translate("Problem", "there is no conversation %1").arg(id));
}

Outcome<void> Database::setSystemPrompt(const QString& id, const QString& systemPrompt) {
    return change(QStringLiteral("UPDATE conversation SET system_prompt = ? WHERE id = ?"),
                  {storable(systemPrompt), id},
                  QCoreApplication::translate("Problem", "there is no conversation %1").arg(id));
}

Outcome<void> Database::setCurrentLeaf(const QString& id, const QString& messageId) {
    return change(
        QStringLiteral("UPDATE conversation SET current_leaf = leaf.number FROM message AS leaf "
                       "WHERE conversation.id = ? AND leaf.id = ? "
                       "AND leaf.conversation = conversation.number"),
        {id, messageId},
        QCoreApplication::translate("Problem", "there is no message %1 in conversation %2").arg(messageId, id));
}

Outcome<void> Database::remove(const QString& id) {
    auto transaction = Transaction::write(*connection_);
    if (!transaction) return std::unexpected(transaction.error());
    auto found = connection_->run(QStringLiteral("SELECT number FROM conversation WHERE id = ?"), {id});
    if (!found) return std::unexpected(found.error());
    if (!found->next())
        return refuse(QCoreApplication::translate("Problem", "there is no conversation %1").arg(id),
                      QCoreApplication::translate("Problem", "It may have been removed."));
    const QVariant number = found->value(0);
    found->finish();
    for (const QString& statement :
         {QStringLiteral("UPDATE conversation SET current_leaf = NULL WHERE number = ?"),
          QStringLiteral(
              "DELETE FROM answer_piece WHERE message IN (SELECT number FROM message WHERE conversation = ?)"),
          QStringLiteral("DELETE FROM answer WHERE message IN (SELECT number FROM message WHERE conversation = ?)"),
          QStringLiteral("DELETE FROM message WHERE conversation = ?"),
          QStringLiteral("DELETE FROM conversation WHERE number = ?")})
        if (auto done = connection_->run(statement, {number}); !done) return std::unexpected(done.error());
    return transaction->commit();
}

Outcome<void> Database::add(const ui::StoredMessage& message) {
    auto transaction = Transaction::write(*connection_);
    if (!transaction) return std::unexpected(transaction.error());
    const QString nowhere =
        QCoreApplication::translate("Problem", "there is no conversation %1").arg(message.conversationId);
    const auto text = storable(message.text);
    auto inserted =
        message.parentId.isEmpty()
            ? change(QStringLiteral("INSERT INTO message (id, conversation, parent, role, text, created_ms) "
                                    "SELECT ?, number, NULL, ?, ?, ? FROM conversation WHERE id = ?"),
                     {storable(message.id), writtenRole(message.role), text, milliseconds(message.created),
                      message.conversationId},
                     nowhere)
            : change(QStringLiteral("INSERT INTO message (id, conversation, parent, role, text, created_ms) "
                                    "SELECT ?, conversation.number, parent.number, ?, ?, ? "
                                    "FROM conversation JOIN message AS parent "
                                    "ON parent.conversation = conversation.number "
                                    "WHERE conversation.id = ? AND parent.id = ?"),
                     {storable(message.id), writtenRole(message.role), text, milliseconds(message.created),
                      message.conversationId, message.parentId},
                     QCoreApplication::translate("Problem", "there is no message %1 in conversation %2")
                         .arg(message.parentId, message.conversationId));
    if (!inserted) return inserted;
    if (message.role == ui::ChatTurn::Role::Assistant) {
        auto done = connection_->run(
            QStringLiteral("INSERT INTO answer (message, %1) SELECT number, %2 "
                           "FROM message WHERE id = ?")
                .arg(answerColumns().join(QStringLiteral(", ")),
                     QStringList(answerColumns().size(), QStringLiteral("?")).join(QStringLiteral(", "))),
            answerValues(message) << message.id);
        if (!done) return std::unexpected(done.error());
    }
    auto touched = change(QStringLiteral("UPDATE conversation SET changed_ms = max(changed_ms, ?), "
                                         "current_leaf = (SELECT number FROM message WHERE id = ?) WHERE id = ?"),
                          {milliseconds(message.created), message.id, message.conversationId}, nowhere);
    if (!touched) return touched;
    return transaction->commit();
}

Outcome<void> Database::append(const QString& messageId, const QString& text) {
    auto transaction = Transaction::write(*connection_);
    if (!transaction) return std::unexpected(transaction.error());
    auto inserted = change(
        QStringLiteral("INSERT INTO answer_piece (message, text) SELECT answer.message, ? FROM answer "
                       "JOIN message ON message.number = answer.message WHERE message.id = ?"),
        {storable(text), messageId}, QCoreApplication::translate("Problem", "there is no answer %1").arg(messageId));
    if (!inserted) return inserted;
    auto reopened =
        connection_->run(QStringLiteral("UPDATE answer SET ended = 'unfinished' WHERE ended <> 'unfinished' "
                                        "AND message = (SELECT number FROM message WHERE id = ?)"),
                         {messageId});
    if (!reopened) return std::unexpected(reopened.error());
    return transaction->commit();
}

Outcome<void> Database::finishAnswer(const QString& messageId, const ui::AnswerStatistics& statistics,
                                     const ui::Problem& problem) {
    auto transaction = Transaction::write(*connection_);
    if (!transaction) return std::unexpected(transaction.error());
    auto updated = change(
        QStringLiteral("UPDATE answer SET ended = ?, prompt_tokens = ?, reused_tokens = ?, answer_tokens = ?, "
                       "prompt_tokens_per_second = ?, tokens_per_second = ?, context_used = ?, context_length = ?, "
                       "seed = ?, problem_what = ?, problem_hint = ? "
                       "WHERE message = (SELECT number FROM message WHERE id = ?)"),
        {writtenEnd(statistics.end), statistics.promptTokens, statistics.reusedTokens, statistics.answerTokens,
         storable(statistics.promptTokensPerSecond), storable(statistics.tokensPerSecond), statistics.contextUsed,
         statistics.contextLength, static_cast<qint64>(statistics.seed), storable(problem.what), storable(problem.hint),
         messageId},
        QCoreApplication::translate("Problem", "there is no answer %1").arg(messageId));
    if (!updated) return updated;
    const auto number = connection_->number(QStringLiteral("SELECT number FROM message WHERE id = ?"), {messageId});
    if (!number) return std::unexpected(number.error());
    if (auto joined = joinPiecesOf(*number); !joined) return joined;
    return transaction->commit();
}

Outcome<void> Database::joinPieces() {
    auto found = connection_->run(QStringLiteral("SELECT DISTINCT message FROM answer_piece"));
    if (!found) return std::unexpected(found.error());
    QList<qint64> numbers;
    while (found->next()) numbers.append(found->value(0).toLongLong());
    found->finish();
    for (const qint64 number : numbers) {
        auto transaction = Transaction::write(*connection_);
        if (!transaction) return std::unexpected(transaction.error());
        if (auto joined = joinPiecesOf(number); !joined) return joined;
        if (auto committed = transaction->commit(); !committed) return committed;
    }
    return {};
}

Outcome<void> Database::joinPiecesOf(qint64 messageNumber) {
    auto pieces = connection_->run(QStringLiteral("SELECT text FROM answer_piece WHERE message = ? ORDER BY number"),
                                   {messageNumber});
    if (!pieces) return std::unexpected(pieces.error());
    QString text;
    while (pieces->next()) text += pieces->value(0).toString();
    if (pieces->lastError().isValid()) return std::unexpected(connection_->problemOf(pieces->lastError()));
    pieces->finish();
    if (text.isEmpty()) return {};
    if (auto joined =
            change(QStringLiteral("UPDATE message SET text = text || ? WHERE number = ?"), {text, messageNumber},
                   QCoreApplication::translate("Problem", "there is no message %1").arg(messageNumber));
        !joined)
        return joined;
    auto removed = connection_->run(QStringLiteral("DELETE FROM answer_piece WHERE message = ?"), {messageNumber});
    if (!removed) return std::unexpected(removed.error());
    return {};
}

Outcome<void> Database::check() const {
    for (const QString& pragma :
         {QStringLiteral("PRAGMA integrity_check"), QStringLiteral("PRAGMA foreign_key_check")}) {
        auto result = connection_->run(pragma);
        if (!result) return std::unexpected(result.error());
        while (result->next()) {
            const QString line = result->value(0).toString();
            if (line != QStringLiteral("ok"))
                return refuse(
                    QCoreApplication::translate("Problem", "%1 is damaged: %2").arg(connection_->file(), line),
                    QCoreApplication::translate("Problem", "Put a copy of it back; Altiplano leaves it as it is."));
        }
        if (result->lastError().isValid()) return std::unexpected(connection_->problemOf(result->lastError()));
    }
    return {};
}

}  // namespace app
