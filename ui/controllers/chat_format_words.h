#pragma once
#include <QString>

#include "ui/ports/chat_engine.h"

namespace ui {

/// A chat format as a person reads it; two of them are no names.
QString titleOf(const ChatFormatChoice& choice);
/// What those two mean; empty for the others.
QString explanationOf(const ChatFormatChoice& choice);

/// Of the format that is the model's own; empty for a template like no named one.
QString titleOf(const LoadedModel& model);
/// How the model's own format is known.
QString explanationOf(const LoadedModel& model);

}  // namespace ui
