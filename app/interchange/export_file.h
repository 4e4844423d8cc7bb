#pragma once
#include <QByteArray>
#include <QString>

#include "app/outcome.h"
#include "ui/ports/conversation_exporter.h"
#include "ui/ports/conversation_store.h"

namespace app {

/// The conversations in one of the formats.
QByteArray exportOf(const QList<ui::StoredConversation>& conversations, ui::ExportFormat format);

/// Fails over anything that is not a plain file, and where the file or its folder cannot be written: to be told before
/// long work rather than after it.
Outcome<void> checkTarget(const QString& file);

/// Writes a file whole or not at all: what stood there before stays until the new one is complete.
/// Fails where `checkTarget` does, too.
Outcome<void> writeWhole(const QString& file, const QByteArray& bytes);

}  // namespace app
