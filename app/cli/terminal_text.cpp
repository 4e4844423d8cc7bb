#include "app/cli/terminal_text.h"

#include <algorithm>

#include "inference/tokenizer/utf8.h"

namespace app::cli {
namespace {

using inference::Utf8Step;

char32_t codePoint(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(character[i])); };
    switch (character.size()) {
        case 1: return byte(0);
        case 2: return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        case 3: return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        default: return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
}

bool harmless(char32_t c) {
    if (c == U'\n' || c == U'\t') return true;
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return false;
    const bool turnsDirection =
        c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !turnsDirection;
}

}  // namespace

std::string forTerminal(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    while (!text.empty()) {
        const Utf8Step step = inference::next_character(text);
        const std::string_view character = text.substr(0, step.length);
        if (step.kind != Utf8Step::Kind::Character)
            kept += inference::replacement_character;
        else if (harmless(codePoint(character)))
            kept += character;
        text.remove_prefix(step.length);
    }
    return kept;
}

std::string onOneLine(std::string_view text) {
    std::string line = forTerminal(text);
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

}  // namespace app::cli
