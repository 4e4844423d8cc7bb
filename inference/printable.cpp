#include "inference/printable.h"

#include "inference/tokenizer/utf8.h"

namespace inference {

namespace {

/// C0, DEL and C1 (which terminals obey too), and the separators that break a line.
bool breaks_a_line(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return first < 0x20 || first == 0x7F;
    return (first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0) || character == "\xE2\x80\xA8" ||
           character == "\xE2\x80\xA9";
}

}  // namespace

std::string printable(std::string_view text, std::size_t longest) {
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        const Utf8Step step = next_character(rest);
        const std::string_view character = rest.substr(0, step.length);
        const bool shown = step.kind == Utf8Step::Kind::Character && !breaks_a_line(character);
        const std::string_view added = shown ? character : replacement_character;
        if (result.size() + added.size() > longest) return result + "...";
        result += added;
        rest.remove_prefix(step.length);
    }
    return result;
}

}  // namespace inference
