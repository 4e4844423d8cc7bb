#include "ui/ports/token_bias_text.h"

#include <QLocale>
#include <QStringList>
#include <cmath>
#include <limits>
#include <optional>

namespace ui {
namespace {

const auto forbidden = QStringLiteral("-inf");
constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

std::optional<TokenBias> biasIn(const QString& line) {
    const QStringList sides = line.split(u'=');
    if (sides.size() != 2) return std::nullopt;
    bool isToken = false, isNumber = false;
    const int token = sides[0].trimmed().toInt(&isToken);
    const QString written = sides[1].trimmed();
    const double bias = written.toDouble(&isNumber);
    if (!isToken || token < 0) return std::nullopt;
    if (written == forbidden) return TokenBias{token, minus_infinity};
    if (!isNumber || !std::isfinite(bias)) return std::nullopt;
    return TokenBias{token, bias};
}

}  // namespace

QString writtenTokenBiases(const QList<TokenBias>& biases) {
    QStringList lines;
    for (const auto& [token, bias] : biases)
        lines.append(QStringLiteral("%1 = %2").arg(token).arg(
            bias == minus_infinity ? forbidden : QString::number(bias, 'g', QLocale::FloatingPointShortest)));
    return lines.join(u'\n');
}

std::expected<QList<TokenBias>, int> tokenBiasesIn(const QString& text) {
    QList<TokenBias> biases;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty()) continue;
        const auto bias = biasIn(lines[i]);
        if (!bias) return std::unexpected(static_cast<int>(i + 1));
        biases.append(*bias);
    }
    return biases;
}

}  // namespace ui
