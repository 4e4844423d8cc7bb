#include <locale.h>  // newlocale: POSIX, not in <clocale>
#include <clocale>
#include <cwctype>

#include "inference/chat/template/escapes.h"
#include "inference/chat/template/text_operations.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

enum class Case { Upper, Lower };

/// Unicode's letters, whatever the process's own locale is. Lives as long as the process.
locale_t unicode() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
}

bool is_letter(char32_t code) {
    if (code < 0x80) return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    if (unicode() == nullptr) throw Stop("the case of letters beyond ASCII is not known on this system");
    return iswalpha_l(static_cast<wint_t>(code), unicode()) != 0;
}

char32_t mapped(char32_t code, Case wanted) {
    if (code < 0x80) {
        if (wanted == Case::Upper) return code >= 'a' && code <= 'z' ? code - 0x20 : code;
        return code >= 'A' && code <= 'Z' ? code + 0x20 : code;
    }
    if (!is_letter(code)) return code;
    const auto letter = static_cast<wint_t>(code);
    return static_cast<char32_t>(wanted == Case::Upper ? towupper_l(letter, unicode()) : towlower_l(letter, unicode()));
}

/// Each character in the case that `wanted` says for it, given what stands before.
template <typename Wanted>
Text recased(const Text& text, Budget& budget, Wanted wanted) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size(), 2);
    Text result;
    result.reserve(bytes.size());
    for (std::size_t position = 0; position < bytes.size();) {
        const std::size_t length = next_character(bytes.substr(position)).length;
        const char32_t code = first_code(bytes.substr(position));
        result.append(utf8_of(mapped(code, wanted(code))), text.origin(position));
        position += length;
    }
    return result;
}

/// Letters that are `wanted`, and none of the other case.
bool is_all(const Text& text, Case wanted, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.read(bytes.size());
    bool some = false;
    for (std::size_t position = 0; position < bytes.size();) {
        const char32_t code = first_code(bytes.substr(position));
        const bool upper = mapped(code, Case::Lower) != code;
        const bool lower = mapped(code, Case::Upper) != code;
        if (wanted == Case::Upper ? lower : upper) return false;
        some |= upper || lower;
        position += next_character(bytes.substr(position)).length;
    }
    return some;
}

}  // namespace

Text upper(const Text& text, Budget& budget) {
    return recased(text, budget, [](char32_t) { return Case::Upper; });
}

Text lower(const Text& text, Budget& budget) {
    return recased(text, budget, [](char32_t) { return Case::Lower; });
}

Text capitalized(const Text& text, Budget& budget) {
    bool first = true;
    return recased(text, budget, [&](char32_t) { return std::exchange(first, false) ? Case::Upper : Case::Lower; });
}

Text titled(const Text& text, Budget& budget) {
    bool inside = false;
    return recased(text, budget,
                   [&](char32_t code) { return std::exchange(inside, is_letter(code)) ? Case::Lower : Case::Upper; });
}

Text titled_words(const Text& text, std::string_view breaks, Budget& budget) {
    bool inside = false;
    return recased(text, budget, [&](char32_t code) {
        const bool between =
            is_blank(code) || (code < 0x80 && breaks.find(static_cast<char>(code)) != std::string_view::npos);
        return std::exchange(inside, !between) ? Case::Lower : Case::Upper;
    });
}

bool is_upper(const Text& text, Budget& budget) { return is_all(text, Case::Upper, budget); }
bool is_lower(const Text& text, Budget& budget) { return is_all(text, Case::Lower, budget); }

}  // namespace inference::chat_template
