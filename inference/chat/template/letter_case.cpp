#include <utf8proc.h>

#include <array>
#include <utility>

#include "inference/chat/template/characters.h"
#include "inference/chat/template/escapes.h"
#include "inference/chat/template/text_operations.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

enum class Case { None, Lower, Upper, Title };

constexpr char32_t capital_sigma = 0x3A3;
constexpr char32_t sigma_at_end = 0x3C2;  // of a word
constexpr char32_t dotted_capital_i = 0x130;
constexpr std::string_view dotted_i = "i\u0307";  // two characters

[[noreturn]] void not_known(char32_t code) {
    throw Stop("the letter case of '" + utf8_of(code) + "' is not supported there");
}

/// What a character is. utf8proc knows categories and mappings, which do not tell it of all characters.
Case case_of(char32_t code) {
    const auto point = static_cast<utf8proc_int32_t>(code);
    const utf8proc_category_t category = utf8proc_category(point);
    if (category == UTF8PROC_CATEGORY_LL) return Case::Lower;
    if (category == UTF8PROC_CATEGORY_LU) return Case::Upper;
    if (category == UTF8PROC_CATEGORY_LT) return Case::Title;
    if (utf8proc_toupper(point) != point) return Case::Lower;
    if (utf8proc_tolower(point) != point) return Case::Upper;
    // Modifier letters, ordinal signs and squared capitals: some count as letters with a case, some do not.
    if (category == UTF8PROC_CATEGORY_LM || code == 0xAA || code == 0xBA || (code >= 0x1F130 && code <= 0x1F189))
        not_known(code);
    return Case::None;
}

/// Whether it becomes several characters in another case: then it does so where cases do not count.
bool becomes_several(char32_t code) {
    std::array<utf8proc_int32_t, 8> folded{};
    int boundary = 0;
    return utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), folded.data(),
                                   static_cast<utf8proc_ssize_t>(folded.size()), UTF8PROC_CASEFOLD, &boundary) > 1;
}

char32_t mapped(char32_t code, Case wanted) {
    if (code < 0x80) {
        if (wanted == Case::Lower) return code >= 'A' && code <= 'Z' ? code + 0x20 : code;
        return code >= 'a' && code <= 'z' ? code - 0x20 : code;
    }
    const auto point = static_cast<utf8proc_int32_t>(code);
    if (wanted == Case::Lower) return static_cast<char32_t>(utf8proc_tolower(point));
    if (becomes_several(code)) {
        const Case now = case_of(code);
        if (now == Case::Lower || (now == Case::Title && wanted == Case::Upper)) not_known(code);
    }
    return static_cast<char32_t>(wanted == Case::Upper ? utf8proc_toupper(point) : utf8proc_totitle(point));
}

/// Unicode's Case_Ignorable: what does not part a word, the accents and apostrophes in it for example.
bool is_case_ignorable(char32_t code) {
    constexpr std::u32string_view inside_words =
        U"'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";
    if (inside_words.find(code) != std::u32string_view::npos) return true;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_ME:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_SK: return true;
        default: return false;
    }
}

/// The first character that counts for letter cases; 0 if there is none.
char32_t first_not_ignorable(std::string_view text) {
    while (!text.empty() && is_case_ignorable(first_code(text))) text.remove_prefix(next_character(text).length);
    return first_code(text);
}

/// Each character in the case that `wanted` says for it, given what stands before.
template <typename Wanted>
Text recased(const Text& text, Budget& budget, Wanted wanted) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size(), 2);
    Text result;
    result.reserve(bytes.size());
    char32_t before = 0;  // the last one that is not case-ignorable
    for (std::size_t position = 0; position < bytes.size();) {
        const char32_t code = first_code(bytes.substr(position));
        const std::size_t next = position + next_character(bytes.substr(position)).length;
        const Case becomes = wanted(code);
        if (code == dotted_capital_i && becomes == Case::Lower)
            result.append(dotted_i, text.origin(position));
        else if (code == capital_sigma && becomes == Case::Lower && case_of(before) != Case::None &&
                 case_of(first_not_ignorable(bytes.substr(next))) == Case::None)
            result.append(utf8_of(sigma_at_end), text.origin(position));
        else
            result.append(utf8_of(mapped(code, becomes)), text.origin(position));
        if (becomes == Case::Upper)
            before = 0;  // Jinja's title makes the rest of a word lower by itself, not seeing how the word begins
        else if (!is_case_ignorable(code))
            before = code;
        position = next;
    }
    return result;
}

/// Characters of the case `wanted`, and none of another.
bool is_all(const Text& text, Case wanted, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.classify(bytes.size());
    bool some = false;
    for (std::size_t position = 0; position < bytes.size();) {
        const Case found = case_of(first_code(bytes.substr(position)));
        if (found != wanted && found != Case::None) return false;
        some |= found == wanted;
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
    return recased(text, budget, [&](char32_t) { return std::exchange(first, false) ? Case::Title : Case::Lower; });
}

Text titled(const Text& text, Budget& budget) {
    bool inside = false;
    return recased(text, budget, [&](char32_t code) {
        return std::exchange(inside, case_of(code) != Case::None) ? Case::Lower : Case::Title;
    });
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
