#include "inference/chat/template/text_operations.h"

#include <algorithm>

#include "inference/chat/template/characters.h"
#include "inference/chat/template/text_search.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

std::size_t character_count(std::string_view text, Budget& budget) {
    budget.read(text.size());
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

namespace {

std::string_view character_at(std::string_view text, std::size_t position) {
    return text.substr(position, next_character(text.substr(position)).length);
}

/// Python's ends of lines. The length of the one at `position`, 0 if there is none.
std::size_t line_end(std::string_view text, std::size_t position) {
    if (text.substr(position).starts_with("\r\n")) return 2;
    const char32_t code = first_code(text.substr(position));
    const bool ends = (code >= 0x0A && code <= 0x0D) || (code >= 0x1C && code <= 0x1E) || code == 0x85 ||
                      code == 0x2028 || code == 0x2029;
    return ends ? next_character(text.substr(position)).length : 0;
}

}  // namespace

Text stripped(const Text& text, std::optional<std::string_view> set, Side side, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size());
    const auto leaves = [&](std::string_view character) {
        if (!set) return is_blank(first_code(character));
        budget.read(set->size());
        return set->find(character) != std::string_view::npos;
    };
    std::size_t begin = 0;
    std::size_t end = bytes.size();
    while (side != Side::Right && begin < end) {
        const std::string_view character = character_at(bytes, begin);
        if (!leaves(character)) break;
        begin += character.size();
    }
    while (side != Side::Left && begin < end) {
        const std::size_t before = last_character(bytes.substr(0, end));
        if (!leaves(bytes.substr(before, end - before))) break;
        end = before;
    }
    return text.substr(begin, end - begin);
}

std::vector<Text> split(const Text& text, std::string_view separator, std::int64_t limit, bool from_right,
                        Budget& budget) {
    if (separator.empty()) throw Stop("a text cannot be split at nothing");
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size());
    std::vector<std::size_t> found;  // where a separator begins
    TextSearch search(bytes, separator, from_right ? TextSearch::From::Right : TextSearch::From::Left, budget);
    while (static_cast<std::int64_t>(found.size()) < limit) {
        const std::size_t at = search.next();
        if (at == std::string_view::npos) break;
        budget.make(sizeof(Text));
        found.push_back(at);
    }
    if (from_right) std::ranges::reverse(found);
    std::vector<Text> parts;
    std::size_t begin = 0;
    for (const std::size_t at : found) {
        parts.push_back(text.substr(begin, at - begin));
        begin = at + separator.size();
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::vector<Text> split_at_blanks(const Text& text, std::int64_t limit, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size());
    std::vector<Text> parts;
    std::size_t position = 0;
    const auto skip = [&](bool blanks) {
        while (position < bytes.size()) {
            const std::string_view character = character_at(bytes, position);
            if (is_blank(first_code(character)) != blanks) break;
            position += character.size();
        }
    };
    for (skip(true); position < bytes.size(); skip(true)) {
        budget.make(sizeof(Text));
        if (static_cast<std::int64_t>(parts.size()) == limit) {
            parts.push_back(text.substr(position));
            break;
        }
        const std::size_t begin = position;
        skip(false);
        parts.push_back(text.substr(begin, position - begin));
    }
    return parts;
}

std::vector<Text> split_lines(const Text& text, bool keep_ends, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size());
    std::vector<Text> lines;
    std::size_t begin = 0;
    for (std::size_t position = 0; position < bytes.size();) {
        const std::size_t end = line_end(bytes, position);
        if (end == 0) {
            position += next_character(bytes.substr(position)).length;
            continue;
        }
        budget.make(sizeof(Text));
        lines.push_back(text.substr(begin, position + (keep_ends ? end : 0) - begin));
        begin = position += end;
    }
    if (begin < bytes.size()) lines.push_back(text.substr(begin));
    return lines;
}

Text replaced(const Text& text, std::string_view old, const Text& replacement, std::int64_t limit, Budget& budget) {
    const std::string_view bytes = text.bytes();
    budget.make(bytes.size());
    Text result;
    const auto put = [&](Origin origin) {
        budget.make(replacement.size());
        if (origin == Origin::Template)
            result.append(replacement);
        else
            result.append(replacement.bytes(), origin);
    };
    std::size_t position = 0;
    if (old.empty()) {  // before every character, and at the end
        const Origin origin = text.origin_of_all();
        std::int64_t count = 0;
        for (; position < bytes.size() && count < limit; ++count) {
            put(origin);
            const std::size_t length = next_character(bytes.substr(position)).length;
            result.append(text.substr(position, length));
            position += length;
        }
        if (position == bytes.size() && count < limit) put(origin);
    } else {
        TextSearch search(bytes, old, TextSearch::From::Left, budget);
        for (std::int64_t count = 0; count < limit; ++count) {
            const std::size_t at = search.next();
            if (at == std::string_view::npos) break;
            result.append(text.substr(position, at - position));
            put(text.origin_of(at, old.size()));
            position = at + old.size();
        }
    }
    result.append(text.substr(position));
    return result;
}

Text joined(const std::vector<Text>& texts, const Text& separator, Budget& budget) {
    Text result;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        budget.make(texts[i].size() + (i > 0 ? separator.size() : 0));
        if (i > 0) result.append(separator);
        result.append(texts[i]);
    }
    return result;
}

Text repeated(const Text& text, std::int64_t count, Budget& budget) {
    Text result;
    if (count <= 0 || text.empty()) return result;
    budget.make(static_cast<std::uint64_t>(count), text.size());
    for (std::int64_t i = 0; i < count; ++i) result.append(text);
    return result;
}

Text indented(const Text& text, const Text& indent, bool first, bool blank, Budget& budget) {
    Text with_end = text;
    with_end.append("\n", text.origin_of_all());
    const std::vector<Text> lines = split_lines(with_end, false, budget);
    Text result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        budget.make(lines[i].size() + indent.size() + 1);
        if (i > 0) result.append("\n", text.origin_of_all());
        if (i == 0 ? first : blank || !lines[i].empty()) result.append(indent);
        result.append(lines[i]);
    }
    return result;
}

}  // namespace inference::chat_template
