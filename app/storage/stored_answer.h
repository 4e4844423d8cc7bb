#pragma once
#include <QSqlQuery>
#include <QStringList>
#include <QVariantList>

#include "ui/ports/conversation_store.h"

namespace app {

/// What the table `answer` keeps of an answer, in one place: the names of its columns but `message`, their values in
/// the same order, and the way back.
QStringList answerColumns();
QVariantList answerValues(const ui::StoredMessage& message);
/// `first` is where the columns begin in the row. Whatever stands in them is read as something that may be.
void readAnswer(const QSqlQuery& row, int first, ui::StoredMessage& message);

}  // namespace app
