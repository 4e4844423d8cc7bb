#pragma once
#include <QString>

namespace ui {

/// The title of a conversation that begins with this message: its first line with words on it, white space joined, cut
/// after a word at 60 characters with "…". Empty if the message is.
QString conversationTitle(const QString& firstMessage);

}  // namespace ui
