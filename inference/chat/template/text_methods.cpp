#include <algorithm>
#include <array>

#include "inference/chat/template/characters.h"
#include "inference/chat/template/methods.h"
#include "inference/chat/template/operators.h"
#include "inference/chat/template/text_operations.h"
#include "inference/chat/template/text_search.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

Value list_of(std::vector<Text> texts, Budget& budget, List::Kind kind = List::Kind::List) {
    std::vector<Value> items;
    for (Text& text : texts) items.emplace_back(std::move(text));
    return Value::list(std::move(items), budget, kind);
}

template <Side side>
Value strip(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given(side == Side::Left    ? "lstrip"
                      : side == Side::Right ? "rstrip"
                                            : "strip",
                      std::move(arguments), {"chars"});
    std::optional<std::string_view> set;
    if (given.has(0) && !given[0].is_none()) set = given.text(0).bytes();
    return stripped(*self.get<Text>(), set, side, runtime.budget);
}

template <Text (*change)(const Text&, Budget&)>
Value changed(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("the method", std::move(arguments), {});
    return change(*self.get<Text>(), runtime.budget);
}

template <bool at_end>
Value begins_or_ends(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given(at_end ? "endswith" : "startswith", std::move(arguments), {"text"}, 1);
    const std::string_view bytes = self.get<Text>()->bytes();
    const auto fits = [&](const Value& part) {
        const auto* text = part.get<Text>();
        if (!text) throw Stop("startswith and endswith want texts, they get " + kind_of(part));
        runtime.budget.read(text->size());
        return at_end ? bytes.ends_with(text->bytes()) : bytes.starts_with(text->bytes());
    };
    if (const auto* list = given[0].get<List>(); list && list->kind == List::Kind::Tuple)
        return Value(std::ranges::any_of(list->items, fits));
    return Value(fits(given[0]));
}

template <bool from_right>
Value split_method(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given(from_right ? "rsplit" : "split", std::move(arguments), {"sep", "maxsplit"});
    std::int64_t limit = given.whole_or(1, -1);
    if (limit < 0) limit = no_limit;
    const Text& text = *self.get<Text>();
    if (given.has(0) && !given[0].is_none())
        return list_of(split(text, given.text(0).bytes(), limit, from_right, runtime.budget), runtime.budget);
    if (from_right && limit != no_limit) throw Stop("rsplit at blanks with a limit is not supported");
    return list_of(split_at_blanks(text, limit, runtime.budget), runtime.budget);
}

template <bool from_right>
Value partition(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given(from_right ? "rpartition" : "partition", std::move(arguments), {"sep"}, 1);
    const Text& text = *self.get<Text>();
    std::vector<Text> parts = split(text, given.text(0).bytes(), 1, from_right, runtime.budget);
    if (parts.size() == 1) {
        parts.insert(from_right ? parts.begin() : parts.end(), 2, Text());
    } else {  // the separator as it stands in the text
        Text separator = text.substr(parts[0].size(), given.text(0).size());
        parts.insert(parts.begin() + 1, std::move(separator));
    }
    return list_of(std::move(parts), runtime.budget, List::Kind::Tuple);
}

Value split_lines_method(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("splitlines", std::move(arguments), {"keepends"});
    return list_of(split_lines(*self.get<Text>(), given.truth_or(0, false), runtime.budget), runtime.budget);
}

Value replace(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("replace", std::move(arguments), {"old", "new", "count"}, 2);
    const std::int64_t count = given.whole_or(2, -1);
    return replaced(*self.get<Text>(), given.text(0).bytes(), given.text(1), count < 0 ? no_limit : count,
                    runtime.budget);
}

template <bool at_end>
Value without(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given(at_end ? "removesuffix" : "removeprefix", std::move(arguments), {"text"}, 1);
    const Text& text = *self.get<Text>();
    const std::string_view part = given.text(0).bytes();
    runtime.budget.make(text.size());
    const bool fits = at_end ? text.bytes().ends_with(part) : text.bytes().starts_with(part);
    if (!fits || part.empty()) return self;
    return text.substr(at_end ? 0 : part.size(), text.size() - part.size());
}

template <bool from_right, bool must_be_there = false>
Value find_method(Runtime& runtime, const Value& self, Arguments arguments) {
    const std::string name = std::string(from_right ? "r" : "") + (must_be_there ? "index" : "find");
    const Bound given(name, std::move(arguments), {"text"}, 1);
    const std::string_view bytes = self.get<Text>()->bytes();
    TextSearch search(bytes, given.text(0).bytes(), from_right ? TextSearch::From::Right : TextSearch::From::Left,
                      runtime.budget);
    const std::size_t at = search.next();
    if (at == std::string_view::npos && !must_be_there) return Value(std::int64_t{-1});
    if (at == std::string_view::npos) throw Stop(name + " finds no such text");
    return Value(static_cast<std::int64_t>(character_count(bytes.substr(0, at), runtime.budget)));
}

Value count(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("count", std::move(arguments), {"text"}, 1);
    const Text& text = *self.get<Text>();
    const std::string_view part = given.text(0).bytes();
    if (part.empty()) return Value(static_cast<std::int64_t>(character_count(text.bytes(), runtime.budget)) + 1);
    TextSearch search(text.bytes(), part, TextSearch::From::Left, runtime.budget);
    std::int64_t count = 0;
    while (search.next() != std::string_view::npos) ++count;
    return Value(count);
}

