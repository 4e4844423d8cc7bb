#include "app/cli/session_note.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace app::cli {
namespace {

using inference::Role;
using inference::Turn;

constexpr std::array<std::pair<Role, const char*>, 3> names = {
    {{Role::System, "system"}, {Role::User, "user"}, {Role::Assistant, "assistant"}}};

}  // namespace

std::string noteOf(const std::vector<Turn>& turns) {
    nlohmann::json list = nlohmann::json::array();
    for (const Turn& turn : turns) {
        const auto name = std::ranges::find(names, turn.role, &std::pair<Role, const char*>::first);
        list.push_back({{"role", name->second}, {"text", turn.text}});
    }
    return nlohmann::json({{"turns", std::move(list)}}).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<std::vector<Turn>> turnsOf(const std::string& note, const std::string& file) {
    const auto wrong = [&] {
        return fail(fmt::format("{} holds no conversation of altiplano chat", file), "Give another file to --session.");
    };
    const auto json = nlohmann::json::parse(note, nullptr, false);
    if (!json.is_object() || !json.contains("turns") || !json["turns"].is_array()) return wrong();
    std::vector<Turn> turns;
    for (const auto& item : json["turns"]) {
        if (!item.is_object() || !item.contains("role") || !item.contains("text") || !item["role"].is_string() ||
            !item["text"].is_string())
            return wrong();
        const auto name = std::ranges::find_if(names, [&](const auto& one) { return item["role"] == one.second; });
        const bool inPlace = name != names.end() && (name->first != Role::System || turns.empty());
        if (!inPlace) return wrong();
        turns.push_back({name->first, item["text"].get<std::string>()});
    }
    return turns;
}

}  // namespace app::cli
