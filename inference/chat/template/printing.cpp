#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "inference/chat/template/characters.h"
#include "inference/chat/template/value.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

/// A character inside quotes, as Python's repr() escapes it.
std::string escaped(std::string_view character, char quote) {
    const char32_t code = first_code(character);
    if (code == '\n') return "\\n";
    if (code == '\r') return "\\r";
    if (code == '\t') return "\\t";
    if (character.front() == quote || code == '\\') return fmt::format("\\{}", character);
    if (is_printable(code)) return std::string(character);
    const auto number = static_cast<std::uint32_t>(code);
    if (number < 0x100) return fmt::format("\\x{:02x}", number);
    return number < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
}

/// A text as Python's repr() writes it: in single quotes unless they would have to be escaped and double ones not.
void append_quoted(const Text& text, Text& output, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size(), 4);
    const bool has_single = bytes.find('\'') != std::string_view::npos;
    const char quote = has_single && bytes.find('"') == std::string_view::npos ? '"' : '\'';
    const Origin whole = text.origin_of_all();
    output.append(std::string_view(&quote, 1), whole);
    for (std::size_t position = 0; position < bytes.size();) {
        const std::size_t length = next_character(bytes.substr(position)).length;
        output.append(escaped(bytes.substr(position, length), quote), text.origin(position));
        position += length;
    }
    output.append(std::string_view(&quote, 1), whole);
}

void append_printed(const Value& value, bool inside, Text& output, Budget& budget);

/// What stands around the items of a list.
std::pair<std::string_view, std::string_view> brackets(const List& list) {
    switch (list.kind) {
        case List::Kind::Tuple: return {"(", list.items.size() == 1 ? ",)" : ")"};
        case List::Kind::Keys: return {"dict_keys([", "])"};
        case List::Kind::Values: return {"dict_values([", "])"};
        case List::Kind::Items: return {"dict_items([", "])"};
        default: return {"[", "]"};
    }
}

void append_list(const List& list, Text& output, Budget& budget) {
    if (list.kind == List::Kind::Generator)
        throw Stop("what map or select gives cannot be printed: make it a list first");
    if (list.kind == List::Kind::Range) {
        const auto& [begin, end, step] = list.range;
        output.append(
            step == 1 ? fmt::format("range({}, {})", begin, end) : fmt::format("range({}, {}, {})", begin, end, step),
            Origin::Template);
        return;
    }
    const auto [opening, closing] = brackets(list);
    output.append(opening, Origin::Template);
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        if (i > 0) output.append(", ", Origin::Template);
        append_printed(list.items[i], true, output, budget);
    }
    output.append(closing, Origin::Template);
}

/// `inside` a list or mapping, texts stand in quotes. Lists nest no deeper than their limit, so neither does this.
void append_printed(const Value& value, bool inside, Text& output, Budget& budget) {
    budget.make(2);
    const auto append = [&](std::string_view written) { output.append(written, Origin::Template); };
    if (value.is_undefined()) {
        if (inside) append("Undefined");
    } else if (value.is_none()) {
        append("None");
    } else if (const auto* truth = value.get<bool>()) {
        append(*truth ? "True" : "False");
    } else if (const auto* whole = value.get<std::int64_t>()) {
        append(std::to_string(*whole));
    } else if (const auto* number = value.get<double>()) {
        append(written_number(*number));
    } else if (const auto* text = value.get<Text>()) {
        budget.make(text->size());
        if (inside)
            append_quoted(*text, output, budget);
        else
            output.append(*text);
    } else if (const auto* list = value.get<List>()) {
        append_list(*list, output, budget);
    } else if (const auto* dict = value.get<Dict>()) {
        append("{");
        for (std::size_t i = 0; i < dict->entries.size(); ++i) {
            if (i > 0) append(", ");
            append_printed(dict->entries[i].first, true, output, budget);
            append(": ");
            append_printed(dict->entries[i].second, true, output, budget);
        }
        append("}");
    } else {
        throw Stop(kind_of(value) + " cannot be printed");
    }
}

}  // namespace

std::string written_number(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    // The shortest digits that read back as the number; as Python writes them, with an exponent from 1e16 and below
    // 1e-4.
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
    const std::string scientific(buffer.data(), end.ptr);
    const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
    if (number != 0.0 && (exponent < -4 || exponent >= 16)) return scientific;
    const auto fixed = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
    std::string written(buffer.data(), fixed.ptr);
    if (written.find('.') == std::string::npos) written += ".0";
    return written;
}

Text printed(const Value& value, Budget& budget) {
    Text output;
    append_printed(value, false, output, budget);
    return output;
}

}  // namespace inference::chat_template
