#pragma once
#include <QByteArray>
#include <QString>

#include "app/outcome.h"
#include "ui/ports/conversation_exporter.h"
#include "ui/ports/conversation_store.h"

namespace app {

/// The conversations in one of the formats.
QByteArray exportOf(const QList<ui::StoredConversation>& conversations, ui::ExportFormat format);

/// Writes a file whole or not at all: what stood there before stays until the new one is complete. Fails over anything
/// that is not a plain file, and where the folder cannot be written.
Outcome<void> writeWhole(const QString& file, const QByteArray& bytes);

}  // namespace app
