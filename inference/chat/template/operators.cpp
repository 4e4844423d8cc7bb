#include "inference/chat/template/operators.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "inference/chat/template/text_formatting.h"
#include "inference/chat/template/text_operations.h"
#include "inference/chat/template/text_search.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

[[noreturn]] void misfit(std::string_view sign, const Value& left, const Value& right) {
    throw Stop("'" + std::string(sign) + "' does not fit " + kind_of(left) + " and " + kind_of(right));
}

constexpr std::string_view sign_of(Arithmetic sign) {
    switch (sign) {
        case Arithmetic::Add: return "+";
        case Arithmetic::Subtract: return "-";
        case Arithmetic::Multiply: return "*";
        case Arithmetic::Divide: return "/";
        case Arithmetic::FloorDivide: return "//";
        case Arithmetic::Modulo: return "%";
        case Arithmetic::Power: return "**";
    }
    return "?";
}

[[noreturn]] void too_large() { throw Stop("a whole number becomes too large"); }

std::int64_t power(std::int64_t base, std::int64_t exponent) {
    if (exponent > 64 && base != 0 && base != 1 && base != -1) too_large();
    if (exponent > 64) exponent = 2 + exponent % 2;  // 0, 1 and -1 only come and go
    std::int64_t result = 1;
    for (std::int64_t i = 0; i < exponent; ++i)
        if (__builtin_mul_overflow(result, base, &result)) too_large();
    return result;
}

/// Whole numbers; division rounds down, as Python's.
Value whole_result(Arithmetic sign, std::int64_t left, std::int64_t right) {
    std::int64_t result = 0;
    bool overflow = false;
    switch (sign) {
        case Arithmetic::Add: overflow = __builtin_add_overflow(left, right, &result); break;
        case Arithmetic::Subtract: overflow = __builtin_sub_overflow(left, right, &result); break;
        case Arithmetic::Multiply: overflow = __builtin_mul_overflow(left, right, &result); break;
        case Arithmetic::Power:
            if (right < 0) return Value(std::pow(static_cast<double>(left), static_cast<double>(right)));
            result = power(left, right);
            break;
        default: {
            if (right == 0) throw Stop("a number is divided by 0");
            if (sign == Arithmetic::Divide) return Value(static_cast<double>(left) / static_cast<double>(right));
            if (right == -1) {  // the least number has no positive counterpart
                overflow = sign == Arithmetic::FloorDivide && __builtin_sub_overflow(std::int64_t{0}, left, &result);
                break;
            }
            const bool down = left % right != 0 && (left % right < 0) != (right < 0);
            result =
                sign == Arithmetic::FloorDivide ? left / right - (down ? 1 : 0) : left % right + (down ? right : 0);
        }
    }
    if (overflow) too_large();
    return Value(result);
}

Value real_result(Arithmetic sign, double left, double right) {
    switch (sign) {
        case Arithmetic::Add: return Value(left + right);
        case Arithmetic::Subtract: return Value(left - right);
        case Arithmetic::Multiply: return Value(left * right);
        case Arithmetic::Power: return Value(std::pow(left, right));
        default: break;
    }
    if (right == 0.0) throw Stop("a number is divided by 0");
    if (sign == Arithmetic::Divide) return Value(left / right);
    const double rest = std::fmod(left, right);
    const bool down = rest != 0.0 && (rest < 0) != (right < 0);
    if (sign == Arithmetic::Modulo) return Value(down ? rest + right : rest);
    return Value(std::floor(left / right));
}

Value repeated_list(const List& list, std::int64_t count, Budget& budget) {
    std::vector<Value> items;
    if (count > 0) {
        budget.make(static_cast<std::uint64_t>(count), list.items.size() * sizeof(Value));
        for (std::int64_t i = 0; i < count && !list.items.empty(); ++i)
            items.insert(items.end(), list.items.begin(), list.items.end());
    }
    return Value::list(std::move(items), budget, list.kind);
}

}  // namespace

const Value& defined(const Value& value) {
    if (value.is_undefined()) throw Stop(kind_of(value) + ", is used");
    return value;
}

