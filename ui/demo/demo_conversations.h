#pragma once
#include <QDateTime>
#include <QList>

#include "ui/ports/conversation_store.h"

namespace ui::demo {

/// Prepared conversations as they would stand in the store at `now`: some in every section of the side bar; answers
/// that ended in every way, siblings, every block kind, very long and non-Latin texts.
QList<StoredConversation> exampleConversations(const QDateTime& now);

/// `count` short conversations, spread evenly over the two years before `now`, the newest first.
QList<StoredConversation> manyConversations(const QDateTime& now, int count);

}  // namespace ui::demo
