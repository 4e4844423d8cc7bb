#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/cli/turns_file.h"
#include "inference/tokenizer/utf8.h"
#include "tests/fuzz/require.h"

using namespace app::cli;
using inference::Role;

namespace {

void check_error(const Exit& error) {
    REQUIRE(error.code == 1);
    REQUIRE(!error.what.empty() && !error.what.ends_with('.'), error.what);
    REQUIRE(error.hint.ends_with('.'), error.hint);
}

/// What was read can be kept again, and is the same then.
void check_note(const SessionNote& note) {
    REQUIRE(inference::find_invalid_utf8(note.modelIdentity) == std::string_view::npos);
    for (std::size_t i = 0; i < note.turns.size(); ++i) {
        REQUIRE(i == 0 || note.turns[i].role != Role::System);
        REQUIRE(inference::find_invalid_utf8(note.turns[i].text) == std::string_view::npos);
    }
    const auto again = noteFrom(noteOf(note), "it");
    REQUIRE(again.has_value());
    REQUIRE(*again == note);
}

void read_note(std::string_view text) {
    const auto note = noteFrom(text, "it");
    if (note)
        check_note(*note);
    else
        check_error(note.error());
}

void read_turns(std::string_view bytes) {
    const int descriptor = memfd_create("turns", MFD_CLOEXEC);
    REQUIRE(descriptor >= 0);
    REQUIRE(write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    const auto words = TurnsFile("/proc/self/fd/" + std::to_string(descriptor)).read();
    close(descriptor);
    if (!words) return check_error(words.error());
    REQUIRE(words->has_value());
    const auto& turns = (*words)->note.turns;
    REQUIRE(turns.empty() || turns.back().role != Role::User, "a question is the last word");
    check_note((*words)->note);
}

/// Each line as it would be if this program had written it.
std::string with_seals(std::string_view lines) {
    std::string text;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        text += sealed(lines.substr(0, end));
        if (end == lines.size()) break;
        text += '\n';
        lines.remove_prefix(end + 1);
    }
    return text;
}

}  // namespace

/// Any bytes as the words that `chat --session` keeps: a note of a session file, or the file of turns beside it, as
/// they stand or, since a fuzzer finds no checksum, sealed. Refused with an error that can be shown, or read and kept
/// again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0: read_note(bytes); break;
        case 1: read_note(sealed(bytes)); break;
        case 2: read_turns(bytes); break;
        default: read_turns(with_seals(bytes)); break;
    }
    return 0;
}