Value calculated(Arithmetic sign, const Value& left, const Value& right, Budget& budget) {
    defined(left);
    if (const auto* format = left.get<Text>(); format && sign == Arithmetic::Modulo)
        return formatted(*format, right, budget);
    defined(right);
    std::int64_t left_storage = 0;
    std::int64_t right_storage = 0;
    const auto* left_whole = whole_number(left, left_storage);
    const auto* right_whole = whole_number(right, right_storage);
    if (left_whole && right_whole) return whole_result(sign, *left_whole, *right_whole);
    if (left.is_number() && right.is_number())
        return real_result(sign, real_number(left, sign_of(sign)), real_number(right, sign_of(sign)));
    const auto* left_text = left.get<Text>();
    const auto* right_text = right.get<Text>();
    const auto* left_list = left.get<List>();
    const auto* right_list = right.get<List>();
    if (sign == Arithmetic::Add && left_text && right_text) {
        budget.make(left_text->size() + right_text->size());
        Text sum = *left_text;
        sum.append(*right_text);
        return sum;
    }
    if (sign == Arithmetic::Add && left_list && right_list && left_list->kind == right_list->kind &&
        left_list->is_plain()) {
        budget.make(left_list->items.size() + right_list->items.size(), sizeof(Value));
        std::vector<Value> items = left_list->items;
        items.insert(items.end(), right_list->items.begin(), right_list->items.end());
        return Value::list(std::move(items), budget, left_list->kind);
    }
    if (sign == Arithmetic::Multiply) {
        if (left_text && right_whole) return repeated(*left_text, *right_whole, budget);
        if (right_text && left_whole) return repeated(*right_text, *left_whole, budget);
        if (left_list && right_whole && left_list->is_plain()) return repeated_list(*left_list, *right_whole, budget);
        if (right_list && left_whole && right_list->is_plain()) return repeated_list(*right_list, *left_whole, budget);
    }
    misfit(sign_of(sign), left, right);
}

Value negated(const Value& operand) {
    defined(operand);
    std::int64_t storage = 0;
    if (const auto* whole = whole_number(operand, storage)) return whole_result(Arithmetic::Subtract, 0, *whole);
    return Value(-real_number(operand, "'-'"));
}

bool before(const Value& left, const Value& right, Budget& budget) {
    budget.step();
    std::int64_t left_storage = 0;
    std::int64_t right_storage = 0;
    const auto* left_whole = whole_number(left, left_storage);
    const auto* right_whole = whole_number(right, right_storage);
    if (left_whole && right_whole) return *left_whole < *right_whole;
    if (left.is_number() && right.is_number()) return real_number(left, "'<'") < real_number(right, "'<'");
    const auto* left_text = left.get<Text>();
    const auto* right_text = right.get<Text>();
    if (left_text && right_text) {  // UTF-8 sorts as the characters' numbers do
        budget.read(std::min(left_text->size(), right_text->size()));
        return left_text->bytes() < right_text->bytes();
    }
    const auto* left_list = left.get<List>();
    const auto* right_list = right.get<List>();
    if (left_list && right_list && left_list->kind == right_list->kind && left_list->is_plain()) {
        const std::size_t both = std::min(left_list->items.size(), right_list->items.size());
        for (std::size_t i = 0; i < both; ++i)
            if (!equal(left_list->items[i], right_list->items[i], budget))
                return before(left_list->items[i], right_list->items[i], budget);
        return left_list->items.size() < right_list->items.size();
    }
    misfit("<", left, right);
}

bool contains(const Value& container, const Value& item, Budget& budget) {
    if (const auto* text = container.get<Text>()) {
        const auto* part = item.get<Text>();
        if (!part) misfit("in", item, container);
        return TextSearch(text->bytes(), part->bytes(), TextSearch::From::Left, budget).next() !=
               std::string_view::npos;
    }
    if (const auto* list = container.get<List>()) {
        go_through(*list);
        return std::ranges::any_of(list->items, [&](const Value& one) { return equal(one, item, budget); });
    }
    if (const auto* dict = container.get<Dict>()) return find(*dict, item, budget) != nullptr;
    if (container.is_undefined()) return false;
    misfit("in", item, container);
}

bool compared(Comparison sign, const Value& left, const Value& right, Budget& budget) {
    switch (sign) {
        case Comparison::Equal: return equal(left, right, budget);
        case Comparison::Unequal: return !equal(left, right, budget);
        case Comparison::In: return contains(right, left, budget);
        case Comparison::NotIn: return !contains(right, left, budget);
        default: break;
    }
    defined(left);
    defined(right);
    const bool no_number = (left.get<double>() && std::isnan(*left.get<double>())) ||
                           (right.get<double>() && std::isnan(*right.get<double>()));
    switch (sign) {
        case Comparison::Less: return before(left, right, budget);
        case Comparison::Greater: return before(right, left, budget);
        case Comparison::LessOrEqual: return !before(right, left, budget) && !no_number;
        default: return !before(left, right, budget) && !no_number;
    }
}

Value element(const Value& object, const Value& index, Budget& budget) {
    if (const auto* dict = object.get<Dict>()) {
        const Value* found = find(*dict, index, budget);
        return found ? *found : Value();
    }
    std::int64_t storage = 0;
    const auto* number = whole_number(index, storage);
    if (!number) return {};
    if (const auto* list = object.get<List>(); list && list->is_sequence()) {
        const auto size = static_cast<std::int64_t>(list->items.size());
        const std::int64_t place = *number < 0 ? *number + size : *number;
        return place >= 0 && place < size ? list->items[static_cast<std::size_t>(place)] : Value();
    }
    if (object.get<Text>()) {
        if (*number == std::numeric_limits<std::int64_t>::min()) return {};
        const Value end = *number == -1 ? Value(None{}) : Value(*number + 1);
        const Value part = slice(object, index, end, Value(None{}), budget);
        return part.get<Text>()->empty() ? Value() : part;
    }
    return {};
}

