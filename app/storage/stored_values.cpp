#include "app/storage/stored_values.h"

#include <array>
#include <cmath>
#include <utility>

namespace app {
namespace {

using Role = ui::ChatTurn::Role;
using End = ui::AnswerEnd;
using Source = ui::ChatFormatSource;
constexpr std::array roles = {std::pair(Role::User, "user"), std::pair(Role::System, "system"),
                              std::pair(Role::Assistant, "assistant")};
constexpr std::array ends = {std::pair(End::Unfinished, "unfinished"), std::pair(End::EndOfTurn, "end of turn"),
                             std::pair(End::Limit, "limit"), std::pair(End::Stopped, "stopped"),
                             std::pair(End::Failed, "failed")};

constexpr std::array sources = {std::pair(Source::Default, "default"), std::pair(Source::Template, "template"),
                                std::pair(Source::Assumed, "assumed"), std::pair(Source::Name, "name"),
                                std::pair(Source::Chosen, "chosen")};

constexpr std::array cacheTypes = {std::pair(ui::CacheType::F16, "f16"), std::pair(ui::CacheType::Q8_0, "q8_0")};

/// The first entry stands for what is unknown, in both directions.
template <typename Table>
QString written(const Table& table, decltype(Table::value_type::first) value) {
    for (const auto& [known, name] : table)
        if (known == value) return QString::fromLatin1(name);
    return QString::fromLatin1(table.front().second);
}

template <typename Table>
auto read(const Table& table, const QString& name) {
    for (const auto& [known, written] : table)
        if (name == QLatin1String(written)) return known;
    return table.front().first;
}

}  // namespace

QString writtenRole(Role role) { return written(roles, role); }
Role readRole(const QString& name) { return read(roles, name); }
QString writtenEnd(End end) { return written(ends, end); }
End readEnd(const QString& name) { return read(ends, name); }
QString writtenSource(Source source) { return written(sources, source); }
Source readSource(const QString& name) { return read(sources, name); }
QString writtenCacheType(ui::CacheType type) { return written(cacheTypes, type); }
ui::CacheType readCacheType(const QString& name) { return read(cacheTypes, name); }

QString storable(const QString& text) {
    if (text.isNull()) return QStringLiteral("");
    QString result = text;  // copied only where something is replaced
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (!character.isSurrogate()) continue;
        if (character.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else
            result[i] = QChar::ReplacementCharacter;
    }
    return result;
}

double storable(double number) { return std::isfinite(number) ? number : 0.0; }

}  // namespace app
