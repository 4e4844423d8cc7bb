#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "inference/chat/template/value.h"

namespace inference::chat_template {

namespace {

/// A text as Python's repr() writes it: in single quotes unless they would have to be escaped and double ones not.
void append_quoted(const Text& text, Text& output, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size(), 4);
    const bool has_single = bytes.find('\'') != std::string_view::npos;
    const char quote = has_single && bytes.find('"') == std::string_view::npos ? '"' : '\'';
    const Origin whole = text.origin_of_all();
    output.append(std::string_view(&quote, 1), whole);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char byte = bytes[i];
        const auto code = static_cast<unsigned char>(byte);
        const auto next = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0U;
        const Origin origin = text.origin(i);
        if (byte == quote || byte == '\\')
            output.append(fmt::format("\\{}", byte), origin);
        else if (byte == '\n')
            output.append("\\n", origin);
        else if (byte == '\r')
            output.append("\\r", origin);
        else if (byte == '\t')
            output.append("\\t", origin);
        else if (code < 0x20 || code == 0x7F)
            output.append(fmt::format("\\x{:02x}", code), origin);
        else if (code == 0xC2 && (next <= 0xA0 || next == 0xAD)) {  // the other control characters, and two blanks
            output.append(fmt::format("\\x{:02x}", next), origin);
            ++i;
        } else
            output.append(std::string_view(&byte, 1), origin);
    }
    output.append(std::string_view(&quote, 1), whole);
}

void append_printed(const Value& value, bool inside, Text& output, Budget& budget);

void append_separated(const List& list, Text& output, Budget& budget) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        if (i > 0) output.append(", ", Origin::Template);
        append_printed(list.items[i], true, output, budget);
    }
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
    } else if (const auto* list = value.get<List>(); list && list->kind != List::Kind::Generator) {
        const bool tuple = list->kind == List::Kind::Tuple;
        append(tuple ? "(" : "[");
        append_separated(*list, output, budget);
        append(!tuple ? "]" : list->items.size() == 1 ? ",)" : ")");
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
        throw Stop(value.get<List>() ? "what map or select gives cannot be printed: make it a list first"
                                     : kind_of(value) + " cannot be printed");
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
