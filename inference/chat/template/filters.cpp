#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "inference/chat/template/characters.h"
#include "inference/chat/template/operators.h"
#include "inference/chat/template/runtime.h"
#include "inference/chat/template/text_formatting.h"
#include "inference/chat/template/text_operations.h"
#include "inference/printable.h"

namespace inference::chat_template {

namespace {

using FilterFunction = Value (*)(Runtime&, const Value&, Arguments);

template <Text (*change)(const Text&, Budget&)>
Value changed(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("the filter", std::move(arguments), {});
    return change(printed(value, runtime.budget), runtime.budget);
}

Text title(const Text& text, Budget& budget) { return titled_words(text, "-({[<", budget); }
Text unchanged(const Text& text, Budget&) { return text; }

Value format(Runtime& runtime, const Value& value, Arguments arguments) {
    if (!arguments.named.empty()) throw Stop("format with names is not supported");
    return formatted(printed(value, runtime.budget), arguments.positional, false, runtime.budget);
}

Value trim(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("trim", std::move(arguments), {"chars"});
    std::optional<std::string_view> set;
    if (given.has(0) && !given[0].is_none()) set = given.text(0).bytes();
    return stripped(printed(value, runtime.budget), set, Side::Both, runtime.budget);
}

Value replace(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("replace", std::move(arguments), {"old", "new", "count"}, 2);
    const std::int64_t count = given.has(2) && !given[2].is_none() ? given.whole(2) : -1;
    const Text old = printed(given[0], runtime.budget);
    return replaced(printed(value, runtime.budget), old.bytes(), printed(given[1], runtime.budget),
                    count < 0 ? no_limit : count, runtime.budget);
}

Value otherwise(Runtime&, const Value& value, Arguments arguments) {
    const Bound given("default", std::move(arguments), {"default_value", "boolean"});
    const bool missing = value.is_undefined() || (given.truth_or(1, false) && !is_true(value));
    return missing ? given.value_or(0, Text()) : value;
}

Value length(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("length", std::move(arguments), {});
    if (const auto* text = value.get<Text>())
        return Value(static_cast<std::int64_t>(character_count(text->bytes(), runtime.budget)));
    if (const auto* list = value.get<List>(); list && list->has_length())
        return Value(static_cast<std::int64_t>(list->items.size()));
    if (const auto* dict = value.get<Dict>()) return Value(static_cast<std::int64_t>(dict->entries.size()));
    if (const auto* loop = value.get<Loop>()) return Value(static_cast<std::int64_t>(loop->items->items.size()));
    if (value.is_undefined()) return Value(std::int64_t{0});
    throw Stop(kind_of(value) + " has no length");
}

Value indent(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("indent", std::move(arguments), {"width", "first", "blank"});
    const auto* text = defined(value).get<Text>();
    if (!text) throw Stop("indent wants a text, it gets " + kind_of(value));
    const bool by_text = given.has(0) && given[0].get<Text>();
    const Text by = by_text ? given.text(0) : repeated(Text(" "), given.whole_or(0, 4), runtime.budget);
    return indented(*text, by, given.truth_or(1, false), given.truth_or(2, false), runtime.budget);
}

/// What a text says of a number, with blanks around it and "_" between digits as Python allows.
std::optional<std::string> digits_of(const Value& value, Budget& budget) {
    const auto* text = value.get<Text>();
    if (!text) return std::nullopt;
    const Text without_blanks = stripped(*text, std::nullopt, Side::Both, budget);
    std::string digits;
    const std::string_view bytes = without_blanks.bytes();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (const char32_t code = first_code(bytes.substr(i)); code >= 0x80 && is_decimal(code))
            throw Stop("digits beyond ASCII in a number are not supported");
        const auto digit = [&](std::size_t at) { return at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9'; };
        if (bytes[i] == '+' && i == 0 && bytes.size() > 1 && bytes[1] != '-') continue;
        if (bytes[i] == '_' && i > 0 && digit(i - 1) && digit(i + 1)) continue;
        digits += bytes[i];
    }
    return digits;
}

std::optional<double> real_of(const Value& value, Budget& budget) {
    if (value.is_number()) return real_number(value, "float");
    const auto digits = digits_of(value, budget);
    if (!digits || digits->empty()) return std::nullopt;
    double number = 0.0;
    const char* end = digits->data() + digits->size();
    auto parsed = std::from_chars(digits->data(), end, number);
    if (parsed.ptr != end || end[-1] == ')') return std::nullopt;  // C++ knows nan(...), Python does not
    if (parsed.ec == std::errc::result_out_of_range) {
        long double larger = 0.0L;  // which has a wider range
        parsed = std::from_chars(digits->data(), end, larger);
        if (parsed.ec != std::errc()) throw Stop("a number becomes too large or too small");
        const double limit = std::abs(larger) > 1.0L ? std::numeric_limits<double>::infinity() : 0.0;
        return std::signbit(larger) ? -limit : limit;
    }
    if (parsed.ec != std::errc()) return std::nullopt;
    return number;
}

Value as_whole(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("int", std::move(arguments), {"default", "base"});
    const Value fallback = given.value_or(0, Value(std::int64_t{0}));
    const std::int64_t base = given.whole_or(1, 10);
    if (base != 10) throw Stop("int with another base than 10 is not supported");
    std::int64_t storage = 0;
    if (const auto* whole = whole_number(value, storage)) return Value(*whole);
    if (const auto digits = digits_of(value, runtime.budget); digits && !digits->empty()) {
        std::int64_t number = 0;
        const char* end = digits->data() + digits->size();
        const auto parsed = std::from_chars(digits->data(), end, number);
        if (parsed.ec == std::errc() && parsed.ptr == end) return Value(number);
        if (parsed.ec == std::errc::result_out_of_range) throw Stop("a whole number becomes too large");
    }
    defined(value);
    const auto real = real_of(value, runtime.budget);
    if (!real || !std::isfinite(*real)) return fallback;
    if (std::abs(*real) >= 9.2e18) throw Stop("a whole number becomes too large");
    return Value(static_cast<std::int64_t>(*real));
}

Value as_real(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("float", std::move(arguments), {"default"});
    defined(value);
    const auto real = real_of(value, runtime.budget);
    return real ? Value(*real) : given.value_or(0, Value(0.0));
}

Value absolute(Runtime&, const Value& value, Arguments arguments) {
    const Bound given("abs", std::move(arguments), {});
    std::int64_t storage = 0;
    if (const auto* whole = whole_number(value, storage)) return *whole < 0 ? negated(Value(*whole)) : Value(*whole);
    return Value(std::abs(real_number(value, "abs")));
}

/// To a multiple of `unit`; halves to the even one.
template <typename Number>
Number to_multiple(Number number, Number unit) {
    Number rest;
    if constexpr (std::is_integral_v<Number>)
        rest = std::abs(number % unit);
    else
        rest = std::abs(std::fmod(number, unit));
    const Number lower = (number < 0 ? -number : number) - rest;
    const bool odd = std::fmod(static_cast<double>(lower / unit), 2.0) != 0.0;
    const Number rounded = rest > unit - rest || (rest == unit - rest && odd) ? lower + unit : lower;
    return number < 0 ? -rounded : rounded;
}

/// As Python's round(): by the number's exact digits, which a number times 1000 need not have.
Value commonly_rounded(const Value& value, std::int64_t precision) {
    std::int64_t storage = 0;
    std::int64_t unit = 1;
    for (std::int64_t i = precision; i < 0; ++i) unit *= 10;
    if (const auto* whole = whole_number(value, storage)) {
        if (precision >= 0) return Value(*whole);
        if (std::abs(static_cast<double>(*whole)) > 9e18) throw Stop("a whole number becomes too large");
        return Value(to_multiple(*whole, unit));
    }
    const double number = real_number(value, "round");
    if (!std::isfinite(number)) return Value(number);
    if (precision < 0) return Value(to_multiple(number, static_cast<double>(unit)));
    std::array<char, 400> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed,
                                       static_cast<int>(precision));
    double result = 0.0;
    std::from_chars(digits.data(), written.ptr, result);
    return Value(result);
}

Value rounded(Runtime&, const Value& value, Arguments arguments) {
    const Bound given("round", std::move(arguments), {"precision", "method"});
    const std::int64_t precision = given.whole_or(0, 0);
    const std::string_view method = given.has(1) ? given.text(1).bytes() : "common";
    const double number = real_number(value, "round");
    if (method != "common" && method != "ceil" && method != "floor")
        throw Stop("round does not know the method '" + printable(method, 40) + "'");
    if (precision < -15 || precision > 15) throw Stop("round wants a precision from -15 to 15");
    if (method == "common") return commonly_rounded(value, precision);
    const double scale = std::pow(10.0, static_cast<double>(precision));
    const double scaled = number * scale;
    if (!std::isfinite(scaled)) throw Stop("round gets a number that is too large");
    const double whole = method == "ceil" ? std::ceil(scaled) : std::floor(scaled);
    return Value((whole + 0.0) / scale);  // without the sign of a 0, as Python's whole numbers
}

Value to_json(Runtime& runtime, const Value& value, Arguments arguments) {
    const Bound given("tojson", std::move(arguments), {"indent", "ensure_ascii", "separators", "sort_keys"});
    if (given.truth_or(1, false)) throw Stop("tojson with ensure_ascii is not supported");
    const bool one_line = !given.has(0) || given[0].is_none();
    Text between(one_line ? ", " : ",");
    Text behind_key(": ");
    if (given.has(2) && !given[2].is_none()) {
        const auto* pair = given[2].get<List>();
        if (!pair || pair->items.size() != 2 || !pair->items[0].get<Text>() || !pair->items[1].get<Text>())
            throw Stop("tojson wants two texts as separators");
        between = *pair->items[0].get<Text>();
        behind_key = *pair->items[1].get<Text>();
    }
    const std::int64_t indent = one_line ? -1 : std::clamp<std::int64_t>(given.whole(0), 0, 1 << 20);
    return json_of(value, indent, between, behind_key, given.truth_or(3, false), runtime.budget);
}

struct Named {
    std::string_view name;
    FilterFunction filter;
};
constexpr std::array known_filters = {
    Named{"upper", changed<upper>},
    Named{"lower", changed<lower>},
    Named{"capitalize", changed<capitalized>},
    Named{"title", changed<title>},
    Named{"string", changed<unchanged>},
    Named{"safe", changed<unchanged>},  // nothing is escaped, so nothing has to be kept from it
    Named{"format", format},
    Named{"trim", trim},
    Named{"replace", replace},
    Named{"default", otherwise},
    Named{"d", otherwise},
    Named{"length", length},
    Named{"count", length},
    Named{"indent", indent},
    Named{"int", as_whole},
    Named{"float", as_real},
    Named{"abs", absolute},
    Named{"round", rounded},
    Named{"tojson", to_json},
};

}  // namespace

bool is_filter(std::string_view name) {
    return std::ranges::find(known_filters, name, &Named::name) != known_filters.end() || is_sequence_filter(name);
}

Value filtered(Runtime& runtime, std::string_view name, const Value& value, Arguments arguments) {
    const Deeper deeper(runtime);
    runtime.budget.step();
    if (const auto known = std::ranges::find(known_filters, name, &Named::name); known != known_filters.end())
        return known->filter(runtime, value, std::move(arguments));
    if (auto result = sequence_filtered(runtime, name, value, arguments)) return std::move(*result);
    throw Stop("the filter '" + printable(name, 40) + "' is not supported");
}

}  // namespace inference::chat_template
