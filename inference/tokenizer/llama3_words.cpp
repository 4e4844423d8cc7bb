#include "inference/tokenizer/llama3_words.h"

#include <utf8proc.h>

#include "inference/tokenizer/utf8.h"

namespace inference {

namespace {

enum class Class { Letter, Number, Space, Other, End };

Class class_of(char32_t character) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO: return Class::Letter;
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO: return Class::Number;
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP: return Class::Space;
        default:  // of the control characters, White_Space has tab to carriage return and "next line"
            return (character >= U'\t' && character <= U'\r') || character == 0x85 ? Class::Space : Class::Other;
    }
}

/// A place in a text, between two characters.
class Place {
public:
    explicit Place(std::string_view text) : text_(text) { look(); }

    std::size_t position() const { return position_; }
    char32_t character() const { return character_; }  // that comes next; 0 at the end
    Class kind() const { return kind_; }
    bool breaks_line() const { return character_ == U'\r' || character_ == U'\n'; }

    void advance() {
        position_ += length_;
        look();
    }
    Place next() const {
        Place place = *this;
        place.advance();
        return place;
    }

private:
    void look() {
        length_ = 0;
        character_ = 0;
        kind_ = Class::End;
        if (position_ == text_.size()) return;
        length_ = next_character(text_.substr(position_)).length;
        character_ = code_point(text_.substr(position_, length_));
        kind_ = class_of(character_);
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t length_ = 0;
    char32_t character_ = 0;
    Class kind_ = Class::End;
};

/// 's, 't, 're, 've, 'm, 'll, 'd in any case; the long s (U+017F) is an s too, as its upper case is. 0 if there is
/// none.
std::size_t contraction(const Place& start) {
    if (start.character() != U'\'') return 0;
    const auto folded = [](const Place& place) {
        return static_cast<char32_t>(
            utf8proc_tolower(utf8proc_toupper(static_cast<utf8proc_int32_t>(place.character()))));
    };
    const Place first = start.next();
    if (first.kind() != Class::Letter) return 0;
    const char32_t one = folded(first);
    const Place second = first.next();
    if (one == U's' || one == U't' || one == U'm' || one == U'd') return second.position();
    if (second.kind() != Class::Letter) return 0;
    const char32_t two = folded(second);
    const bool known = (one == U'r' && two == U'e') || (one == U'v' && two == U'e') || (one == U'l' && two == U'l');
    return known ? second.next().position() : 0;
}

std::size_t after_letters(Place place) {
    while (place.kind() == Class::Letter) place.advance();
    return place.position();
}

std::size_t after_punctuation(Place place) {
    while (place.kind() == Class::Other) place.advance();
    while (place.breaks_line()) place.advance();
    return place.position();
}

/// A run of white space: up to its last line break; else all of it at the end of the text; else all but the last
/// character, which belongs to what follows.
std::size_t after_space(Place place) {
    std::size_t after_break = 0, last = 0;
    for (; place.kind() == Class::Space; place.advance()) {
        last = place.position();
        if (place.breaks_line()) after_break = place.next().position();
    }
    if (after_break > 0) return after_break;
    return place.kind() == Class::End || last == 0 ? place.position() : last;
}

}  // namespace

std::size_t llama3_word(std::string_view text) {
    const Place start(text);
    if (const std::size_t length = contraction(start)) return length;
    if (start.kind() == Class::Letter) return after_letters(start);
    const Place second = start.next();
    if (start.kind() != Class::Number && !start.breaks_line() && second.kind() == Class::Letter)
        return after_letters(second);
    if (start.kind() == Class::Number) {
        Place place = second;
        for (int digits = 1; digits < 3 && place.kind() == Class::Number; ++digits) place.advance();
        return place.position();
    }
    if (start.kind() == Class::Other) return after_punctuation(start);
    if (start.character() == U' ' && second.kind() == Class::Other) return after_punctuation(second);
    return after_space(start);
}

}  // namespace inference
