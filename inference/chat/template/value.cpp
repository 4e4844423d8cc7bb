#include "inference/chat/template/value.h"

#include <algorithm>
#include <cmath>

#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

std::uint32_t nesting_of(const Value& value) {
    if (const auto* list = value.get<List>()) return list->nesting;
    if (const auto* dict = value.get<Dict>()) return dict->nesting;
    // These hold lists too, and are freed with them, one inside the other.
    if (const auto* loop = value.get<Loop>()) return loop->items->nesting;
    if (const auto* callable = value.get<Callable>()) return callable->nesting;
    return 0;
}

namespace {

std::uint32_t checked_nesting(std::uint32_t inner, const Budget& budget) {
    if (inner >= budget.limits().nesting)
        throw Stop("lists are nested more than " + std::to_string(budget.limits().nesting) + " deep",
                   Stop::Cause::Limit);
    return inner + 1;
}

}  // namespace

Value Value::list(std::vector<Value> items, Budget& budget, List::Kind kind) {
    budget.make(items.size(), sizeof(Value));
    std::uint32_t inner = 0;
    for (const Value& item : items) inner = std::max(inner, nesting_of(item));
    Value value;
    value.form_ = std::make_shared<const List>(List{std::move(items), kind, checked_nesting(inner, budget)});
    return value;
}

Value Value::range(const Range& range, Budget& budget) {
    /// As many numbers as Jinja's sandbox lets range() make.
    constexpr std::size_t longest = 100'000;
    // Without signs: what is between the ends may be too much for a signed number.
    const auto begin = static_cast<std::uint64_t>(range.begin);
    const auto end = static_cast<std::uint64_t>(range.end);
    const auto step = static_cast<std::uint64_t>(range.step);
    std::uint64_t count = 0;
    if (range.step > 0 && range.begin < range.end) count = (end - begin - 1) / step + 1;
    if (range.step < 0 && range.begin > range.end) count = (begin - end - 1) / (0 - step) + 1;
    if (count > longest)
        throw Stop("range makes more than " + std::to_string(longest) + " numbers", Stop::Cause::Limit);
    budget.make(count, sizeof(Value));
    std::vector<Value> items;
    items.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) items.emplace_back(static_cast<std::int64_t>(begin + i * step));
    Value value;
    value.form_ = std::make_shared<const List>(List{std::move(items), List::Kind::Range, 1, range});
    return value;
}

Value Value::dict(std::vector<std::pair<Value, Value>> entries, Budget& budget) {
    budget.make(entries.size(), 2 * sizeof(Value));
    std::uint32_t inner = 0;
    for (const auto& [key, value] : entries) inner = std::max({inner, nesting_of(key), nesting_of(value)});
    Value value;
    value.form_ = std::make_shared<const Dict>(Dict{std::move(entries), checked_nesting(inner, budget)});
    return value;
}

std::string kind_of(const Value& value) {
    if (const auto* undefined = value.get<Undefined>())
        return undefined->name.empty() ? "nothing" : "'" + undefined->name + "', which is not defined";
    if (value.is_none()) return "none";
    if (value.get<bool>()) return "a truth value";
    if (value.is_number()) return "a number";
    if (value.get<Text>()) return "a text";
    if (const auto* list = value.get<List>()) {
        if (list->kind == List::Kind::Range) return "a range";
        return list->is_plain() || !list->has_length() ? "a list" : "a mapping's keys or values";
    }
    if (value.get<Dict>()) return "a mapping";
    if (value.get<Loop>()) return "a loop";
    if (value.members()) return "a namespace";
    return "a function";
}

bool is_true(const Value& value) {
    if (value.is_undefined() || value.is_none()) return false;
    if (const auto* truth = value.get<bool>()) return *truth;
    if (const auto* number = value.get<std::int64_t>()) return *number != 0;
    if (const auto* number = value.get<double>()) return *number != 0.0;
    if (const auto* text = value.get<Text>()) return !text->empty();
    if (const auto* list = value.get<List>()) return !list->has_length() || !list->items.empty();
    if (const auto* dict = value.get<Dict>()) return !dict->entries.empty();
    return true;
}

const std::int64_t* whole_number(const Value& value, std::int64_t& storage) {
    if (const auto* truth = value.get<bool>()) {
        storage = *truth ? 1 : 0;
        return &storage;
    }
    return value.get<std::int64_t>();
}

double real_number(const Value& value, std::string_view what) {
    if (const auto* number = value.get<double>()) return *number;
    std::int64_t storage = 0;
    if (const auto* number = whole_number(value, storage)) return static_cast<double>(*number);
    throw Stop(std::string(what) + " wants a number, it gets " + kind_of(value));
}

