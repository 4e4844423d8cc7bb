#include "app/storage/schema/schema.h"

namespace app::schema {

/// Conversations as trees of messages. Times are milliseconds since 1970 in UTC. Rows are numbered in the order in
/// which they came, which is how siblings are ordered. Seeds are 64 bits without a sign, kept in SQLite's signed
/// integers bit for bit. A parent has no cascade: a chain of a thousand messages would exceed SQLite's depth of
/// triggers; whole conversations are removed instead.
QStringList version1() {
    return {
        QStringLiteral("CREATE TABLE conversation ("
                       " number INTEGER PRIMARY KEY,"
                       " id TEXT NOT NULL UNIQUE,"
                       " title TEXT NOT NULL,"
                       " system_prompt TEXT NOT NULL,"
                       " created_ms INTEGER NOT NULL,"
                       " changed_ms INTEGER NOT NULL,"
                       " current_leaf INTEGER REFERENCES message (number)"
                       ") STRICT"),
        QStringLiteral("CREATE TABLE message ("
                       " number INTEGER PRIMARY KEY,"
                       " id TEXT NOT NULL UNIQUE,"
                       " conversation INTEGER NOT NULL REFERENCES conversation (number),"
                       " parent INTEGER REFERENCES message (number),"
                       " role TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),"
                       " text TEXT NOT NULL,"
                       " created_ms INTEGER NOT NULL"
                       ") STRICT"),
        QStringLiteral("CREATE INDEX message_of_conversation ON message (conversation)"),
        QStringLiteral("CREATE INDEX message_of_parent ON message (parent)"),
        QStringLiteral("CREATE INDEX conversation_of_leaf ON conversation (current_leaf)"),
        // What only answers have. The seed that was wished for is NULL where a new one was to be drawn.
        QStringLiteral(
            "CREATE TABLE answer ("
            " message INTEGER PRIMARY KEY REFERENCES message (number),"
            " model_name TEXT NOT NULL,"
            " model_identity TEXT NOT NULL,"
            " temperature REAL NOT NULL,"
            " top_k INTEGER NOT NULL,"
            " top_p REAL NOT NULL,"
            " wished_seed INTEGER,"
            " wished_context_length INTEGER NOT NULL,"
            " answer_limit INTEGER NOT NULL,"
            " ended TEXT NOT NULL CHECK (ended IN ('unfinished', 'end of turn', 'limit', 'stopped', 'failed')),"
            " prompt_tokens INTEGER NOT NULL,"
            " reused_tokens INTEGER NOT NULL,"
            " answer_tokens INTEGER NOT NULL,"
            " prompt_tokens_per_second REAL NOT NULL,"
            " tokens_per_second REAL NOT NULL,"
            " context_used INTEGER NOT NULL,"
            " context_length INTEGER NOT NULL,"
            " seed INTEGER NOT NULL,"
            " problem_what TEXT NOT NULL,"
            " problem_hint TEXT NOT NULL"
            ") STRICT"),
        // Text of answers under way, in order; joined to message.text at the end.
        QStringLiteral("CREATE TABLE answer_piece ("
                       " number INTEGER PRIMARY KEY AUTOINCREMENT,"
                       " message INTEGER NOT NULL REFERENCES answer (message),"
                       " text TEXT NOT NULL"
                       ") STRICT"),
        QStringLiteral("CREATE INDEX piece_of_message ON answer_piece (message)"),
        // Substrings of three characters, case folded by Unicode: `list` finds a text without reading them all.
        QStringLiteral("CREATE VIRTUAL TABLE message_search USING fts5 (text, content = 'message', "
                       "content_rowid = 'number', tokenize = 'trigram')"),
        QStringLiteral("CREATE TRIGGER message_added AFTER INSERT ON message BEGIN "
                       "INSERT INTO message_search (rowid, text) VALUES (new.number, new.text); END"),
        QStringLiteral("CREATE TRIGGER message_removed AFTER DELETE ON message BEGIN "
                       "INSERT INTO message_search (message_search, rowid, text) "
                       "VALUES ('delete', old.number, old.text); END"),
        QStringLiteral("CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message BEGIN "
                       "INSERT INTO message_search (message_search, rowid, text) "
                       "VALUES ('delete', old.number, old.text); "
                       "INSERT INTO message_search (rowid, text) VALUES (new.number, new.text); END"),
    };
}

}  // namespace app::schema
