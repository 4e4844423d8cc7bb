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

/// Reads a note as it is parsed, and stops at the first thing that has no place in one: of 64 MiB of brackets a parser
/// makes a value in minutes and gigabytes.
class NoteReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    /// Nothing where it is no note.
    static std::optional<SessionNote> read(std::string_view text) {
        NoteReader reader;
        const bool sound = nlohmann::json::sax_parse(text, &reader) && reader.hasTurns_;
        return sound ? std::optional(std::move(reader.note_)) : std::nullopt;
    }

    bool start_object(std::size_t) override {
        if (inside_ != Inside::Nothing && inside_ != Inside::Turns) return false;
        inside_ = inside_ == Inside::Turns ? Inside::Turn : Inside::Note;
        role_.reset();
        text_.reset();
        return true;
    }
    bool key(string_t& key) override {
        key_ = std::move(key);
        return true;
    }
    bool string(string_t& value) override {
        std::string* place = nullptr;
        if (inside_ == Inside::Note && key_ == "model") place = &note_.modelIdentity;
        if (inside_ == Inside::Turn && key_ == "role") place = &role_.emplace();
        if (inside_ == Inside::Turn && key_ == "text") place = &text_.emplace();
        if (place != nullptr) *place = std::move(value);
        return place != nullptr;
    }
    bool start_array(std::size_t) override {
        if (inside_ != Inside::Note || key_ != "turns" || std::exchange(hasTurns_, true)) return false;
        inside_ = Inside::Turns;
        return true;
    }
    bool end_array() override {
        inside_ = Inside::Note;
        return true;
    }
    bool end_object() override {
        if (inside_ == Inside::Note) return true;
        inside_ = Inside::Turns;
        const auto name = std::ranges::find_if(names, [&](const auto& one) { return role_ == one.second; });
        if (!text_ || name == names.end() || (name->first == Role::System && !note_.turns.empty())) return false;
        note_.turns.push_back({name->first, std::move(*text_)});
        return true;
    }
    bool null() override { return false; }
    bool boolean(bool) override { return false; }
    bool number_integer(number_integer_t) override { return false; }
    bool number_unsigned(number_unsigned_t) override { return false; }
    bool number_float(number_float_t, const string_t&) override { return false; }
    bool binary(binary_t&) override { return false; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

private:
    enum class Inside { Nothing, Note, Turns, Turn };
    Inside inside_ = Inside::Nothing;
    std::string key_;
    std::optional<std::string> role_, text_;  // of the turn
    bool hasTurns_ = false;
    SessionNote note_;
};

std::string sealOf(std::string_view text) {
    return fmt::format("{:016x}", inference::checksum_of(std::as_bytes(std::span(text))));
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
    auto note = NoteReader::read(*inside);
    if (!note) return foreign();
    return std::move(*note);
}

}  // namespace app::cli
