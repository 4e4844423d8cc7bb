#include "inference/chat/template/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "inference/chat/template/budget.h"
#include "inference/chat/template/characters.h"
#include "inference/chat/template/escapes.h"

namespace inference::chat_template {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_begin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// One kind of newline, and the last one gone.
std::string normalised(std::string_view source) {
    std::string text;
    text.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\r') {
            text += source[i];
            continue;
        }
        text += '\n';
        if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
    }
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

class Lexer {
public:
    explicit Lexer(std::string source) : source_(std::move(source)) {}

    std::vector<Lexeme> read() {
        while (position_ < source_.size()) read_data();
        add(Lexeme::Kind::End, {});
        return std::move(lexemes_);
    }

private:
    using Kind = Lexeme::Kind;

    void read_data();
    void read_comment(std::size_t begin);
    bool read_raw(std::size_t tag);
    void read_tag(bool block);
    void read_number();
    void read_string(char quote);
    void read_operator();
    /// `data` as what stands before the tag at `tag` leaves of it.
    void add_data(std::string_view data, std::size_t tag);
    /// Behind the end of a block or comment: all blanks after "-", nothing after "+", else a newline.
    void skip_after(char sign);

    std::string_view rest() const { return std::string_view(source_).substr(position_); }
    bool at(std::string_view text) const { return rest().starts_with(text); }
    void advance(std::size_t bytes) {
        line_ += static_cast<std::uint32_t>(std::ranges::count(rest().substr(0, bytes), '\n'));
        position_ += bytes;
    }
    void add(Kind kind, std::string text) {
        lexemes_.push_back({.kind = kind, .text = std::move(text), .line = line_});
    }
    [[noreturn]] void stop(std::string message) const { throw Stop(std::move(message), Stop::Cause::Fault, line_); }

    std::string source_;
    std::size_t position_ = 0;
    std::uint32_t line_ = 1;
    std::vector<Lexeme> lexemes_;
};

void Lexer::add_data(std::string_view data, std::size_t tag) {
    const char sign = tag + 2 < source_.size() ? source_[tag + 2] : '\0';
    if (sign == '-') {
        data.remove_suffix(blanks_at_end(data));
    } else if (sign != '+' && source_[tag + 1] != '{') {
        // Blanks alone between the line's begin and a block's tag leave.
        const std::size_t newline = data.rfind('\n');
        const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
        const std::size_t before = position_ + begin;  // a tag's own newline may begin the line
        const bool line_begins = before == 0 || source_[before - 1] == '\n';
        if (line_begins && blanks_at_begin(data.substr(begin)) == data.size() - begin) data = data.substr(0, begin);
    }
    if (!data.empty()) add(Kind::Data, std::string(data));
}

void Lexer::skip_after(char sign) {
    if (sign == '-')
        advance(blanks_at_begin(rest()));
    else if (sign != '+' && at("\n"))
        advance(1);
}

void Lexer::read_data() {
    std::size_t tag = position_;
    for (;; ++tag) {
        tag = source_.find('{', tag);
        if (tag == std::string::npos || tag + 1 == source_.size()) {
            add(Kind::Data, std::string(rest()));
            return advance(rest().size());
        }
        if (std::string_view("{%#").find(source_[tag + 1]) != std::string_view::npos) break;
    }
    add_data(rest().substr(0, tag - position_), tag);
    advance(tag - position_);
    if (source_[tag + 1] == '#') return read_comment(tag);
    if (source_[tag + 1] == '%' && read_raw(tag)) return;
    const bool block = source_[tag + 1] == '%';
    add(block ? Kind::BlockBegin : Kind::VariableBegin, {});
    advance(2);
    if (at("-") || (block && at("+"))) advance(1);
    read_tag(block);
}

void Lexer::read_comment(std::size_t begin) {
    begin += 2;
    if (begin < source_.size() && (source_[begin] == '-' || source_[begin] == '+')) ++begin;
    const std::size_t end = source_.find("#}", begin);
    if (end == std::string::npos) stop("a comment, {#, has no end");
    const char sign = end > begin ? source_[end - 1] : '\0';
    advance(end + 2 - position_);
    skip_after(sign);
}

/// {% raw %} ... {% endraw %}: as it stands.
bool Lexer::read_raw(std::size_t tag) {
    const auto word_tag = [&](std::size_t from, std::string_view word, std::size_t& end, char& sign) {
        std::size_t i = from + 2;
        if (i < source_.size() && (source_[i] == '-' || source_[i] == '+')) ++i;
        i += blanks_at_begin(std::string_view(source_).substr(i));
        if (!std::string_view(source_).substr(i).starts_with(word)) return false;
        i += word.size();
        i += blanks_at_begin(std::string_view(source_).substr(i));
        sign = i < source_.size() ? source_[i] : '\0';
        if (sign == '-' || (sign == '+' && word == "endraw")) ++i;
        end = i + 2;
        return std::string_view(source_).substr(i).starts_with("%}");
    };
    std::size_t end = 0;
    char sign = '\0';
    if (!word_tag(tag, "raw", end, sign)) return false;
    advance(end - position_);
    if (sign == '-') skip_after(sign);
    for (std::size_t closing = source_.find("{%", position_); closing != std::string::npos;
         closing = source_.find("{%", closing + 2)) {
        if (!word_tag(closing, "endraw", end, sign)) continue;
        add_data(rest().substr(0, closing - position_), closing);
        advance(end - position_);
        skip_after(sign);
        return true;
    }
    stop("raw has no endraw");
}

