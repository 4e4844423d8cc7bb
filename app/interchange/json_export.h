#pragma once
#include <QByteArray>
#include <QList>

#include "ui/ports/conversation_store.h"

namespace app {

/// All of each conversation as JSON, UTF-8: every branch, settings, statistics, problems, and the versions of format
/// and program. Times are ISO 8601 in UTC with milliseconds; seeds are decimal strings, as they may exceed 2^53. The
/// same conversations give the same bytes.
///
/// Version 2 adds to an answer's "settings" min_p, typical_p, repetition_penalty, presence_penalty, frequency_penalty,
/// penalty_window, logit_bias (a list of token and bias; null forbids the token), stop_texts and reproducible, and to
/// the answer "chat_format": its name (null for a template like no named one) and its source, which is template,
/// assumed, name, default or chosen. Of answers made before, chat_format and stop_texts are null: not recorded.
///
/// Version 3 adds to "settings" cache_type, f16 or q8_0.
QByteArray jsonOf(const QList<ui::StoredConversation>& conversations);

}  // namespace app
