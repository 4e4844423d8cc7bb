#include "app/cli/turns_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

namespace app::cli {
namespace {

using inference::Role;

constexpr std::uintmax_t longest_bytes = 64U << 20U;  // as a session file's note
constexpr std::string_view ending = "{\"end\":true}";

bool put(std::FILE* file, const std::string& line) {
    return std::fwrite(line.data(), 1, line.size(), file) == line.size() && std::fflush(file) == 0;
}

/// The next whole line, without its end; what has none was not written to its end.
std::optional<std::string_view> takeLine(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::string> pieceOf(std::string_view line) {
    const auto inside = unsealed(line);
    if (!inside || !inside->starts_with('"')) return std::nullopt;  // brackets are not parsed, however deep
    const auto json = nlohmann::json::parse(*inside, nullptr, false);
    return json.is_string() ? std::optional(json.get<std::string>()) : std::nullopt;
}

}  // namespace

std::filesystem::path TurnsFile::partial() const {
    auto partial = path_;
    partial += ".part";
    return partial;
}

std::unexpected<Exit> TurnsFile::failed() const {
    return fail(fmt::format("{} cannot be written: {}", name(), std::strerror(errno)),
                "Choose another place for --session, or free some space.");
}

Result<TurnsFile::File> TurnsFile::openPartial() const {
    const auto path = partial();
    unlink(path.c_str());  // of a run that was killed
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    File file(descriptor < 0 ? nullptr : fdopen(descriptor, "wb"), &std::fclose);
    if (!file) return failed();
    return file;
}

Result<void> TurnsFile::check() const {
    if (const auto file = openPartial(); !file) return std::unexpected(file.error());
    unlink(partial().c_str());
    return {};
}

Result<std::optional<KeptWords>> TurnsFile::read() const {
    const std::string hint = "Move it to another place, or give another file to --session; it is left as it is.";
    std::error_code unknown;
    if (!std::filesystem::exists(path_, unknown)) return std::nullopt;
    if (!std::filesystem::is_regular_file(path_, unknown)) return fail(name() + " is no plain file", hint);
    const std::uintmax_t bytes = std::filesystem::file_size(path_, unknown);
    if (unknown || bytes > longest_bytes)
        return fail(fmt::format("{} has {} bytes, {} may be read", name(), bytes, longest_bytes), hint);
    std::string content(static_cast<std::size_t>(bytes), '\0');
    std::ifstream file(path_, std::ios::binary);
    if (!file.read(content.data(), static_cast<std::streamsize>(content.size())))
        return fail(fmt::format("{} cannot be read: {}", name(), std::strerror(errno)), hint);

    std::string_view rest = content;
    const auto first = takeLine(rest);
    auto note = noteFrom(first.value_or(""), name());
    if (!note) return fail(note.error().what, hint);
    std::string answer;
    bool ended = false;
    for (auto line = takeLine(rest); line; line = takeLine(rest)) {
        const auto piece = pieceOf(*line);
        ended = !piece && rest.empty() && unsealed(*line) == ending;
        if (piece) answer += *piece;
        // The last line may be what was being written; words behind a damaged one are not thrown away.
        if (!piece && !rest.empty())
            return fail(fmt::format("the conversation in {} has changed since it was written", name()), hint);
    }
    // A question without an answer is one whose answer was cut off before its first word.
    auto& turns = note->turns;
    if (!turns.empty() && turns.back().role == Role::User) turns.push_back({Role::Assistant, {}});
    if (!turns.empty() && turns.back().role == Role::Assistant) turns.back().text += answer;
    return KeptWords{std::move(*note), ended};
}

Result<void> TurnsFile::begin(const SessionNote& note) {
    auto file = openPartial();
    if (!file) return std::unexpected(file.error());
    if (!put(file->get(), noteOf(note) + '\n') || fsync(fileno(file->get())) != 0 ||
        rename(partial().c_str(), path_.c_str()) != 0) {
        auto error = failed();
        unlink(partial().c_str());
        return error;
    }
    file_ = std::move(*file);
    return {};
}

Result<void> TurnsFile::add(std::string_view text) {
    return putSealed(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Result<void> TurnsFile::end() { return putSealed(ending); }

Result<void> TurnsFile::putSealed(std::string_view json) {
    if (!put(file_.get(), sealed(json) + '\n')) return failed();
    return {};
}

void TurnsFile::remove() {
    file_.reset();
    unlink(path_.c_str());
}

}  // namespace app::cli
