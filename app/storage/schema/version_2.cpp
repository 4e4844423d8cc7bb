#include "app/storage/schema/schema.h"

namespace app::schema {

/// Everything that an answer was made with. Answers of version 1 knew no other samplers than its own, so the defaults,
/// which change nothing, are what they were made with; format and stop texts were not recorded and stay NULL. Lists are
/// JSON: logit_bias [{"token": 13, "bias": -2.5}], null for a forbidden token; stop_texts ["###"].
QStringList version2() {
    return {
        QStringLiteral("ALTER TABLE answer ADD COLUMN min_p REAL NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN typical_p REAL NOT NULL DEFAULT 1"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN repetition_penalty REAL NOT NULL DEFAULT 1"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN presence_penalty REAL NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN frequency_penalty REAL NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN penalty_window INTEGER NOT NULL DEFAULT 64"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN logit_bias TEXT NOT NULL DEFAULT '[]'"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN reproducible INTEGER NOT NULL DEFAULT 0 "
                       "CHECK (reproducible IN (0, 1))"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN stop_texts TEXT"),
        QStringLiteral("ALTER TABLE answer ADD COLUMN chat_format TEXT"),  // '' for a template like no named format
        QStringLiteral("ALTER TABLE answer ADD COLUMN chat_format_source TEXT "
                       "CHECK (chat_format_source IN ('template', 'assumed', 'name', 'default', 'chosen'))"),
    };
}

}  // namespace app::schema