void Lexer::read_tag(bool block) {
    const std::string_view closing = block ? "%}" : "}}";
    std::vector<char> open;  // brackets: inside them "}}" ends no tag
    const std::uint32_t begin = line_;
    while (position_ < source_.size()) {
        if (const std::size_t blanks = blanks_at_begin(rest()); blanks > 0) {
            advance(blanks);
            continue;
        }
        if (open.empty()) {
            const bool signed_end =
                rest().size() > 2 && (at("-") || (block && at("+"))) && rest().substr(1).starts_with(closing);
            if (at(closing) || signed_end) {
                const char sign = signed_end ? source_[position_] : '\0';
                add(block ? Kind::BlockEnd : Kind::VariableEnd, {});
                advance(signed_end ? 3 : 2);
                if (block || sign == '-') skip_after(sign);
                return;
            }
        }
        const char c = source_[position_];
        if (is_digit(c)) {
            read_number();
        } else if (is_name_begin(c)) {
            std::size_t length = 1;
            while (length < rest().size() && (is_name_begin(rest()[length]) || is_digit(rest()[length]))) ++length;
            add(Kind::Name, std::string(rest().substr(0, length)));
            advance(length);
        } else if (c == '\'' || c == '"') {
            read_string(c);
        } else {
            read_operator();
            if (c == '(' || c == '[' || c == '{') {
                open.push_back(c == '(' ? ')' : c == '[' ? ']' : '}');
            } else if (c == ')' || c == ']' || c == '}') {
                if (open.empty() || open.back() != c) stop(std::string("there is a ") + c + " that nothing opens");
                open.pop_back();
            }
        }
    }
    line_ = begin;
    stop(std::string("a tag, ") + (block ? "{%" : "{{") + ", has no end");
}

void Lexer::read_number() {
    // Digits, with "_" between them; a fraction or an exponent makes it real (a "." alone takes a member).
    std::string digits;
    const auto take_digits = [&] {
        while (position_ < source_.size() && (is_digit(source_[position_]) || source_[position_] == '_')) {
            if (source_[position_] != '_') digits += source_[position_];
            advance(1);
        }
    };
    const auto digit_at = [&](std::size_t i) { return i < rest().size() && is_digit(rest()[i]); };
    take_digits();
    bool real = false;
    if (at(".") && digit_at(1)) {
        real = true;
        digits += '.';
        advance(1);
        take_digits();
    }
    if ((at("e") || at("E")) &&
        (digit_at(1) || ((rest().substr(1).starts_with('-') || rest().substr(1).starts_with('+')) && digit_at(2)))) {
        real = true;
        digits += 'e';
        advance(1);
        if (at("-")) digits += '-';
        if (at("-") || at("+")) advance(1);
        take_digits();
    }
    Lexeme number{.kind = real ? Kind::Real : Kind::Integer, .text = digits, .line = line_};
    const char* end = digits.data() + digits.size();
    const auto parsed =
        real ? std::from_chars(digits.data(), end, number.real) : std::from_chars(digits.data(), end, number.integer);
    if (parsed.ec != std::errc() || parsed.ptr != end) stop("the number " + digits + " is too large");
    lexemes_.push_back(std::move(number));
}

void Lexer::read_string(char quote) {
    std::size_t end = position_ + 1;
    while (end < source_.size() && source_[end] != quote) end += source_[end] == '\\' ? 2 : 1;
    if (end >= source_.size()) stop("a text in quotes has no end");
    const std::string_view written = std::string_view(source_).substr(position_ + 1, end - position_ - 1);
    try {
        add(Kind::String, without_escapes(written));
    } catch (const Stop& fault) {
        stop(fault.message());
    }
    advance(end + 1 - position_);
}

void Lexer::read_operator() {
    constexpr std::array<std::string_view, 29> signs = {"//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/",
                                                        "%",  "~",  "<",  ">",  "=",  "(",  ")", "[", "]", "{",
                                                        "}",  ",",  ":",  "|",  ".",  ";",  "!", "&", "^"};
    for (const std::string_view sign : signs)
        if (at(sign)) {
            add(Kind::Operator, std::string(sign));
            return advance(sign.size());
        }
    stop("a character that means nothing there stands in a tag");
}

}  // namespace

std::vector<Lexeme> read_lexemes(std::string_view source) { return Lexer(normalised(source)).read(); }

}  // namespace inference::chat_template
