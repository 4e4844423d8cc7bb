#pragma once
#include <QDateTime>
#include <QString>

#include "ui/ports/conversation_store.h"

namespace app {

/// How values stand in the database, in exported JSON and among the settings. Reading takes anything: what is unknown
/// reads as the value that promises least.
QString writtenRole(ui::ChatTurn::Role role);
ui::ChatTurn::Role readRole(const QString& written);  ///< unknown: User

QString writtenEnd(ui::AnswerEnd end);
ui::AnswerEnd readEnd(const QString& written);  ///< unknown: Unfinished

QString writtenSource(ui::ChatFormatSource source);
ui::ChatFormatSource readSource(const QString& written);  ///< unknown: Default

QString writtenCacheType(ui::CacheType type);
ui::CacheType readCacheType(const QString& written);  ///< unknown: F16

/// Half of a character's surrogate pair is no text, and SQLite's conversion to UTF-8 would damage the character after
/// it; each becomes U+FFFD. Never null, as the columns are NOT NULL.
QString storable(const QString& text);

/// SQLite keeps what is not a number as NULL; such a speed reads as 0.
double storable(double number);

}  // namespace app