Value join(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("join", std::move(arguments), {"texts"}, 1);
    std::vector<Text> texts;
    const auto list = items_of(defined(given[0]), runtime.budget);
    for (const Value& item : list->items) {
        const auto* text = item.get<Text>();
        if (!text) throw Stop("join wants texts, it gets " + kind_of(item));
        runtime.budget.make(text->size() + sizeof(Text));
        texts.push_back(*text);
    }
    return joined(texts, *self.get<Text>(), runtime.budget);
}

/// Every character; of an empty text, what `empty` says.
template <bool (*fits)(char32_t), bool empty = false>
Value all(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("the method", std::move(arguments), {});
    const std::string_view bytes = self.get<Text>()->bytes();
    runtime.budget.classify(bytes.size());
    for (std::size_t position = 0; position < bytes.size();) {
        if (!fits(first_code(bytes.substr(position)))) return Value(false);
        position += next_character(bytes.substr(position)).length;
    }
    return Value(empty || !bytes.empty());
}

bool is_ascii(char32_t code) { return code < 0x80; }

template <bool (*check)(const Text&, Budget&)>
Value checked(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("the method", std::move(arguments), {});
    return Value(check(*self.get<Text>(), runtime.budget));
}

/// How many characters are missing to `width`.
std::int64_t missing_to(const Text& text, std::int64_t width, Budget& budget) {
    const auto length = static_cast<std::int64_t>(character_count(text.bytes(), budget));
    return width > length ? width - length : 0;
}

/// Filled up at the other side, or at both.
template <Side side>
Value padded(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("the method", std::move(arguments), {"width", "fillchar"}, 1);
    const Text& text = *self.get<Text>();
    const std::int64_t width = given.whole(0);
    const Text fill = given.has(1) ? given.text(1) : Text(" ");
    if (character_count(fill.bytes(), runtime.budget) != 1) throw Stop("a text is filled up with one character");
    const std::int64_t missing = missing_to(text, width, runtime.budget);
    // Python's center: of an odd number the larger part stands at the left if the width is odd too.
    const std::int64_t left = side == Side::Left    ? 0
                              : side == Side::Right ? missing
                                                    : missing / 2 + (missing & width & 1);
    return joined({repeated(fill, left, runtime.budget), text, repeated(fill, missing - left, runtime.budget)}, Text(),
                  runtime.budget);
}

Value zero_filled(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("zfill", std::move(arguments), {"width"}, 1);
    const Text& text = *self.get<Text>();
    const Text zeros = repeated(Text("0"), missing_to(text, given.whole(0), runtime.budget), runtime.budget);
    const std::size_t sign = text.bytes().starts_with('-') || text.bytes().starts_with('+') ? 1 : 0;
    return joined({text.substr(0, sign), zeros, text.substr(sign)}, Text(), runtime.budget);
}

constexpr std::array known_methods = {
    NamedMethod{"strip", strip<Side::Both>},
    NamedMethod{"lstrip", strip<Side::Left>},
    NamedMethod{"rstrip", strip<Side::Right>},
    NamedMethod{"upper", changed<upper>},
    NamedMethod{"lower", changed<lower>},
    NamedMethod{"capitalize", changed<capitalized>},
    NamedMethod{"title", changed<titled>},
    NamedMethod{"startswith", begins_or_ends<false>},
    NamedMethod{"endswith", begins_or_ends<true>},
    NamedMethod{"split", split_method<false>},
    NamedMethod{"rsplit", split_method<true>},
    NamedMethod{"splitlines", split_lines_method},
    NamedMethod{"partition", partition<false>},
    NamedMethod{"rpartition", partition<true>},
    NamedMethod{"replace", replace},
    NamedMethod{"removeprefix", without<false>},
    NamedMethod{"removesuffix", without<true>},
    NamedMethod{"find", find_method<false>},
    NamedMethod{"rfind", find_method<true>},
    NamedMethod{"index", find_method<false, true>},
    NamedMethod{"rindex", find_method<true, true>},
    NamedMethod{"count", count},
    NamedMethod{"join", join},
    NamedMethod{"ljust", padded<Side::Left>},
    NamedMethod{"rjust", padded<Side::Right>},
    NamedMethod{"center", padded<Side::Both>},
    NamedMethod{"zfill", zero_filled},
    NamedMethod{"isspace", all<is_blank>},
    NamedMethod{"isdigit", all<is_digit>},
    NamedMethod{"isdecimal", all<is_decimal>},
    NamedMethod{"isalpha", all<is_letter>},
    NamedMethod{"isalnum", all<is_alphanumeric>},
    NamedMethod{"isascii", all<is_ascii, true>},
    NamedMethod{"isprintable", all<is_printable, true>},
    NamedMethod{"isupper", checked<is_upper>},
    NamedMethod{"islower", checked<is_lower>},
};

}  // namespace

std::span<const NamedMethod> text_methods() { return known_methods; }

}  // namespace inference::chat_template