namespace {

/// Python's bounds of a slice over `size` elements: where it begins and ends, and how many elements it takes.
struct Bounds {
    std::int64_t begin, end, step, count;
};

Bounds bounds_of(const Value& begin, const Value& end, const Value& step, std::int64_t size) {
    const auto number = [](const Value& value) -> std::optional<std::int64_t> {
        if (value.is_none()) return std::nullopt;
        std::int64_t storage = 0;
        if (const auto* whole = whole_number(defined(value), storage)) return *whole;
        throw Stop("a slice wants whole numbers, it gets " + kind_of(value));
    };
    Bounds bounds{0, 0, number(step).value_or(1), 0};
    if (bounds.step == 0) throw Stop("a slice has the step 0");
    const bool up = bounds.step > 0;
    const auto place = [&](std::optional<std::int64_t> wanted, std::int64_t otherwise) {
        if (!wanted) return otherwise;
        const std::int64_t from_front = *wanted < 0 ? std::max(*wanted, -size - 1) + size : *wanted;
        return std::clamp(from_front, std::int64_t{up ? 0 : -1}, up ? size : size - 1);
    };
    bounds.begin = place(number(begin), up ? 0 : size - 1);
    bounds.end = place(number(end), up ? size : -1);
    const std::int64_t distance = up ? bounds.end - bounds.begin : bounds.begin - bounds.end;
    // The step may be the least number, which has no positive counterpart.
    const std::uint64_t stride =
        up ? static_cast<std::uint64_t>(bounds.step) : 0 - static_cast<std::uint64_t>(bounds.step);
    if (distance > 0) bounds.count = static_cast<std::int64_t>((static_cast<std::uint64_t>(distance) - 1) / stride) + 1;
    return bounds;
}

/// As range(5)[1:3] is range(1, 3).
Value part_of(const Range& range, const Bounds& bounds, Budget& budget) {
    const auto place = [&](std::int64_t i) {
        std::int64_t number = 0;
        if (__builtin_mul_overflow(i, range.step, &number) || __builtin_add_overflow(range.begin, number, &number))
            too_large();
        return number;
    };
    std::int64_t step = 0;
    if (__builtin_mul_overflow(range.step, bounds.step, &step)) too_large();
    return Value::range({place(bounds.begin), place(bounds.end), step}, budget);
}

}  // namespace

Value slice(const Value& object, const Value& begin, const Value& end, const Value& step, Budget& budget) {
    defined(object);
    if (const auto* list = object.get<List>(); list && list->is_sequence()) {
        const Bounds bounds = bounds_of(begin, end, step, static_cast<std::int64_t>(list->items.size()));
        if (list->kind == List::Kind::Range) return part_of(list->range, bounds, budget);
        budget.make(static_cast<std::uint64_t>(bounds.count), sizeof(Value));
        std::vector<Value> items;
        for (std::int64_t i = 0; i < bounds.count; ++i)
            items.push_back(list->items[static_cast<std::size_t>(bounds.begin + i * bounds.step)]);
        return Value::list(std::move(items), budget, list->kind);
    }
    const auto* text = object.get<Text>();
    if (!text) throw Stop("one cannot take a slice of " + kind_of(object));
    const auto size = static_cast<std::int64_t>(character_count(text->bytes(), budget));
    const Bounds bounds = bounds_of(begin, end, step, size);
    budget.make(text->size());
    if (bounds.count == 0) return Text();
    // Where each character of the wanted stretch begins.
    std::vector<std::size_t> begins;
    const std::int64_t last = bounds.begin + (bounds.count - 1) * bounds.step;
    const std::int64_t lowest = std::min(bounds.begin, last);
    const std::int64_t highest = std::max(bounds.begin, last);
    budget.make(static_cast<std::uint64_t>(highest - lowest) + 2, sizeof(std::size_t));
    std::size_t position = 0;
    for (std::int64_t i = 0; i <= highest + 1; ++i) {
        if (i >= lowest) begins.push_back(position);
        if (i <= highest) position += next_character(text->bytes().substr(position)).length;
    }
    if (bounds.step == 1) return text->substr(begins.front(), begins.back() - begins.front());
    Text result;
    for (std::int64_t i = 0; i < bounds.count; ++i) {
        const auto place = static_cast<std::size_t>(bounds.begin + i * bounds.step - lowest);
        result.append(text->substr(begins[place], begins[place + 1] - begins[place]));
    }
    return result;
}

}  // namespace inference::chat_template
