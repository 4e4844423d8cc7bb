#pragma once
#include <QByteArray>
#include <QList>

#include "ui/ports/conversation_store.h"

namespace app {

/// All of each conversation as JSON, UTF-8: every branch, settings, statistics, problems, and the versions of format
/// and program. Times are ISO 8601 in UTC with milliseconds; seeds are decimal strings, as they may exceed 2^53. The
/// same conversations give the same bytes.
QByteArray jsonOf(const QList<ui::StoredConversation>& conversations);

}  // namespace app
