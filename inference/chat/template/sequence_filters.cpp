#include <algorithm>
#include <array>
#include <optional>

#include "inference/chat/template/operators.h"
#include "inference/chat/template/runtime.h"
#include "inference/chat/template/stable_sort.h"
#include "inference/chat/template/text_operations.h"

namespace inference::chat_template {

namespace {

using SequenceFilter = Value (*)(Runtime&, const Value&, const Arguments&);

/// item.name, name of names ("function.name"), or item[number].
Value attribute_of(Runtime& runtime, Value item, const Value& attribute) {
    if (!attribute.get<Text>()) return member_by_subscript(runtime, item, attribute);
    for (const Text& name : split(*attribute.get<Text>(), ".", no_limit, false, runtime.budget)) {
        const bool number =
            !name.empty() && std::ranges::all_of(name.bytes(), [](char c) { return c >= '0' && c <= '9'; });
        if (number && name.size() < 10)
            item = member_by_subscript(runtime, item, Value(std::int64_t{std::stoi(std::string(name.bytes()))}));
        else
            item = member_by_subscript(runtime, item, name);
    }
    return item;
}

Value first(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("first", arguments, {});
    const auto list = items_of(value, runtime.budget);
    return list->items.empty() ? Value(Undefined{"first"}) : list->items.front();
}

Value last(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("last", arguments, {});
    const auto list = items_of(value, runtime.budget);
    if (!list->has_length()) throw Stop("last wants a list, not what map or select gives: make it a list first");
    return list->items.empty() ? Value(Undefined{"last"}) : list->items.back();
}

Value as_list(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("list", arguments, {});
    const auto list = items_of(value, runtime.budget);
    runtime.budget.make(list->items.size(), sizeof(Value));
    return Value::list(list->items, runtime.budget);
}

Value reverse(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("reverse", arguments, {});
    const auto list = items_of(value, runtime.budget);
    runtime.budget.make(list->items.size(), sizeof(Value));
    std::vector<Value> items(list->items.rbegin(), list->items.rend());
    // What cannot be gone through backwards is a list then, as Jinja makes it.
    const auto kind = list->has_length() ? List::Kind::Generator : List::Kind::List;
    if (!value.get<Text>()) return Value::list(std::move(items), runtime.budget, kind);
    std::vector<Text> characters;
    for (const Value& item : items) characters.push_back(*item.get<Text>());
    return joined(characters, Text(), runtime.budget);
}

Value join(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("join", arguments, {"d", "attribute"});
    std::vector<Text> texts;
    const auto list = items_of(value, runtime.budget);
    for (const Value& item : list->items) {
        const bool by_attribute = given.has(1) && !given[1].is_none();
        texts.push_back(printed(by_attribute ? attribute_of(runtime, item, given[1]) : item, runtime.budget));
        runtime.budget.make(sizeof(Text));
    }
    return joined(texts, given.has(0) ? printed(given[0], runtime.budget) : Text(), runtime.budget);
}

Value items(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("items", arguments, {});
    std::vector<Value> items;
    if (value.get<Dict>())
        items = items_of(method(runtime, value, "items")->get<Callable>()->call({}), runtime.budget)->items;
    else if (!value.is_undefined())
        throw Stop("items wants a mapping, it gets " + kind_of(value));
    return Value::list(std::move(items), runtime.budget, List::Kind::Generator);
}

/// Texts without their case where that does not count.
Value sort_key(Runtime& runtime, const Value& item, bool case_sensitive) {
    const auto* text = item.get<Text>();
    return text && !case_sensitive ? Value(lower(*text, runtime.budget)) : item;
}

struct Keyed {
    Value key, item;
};

std::vector<Keyed> keyed(Runtime& runtime, const Value& value, const Value& attribute, bool case_sensitive) {
    std::vector<Keyed> items;
    const auto list = items_of(value, runtime.budget);
    runtime.budget.make(list->items.size(), 2 * sizeof(Keyed));
    for (const Value& item : list->items) {
        const Value key = attribute.is_none() ? item : attribute_of(runtime, item, attribute);
        items.push_back({sort_key(runtime, key, case_sensitive), item});
    }
    return items;
}

Value sort(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("sort", arguments, {"reverse", "case_sensitive", "attribute"});
    auto items = keyed(runtime, value, given.value_or(2, Value(None{})), given.truth_or(1, false));
    const bool reversed = given.truth_or(0, false);
    stable_sort(items, [&](const Keyed& left, const Keyed& right) {
        return reversed ? before(right.key, left.key, runtime.budget) : before(left.key, right.key, runtime.budget);
    });
    std::vector<Value> sorted;
    for (Keyed& item : items) sorted.push_back(std::move(item.item));
    return Value::list(std::move(sorted), runtime.budget);
}

Value dict_sort(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("dictsort", arguments, {"case_sensitive", "by", "reverse"});
    const auto* dict = value.get<Dict>();
    if (!dict) throw Stop("dictsort wants a mapping, it gets " + kind_of(value));
    const std::string_view by = given.has(1) ? given.text(1).bytes() : "key";
    if (by != "key" && by != "value") throw Stop("dictsort sorts by 'key' or 'value'");
    std::vector<Keyed> entries;
    for (const auto& [key, entry] : dict->entries)
        entries.push_back({sort_key(runtime, by == "key" ? key : entry, given.truth_or(0, false)),
                           Value::list({key, entry}, runtime.budget, List::Kind::Tuple)});
    const bool reversed = given.truth_or(2, false);
    stable_sort(entries, [&](const Keyed& left, const Keyed& right) {
        return reversed ? before(right.key, left.key, runtime.budget) : before(left.key, right.key, runtime.budget);
    });
    std::vector<Value> sorted;
    for (Keyed& entry : entries) sorted.push_back(std::move(entry.item));
    return Value::list(std::move(sorted), runtime.budget);
}

Value unique(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("unique", arguments, {"case_sensitive", "attribute"});
    std::vector<Keyed> kept;
    for (Keyed& item : keyed(runtime, value, given.value_or(1, Value(None{})), given.truth_or(0, false)))
        if (std::ranges::none_of(kept, [&](const Keyed& known) { return equal(known.key, item.key, runtime.budget); }))
            kept.push_back(std::move(item));
    std::vector<Value> items;
    for (Keyed& item : kept) items.push_back(std::move(item.item));
    return Value::list(std::move(items), runtime.budget, List::Kind::Generator);
}

template <bool largest>
Value extreme(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given(largest ? "max" : "min", arguments, {"case_sensitive", "attribute"});
    auto items = keyed(runtime, value, given.value_or(1, Value(None{})), given.truth_or(0, false));
    if (items.empty()) return Undefined{largest ? "max" : "min"};
    const Keyed* best = items.data();
    for (const Keyed& item : items)
        if (largest ? before(best->key, item.key, runtime.budget) : before(item.key, best->key, runtime.budget))
            best = &item;
    return best->item;
}

Value sum(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const Bound given("sum", arguments, {"attribute", "start"});
    Value total = given.value_or(1, Value(std::int64_t{0}));
    const auto list = items_of(value, runtime.budget);
    for (const Value& item : list->items)
        total = calculated(Arithmetic::Add, total,
                           given.has(0) && !given[0].is_none() ? attribute_of(runtime, item, given[0]) : item,
                           runtime.budget);
    return total;
}

/// map(attribute=..., default=...) or map('filter', arguments).
Value map(Runtime& runtime, const Value& value, const Arguments& arguments) {
    std::vector<Value> results;
    const auto list = items_of(value, runtime.budget);
    if (arguments.positional.empty()) {
        const Bound given("map", arguments, {"attribute", "default"}, 1);
        for (const Value& item : list->items) {
            Value result = attribute_of(runtime, item, given[0]);
            if (result.is_undefined() && given.has(1)) result = given[1];
            results.push_back(std::move(result));
        }
    } else {
        const auto* name = arguments.positional.front().get<Text>();
        if (!name) throw Stop("map wants the name of a filter");
        const Arguments rest{{arguments.positional.begin() + 1, arguments.positional.end()}, arguments.named};
        for (const Value& item : list->items) {
            runtime.budget.step(1 + rest.positional.size() + rest.named.size());
            results.push_back(filtered(runtime, name->bytes(), item, rest));
        }
    }
    return Value::list(std::move(results), runtime.budget, List::Kind::Generator);
}

/// Those items for which a test, or the item or its attribute itself, is `wanted`.
template <bool by_attribute, bool wanted>
Value select(Runtime& runtime, const Value& value, const Arguments& arguments) {
    const auto& given = arguments.positional;
    constexpr std::size_t before_test = by_attribute ? 1 : 0;
    if (given.size() < before_test) throw Stop("selectattr and rejectattr want the name of an attribute");
    const Text* test = given.size() > before_test ? given[before_test].get<Text>() : nullptr;
    if (given.size() > before_test && !test) throw Stop("select and reject want the name of a test");
    Arguments rest{{}, arguments.named};
    if (test) rest.positional.assign(given.begin() + before_test + 1, given.end());
    std::vector<Value> kept;
    const auto list = items_of(value, runtime.budget);
    for (const Value& item : list->items) {
        runtime.budget.step(1 + rest.positional.size());
        const Value looked_at = by_attribute ? attribute_of(runtime, item, given.front()) : item;
        if ((test ? tested(runtime, test->bytes(), looked_at, rest) : is_true(looked_at)) == wanted)
            kept.push_back(item);
    }
    return Value::list(std::move(kept), runtime.budget, List::Kind::Generator);
}

struct Named {
    std::string_view name;
    SequenceFilter filter;
};
constexpr std::array known_filters = {
    Named{"first", first},
    Named{"last", last},
    Named{"list", as_list},
    Named{"reverse", reverse},
    Named{"join", join},
    Named{"items", items},
    Named{"sort", sort},
    Named{"dictsort", dict_sort},
    Named{"unique", unique},
    Named{"min", extreme<false>},
    Named{"max", extreme<true>},
    Named{"sum", sum},
    Named{"map", map},
    Named{"select", select<false, true>},
    Named{"reject", select<false, false>},
    Named{"selectattr", select<true, true>},
    Named{"rejectattr", select<true, false>},
};

}  // namespace

bool is_sequence_filter(std::string_view name) {
    return std::ranges::find(known_filters, name, &Named::name) != known_filters.end();
}

std::optional<Value> sequence_filtered(Runtime& runtime, std::string_view name, const Value& value,
                                       const Arguments& arguments) {
    const auto known = std::ranges::find(known_filters, name, &Named::name);
    if (known == known_filters.end()) return std::nullopt;
    return known->filter(runtime, value, arguments);
}

}  // namespace inference::chat_template
