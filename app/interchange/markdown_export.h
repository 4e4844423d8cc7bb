#pragma once
#include <QByteArray>
#include <QList>

#include "ui/ports/conversation_store.h"

namespace app {

/// The current branch of each conversation as CommonMark, UTF-8: title, system prompt, then a heading and the text of
/// each message. Every text stands in it byte for byte; a fence or HTML block that a text leaves open is closed after
/// it, so that it cannot swallow what follows. The same conversations give the same bytes.
QByteArray markdownOf(const QList<ui::StoredConversation>& conversations);

}  // namespace app
