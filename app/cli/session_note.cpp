#include "app/cli/session_note.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "inference/checksum.h"

namespace app::cli {
namespace {

using inference::Role;
using inference::Turn;

constexpr std::array<std::pair<Role, const char*>, 3> names = {
    {{Role::System, "system"}, {Role::User, "user"}, {Role::Assistant, "assistant"}}};
constexpr std::size_t sealLength = 16;  // hexadecimal digits, and a space behind them
constexpr int deepest = 3;              // a note is an object with a list of objects with texts

/// Stops at the first bracket that is deeper than a note's: a parser takes minutes and gigabytes for 64 MiB of them.
class DepthCheck final : public nlohmann::json_sax<nlohmann::json> {
public:
    bool start_object(std::size_t) override { return descend(); }
    bool end_object() override { return ascend(); }
    bool start_array(std::size_t) override { return descend(); }
    bool end_array() override { return ascend(); }
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool key(string_t&) override { return true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

private:
    bool descend() { return ++depth_ <= deepest; }
    bool ascend() {
        --depth_;
        return true;
    }
    int depth_ = 0;
};

std::string sealOf(std::string_view text) {
    return fmt::format("{:016x}", inference::checksum_of(std::as_bytes(std::span(text))));
}

std::optional<Turn> turnOf(const nlohmann::json& item, bool first) {
    if (!item.is_object() || !item.contains("role") || !item.contains("text") || !item["role"].is_string() ||
        !item["text"].is_string())
        return std::nullopt;
    const auto name = std::ranges::find_if(names, [&](const auto& one) { return item["role"] == one.second; });
    if (name == names.end() || (name->first == Role::System && !first)) return std::nullopt;
    return Turn{name->first, item["text"].get<std::string>()};
}

}  // namespace

std::string sealed(std::string_view text) { return fmt::format("{} {}", sealOf(text), text); }

std::optional<std::string_view> unsealed(std::string_view text) {
    if (text.size() <= sealLength || text[sealLength] != ' ') return std::nullopt;
    const std::string_view inside = text.substr(sealLength + 1);
    return text.starts_with(sealOf(inside)) ? std::optional(inside) : std::nullopt;
}

bool isUnsealed(std::string_view text) { return text.starts_with('{'); }

std::string noteOf(const SessionNote& note) {
    nlohmann::json list = nlohmann::json::array();
    for (const Turn& turn : note.turns) {
        const auto name = std::ranges::find(names, turn.role, &std::pair<Role, const char*>::first);
        list.push_back({{"role", name->second}, {"text", turn.text}});
    }
    return sealed(nlohmann::json({{"model", note.modelIdentity}, {"turns", std::move(list)}})
                      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Result<SessionNote> noteFrom(std::string_view text, const std::string& file) {
    const std::string hint = "Give another file to --session; this one is left as it is.";
    const auto foreign = [&] { return fail(fmt::format("{} holds no conversation of altiplano chat", file), hint); };
    const bool sealless = isUnsealed(text);
    if (!sealless && (text.size() <= sealLength || text[sealLength] != ' ')) return foreign();
    const auto inside = sealless ? text : unsealed(text);
    if (!inside) return fail(fmt::format("the conversation in {} has changed since it was written", file), hint);
    DepthCheck check;
    if (!nlohmann::json::sax_parse(*inside, &check)) return foreign();
    const auto json = nlohmann::json::parse(*inside, nullptr, false);
    if (!json.is_object() || !json.contains("turns") || !json["turns"].is_array()) return foreign();
    SessionNote note;
    if (json.contains("model") && json["model"].is_string()) note.modelIdentity = json["model"].get<std::string>();
    for (const auto& item : json["turns"]) {
        auto turn = turnOf(item, note.turns.empty());
        if (!turn) return foreign();
        note.turns.push_back(std::move(*turn));
    }
    return note;
}

}  // namespace app::cli