namespace {

/// What Python compares as sets.
bool is_set(const List& list) { return list.kind == List::Kind::Keys || list.kind == List::Kind::Items; }

/// What Python can have as a mapping's key.
bool can_be_key(const Value& value, Budget& budget) {
    budget.step();
    if (value.get<Dict>()) return false;
    const auto* list = value.get<List>();
    if (!list) return true;
    if (list->kind == List::Kind::Tuple)
        return std::ranges::all_of(list->items, [&](const Value& item) { return can_be_key(item, budget); });
    return list->kind != List::Kind::List && !is_set(*list);
}

}  // namespace

bool equal(const Value& left, const Value& right, Budget& budget) {
    budget.step();
    std::int64_t left_storage = 0;
    std::int64_t right_storage = 0;
    const auto* left_whole = whole_number(left, left_storage);
    const auto* right_whole = whole_number(right, right_storage);
    if (left_whole && right_whole) return *left_whole == *right_whole;
    if (left.is_number() && right.is_number()) return real_number(left, "==") == real_number(right, "==");
    if (const auto* text = left.get<Text>()) {
        const auto* other = right.get<Text>();
        if (!other || text->size() != other->size()) return false;
        budget.read(text->size());
        return text->bytes() == other->bytes();
    }
    if (const auto* list = left.get<List>()) {
        const auto* other = right.get<List>();
        if (list == other && !list->is_sequence()) return true;
        if (!other || list->items.size() != other->items.size()) return false;
        if (is_set(*list) && is_set(*other))
            return std::ranges::all_of(list->items, [&](const Value& item) {
                return std::ranges::any_of(other->items, [&](const Value& one) { return equal(item, one, budget); });
            });
        if (list->kind != other->kind || !list->is_sequence()) return false;
        for (std::size_t i = 0; i < list->items.size(); ++i)
            if (!equal(list->items[i], other->items[i], budget)) return false;
        return true;
    }
    if (const auto* dict = left.get<Dict>()) {
        const auto* other = right.get<Dict>();
        if (!other || dict->entries.size() != other->entries.size()) return false;
        return std::ranges::all_of(dict->entries, [&](const auto& entry) {
            const Value* found = find(*other, entry.first, budget);
            return found && equal(entry.second, *found, budget);
        });
    }
    if (left.is_none() || left.is_undefined())
        return left.is_none() == right.is_none() && left.is_undefined() == right.is_undefined();
    if (left.members()) return left.members() == right.members();
    if (const auto* callable = left.get<Callable>()) return callable == right.get<Callable>();
    return left.get<Loop>() && left.get<Loop>() == right.get<Loop>();
}

const Value* find(const Dict& dict, const Value& key, Budget& budget) {
    for (const auto& [known, value] : dict.entries)
        if (equal(known, key, budget)) return &value;
    return nullptr;
}

const Value* find(const Dict& dict, std::string_view key, Budget& budget) {
    budget.step(1 + dict.entries.size() / 8);
    for (const auto& [known, value] : dict.entries) {
        const auto* text = known.get<Text>();
        if (!text || text->size() != key.size()) continue;
        budget.read(key.size());
        if (text->bytes() == key) return &value;
    }
    return nullptr;
}

void put(std::vector<std::pair<Value, Value>>& entries, Value key, Value value, Budget& budget) {
    if (!can_be_key(key, budget)) throw Stop("a mapping has no keys like " + kind_of(key));
    const auto known =
        std::ranges::find_if(entries, [&](const auto& entry) { return equal(entry.first, key, budget); });
    if (known != entries.end())
        known->second = std::move(value);
    else
        entries.emplace_back(std::move(key), std::move(value));
}

Value* find(Namespace& names, std::string_view name, Budget& budget) {
    budget.step(1 + names.members.size() / 8);
    for (auto& [known, value] : names.members) {
        if (known.size() != name.size()) continue;
        budget.read(name.size());
        if (known == name) return &value;
    }
    return nullptr;
}

void go_through(const List& list) {
    if (list.has_length() || list.items.empty()) return;
    if (list.gone_through)
        throw Stop("what map, select and the like give is gone through twice, which is not supported");
    list.gone_through = true;
}

std::shared_ptr<const List> items_of(const Value& value, Budget& budget) {
    if (auto list = value.shared_list()) {
        go_through(*list);
        return list;
    }
    std::vector<Value> items;
    if (const auto* dict = value.get<Dict>()) {
        for (const auto& [key, entry] : dict->entries) items.push_back(key);
    } else if (const auto* text = value.get<Text>()) {
        budget.make(text->size(), sizeof(Value) + sizeof(Text));
        for (std::size_t position = 0; position < text->size();) {
            const std::size_t length = next_character(text->bytes().substr(position)).length;
            items.emplace_back(text->substr(position, length));
            position += length;
        }
    } else if (!value.is_undefined()) {
        throw Stop("one cannot go through " + kind_of(value));
    }
    return Value::list(std::move(items), budget).shared_list();
}

}  // namespace inference::chat_template
