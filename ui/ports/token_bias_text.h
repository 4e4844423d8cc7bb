#pragma once
#include <QList>
#include <QString>
#include <expected>

#include "ui/ports/chat_engine.h"

namespace ui {

/// Biases as people write them, one a line: "13 = -2.5", or "13 = -inf" for a token that must not come. The number is
/// written with a point, as --logit-bias takes it.
QString writtenTokenBiases(const QList<TokenBias>& biases);

/// The way back; empty lines count for nothing. The number of the first line that is none of the above (from 1) where
/// there is one.
std::expected<QList<TokenBias>, int> tokenBiasesIn(const QString& text);

}  // namespace ui
