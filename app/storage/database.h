#pragma once
#include <QList>
#include <QString>
#include <memory>

#include "app/outcome.h"
#include "app/storage/connection.h"
#include "ui/ports/conversation_store.h"

namespace app {

/// The conversations of one data directory, in SQLite. Synchronous; used by the thread that opened it. Several may be
/// open on one file, in this process and in others: readers see whole transactions, writers wait for each other for up
/// to five seconds. Every change is one transaction, on the disk when the call returns. No call throws or ends the
/// program: a full disk, a file that cannot be written or is damaged comes back as a Problem that names the file, and
/// what was there before is still there.
class Database {
public:
    using Access = Connection::Access;

    /// Opens `file`; with ReadWrite it is made or brought to the newest schema first, and texts of answers that a
    /// killed process left in pieces are joined. Fails, with nothing written, if the file's schema is newer than this
    /// program knows, if it is no database of this program, and with ReadOnly if there is no file.
    static Outcome<Database> open(const QString& file, Access access);

    /// Newest first. `search` is looked for in titles and texts, whatever its case, as it stands (no wildcards); empty
    /// finds all. An answer's text is found once it has ended.
    Outcome<QList<ui::ConversationSummary>> list(const QString& search) const;
    /// Whole, with what has been written of answers under way.
    Outcome<ui::StoredConversation> conversation(const QString& id) const;

    Outcome<void> create(const ui::ConversationSummary& summary, const QString& systemPrompt);
    Outcome<void> rename(const QString& id, const QString& title);
    Outcome<void> setSystemPrompt(const QString& id, const QString& systemPrompt);
    Outcome<void> setCurrentLeaf(const QString& id, const QString& messageId);
    Outcome<void> remove(const QString& id);

    /// Adds a leaf and makes it the current one. Fails if its id is taken or its parent is not of its conversation.
    Outcome<void> add(const ui::StoredMessage& message);
    /// Appends to an answer. The pieces lie in a table of their own until the answer ends: appending to the text itself
    /// would copy it each time. An answer that had ended is under way again.
    Outcome<void> append(const QString& messageId, const QString& text);
    Outcome<bool> hasAnswer(const QString& messageId) const;
    /// Sets everything that is known at the end of an answer.
    Outcome<void> finishAnswer(const QString& messageId, const ui::AnswerStatistics& statistics,
                               const ui::Problem& problem);

    /// Reads the whole file and names what is broken; nothing if it is sound.
    Outcome<void> check() const;

private:
    explicit Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
    Outcome<void> joinPieces();                        // of all answers
    Outcome<void> joinPiecesOf(qint64 messageNumber);  // inside a transaction
    Outcome<void> change(const QString& statement, const QVariantList& values, const QString& nothing);

    std::unique_ptr<Connection> connection_;
};

}  // namespace app
