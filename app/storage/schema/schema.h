#pragma once
#include <QStringList>

#include "app/outcome.h"
#include "app/storage/connection.h"

namespace app::schema {

/// The newest schema this program knows. A file's version is its user_version; 0 is an empty file.
inline constexpr int newest_version = 3;

/// Marks a file as one of this program's (application_id in SQLite's header): "AltP".
inline constexpr qint64 application_id = 0x416c7450;

/// Statements that bring a file from version n - 1 to n.
QStringList version1();
QStringList version2();
QStringList version3();

/// Whether this program can use the file as it is or after `migrate`. Writes nothing. Fails for a newer version (both
/// numbers are named) and for another program's database.
Outcome<void> check(const Connection& connection);

/// Brings the file to the newest version, one transaction for all steps: where one fails, the file stays as it was.
Outcome<void> migrate(const Connection& connection);

}  // namespace app::schema
