#include "app/storage/schema/schema.h"

namespace app::schema {

/// How an answer's keys and values were kept. Before, they were float16 alone.
QStringList version3() {
    return {
        QStringLiteral("ALTER TABLE answer ADD COLUMN cache_type TEXT NOT NULL DEFAULT 'f16' "
                       "CHECK (cache_type IN ('f16', 'q8_0'))")};
}

}  // namespace app::schema
