#include <algorithm>
#include <array>
#include <span>

#include "inference/chat/template/operators.h"
#include "inference/chat/template/runtime.h"
#include "inference/chat/template/text_operations.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

using Method = Value (*)(Runtime&, const Value&, Arguments);

Value list_of(std::vector<Text> texts, Budget& budget, List::Kind kind = List::Kind::List) {
    std::vector<Value> items;
    for (Text& text : texts) items.emplace_back(std::move(text));
    return Value::list(std::move(items), budget, kind);
}

// Of texts

template <Side side>
Value strip(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("strip", std::move(arguments), {"chars"});
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
    const Bound given("split", std::move(arguments), {"sep", "maxsplit"});
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
    const Bound given("partition", std::move(arguments), {"sep"}, 1);
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

template <bool from_right>
Value find_method(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("find", std::move(arguments), {"text"}, 1);
    const std::string_view bytes = self.get<Text>()->bytes();
    runtime.budget.read(bytes.size());
    const std::size_t at = from_right ? bytes.rfind(given.text(0).bytes()) : bytes.find(given.text(0).bytes());
    if (at == std::string_view::npos) return Value(std::int64_t{-1});
    return Value(static_cast<std::int64_t>(character_count(bytes.substr(0, at), runtime.budget)));
}

Value count(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("count", std::move(arguments), {"text"}, 1);
    const Text& text = *self.get<Text>();
    const std::string_view part = given.text(0).bytes();
    if (part.empty()) return Value(static_cast<std::int64_t>(character_count(text.bytes(), runtime.budget)) + 1);
    return Value(static_cast<std::int64_t>(split(text, part, no_limit, false, runtime.budget).size()) - 1);
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

/// Every character, and there is one.
template <typename Fits>
Value all(Runtime& runtime, const Value& self, Fits fits) {
    const std::string_view bytes = self.get<Text>()->bytes();
    runtime.budget.read(bytes.size());
    for (std::size_t position = 0; position < bytes.size();) {
        if (!fits(first_code(bytes.substr(position)))) return Value(false);
        position += next_character(bytes.substr(position)).length;
    }
    return Value(!bytes.empty());
}

Value is_space(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("isspace", std::move(arguments), {});
    return all(runtime, self, is_blank);
}

Value is_digit(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("isdigit", std::move(arguments), {});
    return all(runtime, self, [](char32_t code) {
        if (code >= 0x80) throw Stop("isdigit of characters beyond ASCII is not supported");
        return code >= '0' && code <= '9';
    });
}

template <bool (*check)(const Text&, Budget&)>
Value checked(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("the method", std::move(arguments), {});
    return Value(check(*self.get<Text>(), runtime.budget));
}

// Of mappings

Value get(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("get", std::move(arguments), {"key", "default"}, 1);
    const Value* found = find(*self.get<Dict>(), given[0], runtime.budget);
    return found ? *found : given.value_or(1, Value(None{}));
}

enum class Part { Keys, Values, Items };
template <Part part>
Value parts(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("the method", std::move(arguments), {});
    std::vector<Value> items;
    for (const auto& [key, value] : self.get<Dict>()->entries) {
        if (part == Part::Items)
            items.push_back(Value::list({key, value}, runtime.budget, List::Kind::Tuple));
        else
            items.push_back(part == Part::Keys ? key : value);
    }
    return Value::list(std::move(items), runtime.budget);
}

// Of lists

Value index(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("index", std::move(arguments), {"value"}, 1);
    const auto& items = self.get<List>()->items;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (equal(items[i], given[0], runtime.budget)) return Value(static_cast<std::int64_t>(i));
    throw Stop("index finds no such item");
}

Value count_items(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("count", std::move(arguments), {"value"}, 1);
    return Value(static_cast<std::int64_t>(std::ranges::count_if(
        self.get<List>()->items, [&](const Value& item) { return equal(item, given[0], runtime.budget); })));
}

struct Named {
    std::string_view name;
    Method method;
};
constexpr std::array text_methods = {
    Named{"strip", strip<Side::Both>},
    Named{"lstrip", strip<Side::Left>},
    Named{"rstrip", strip<Side::Right>},
    Named{"upper", changed<upper>},
    Named{"lower", changed<lower>},
    Named{"capitalize", changed<capitalized>},
    Named{"title", changed<titled>},
    Named{"startswith", begins_or_ends<false>},
    Named{"endswith", begins_or_ends<true>},
    Named{"split", split_method<false>},
    Named{"rsplit", split_method<true>},
    Named{"splitlines", split_lines_method},
    Named{"partition", partition<false>},
    Named{"rpartition", partition<true>},
    Named{"replace", replace},
    Named{"removeprefix", without<false>},
    Named{"removesuffix", without<true>},
    Named{"find", find_method<false>},
    Named{"rfind", find_method<true>},
    Named{"count", count},
    Named{"join", join},
    Named{"isspace", is_space},
    Named{"isdigit", is_digit},
    Named{"isupper", checked<is_upper>},
    Named{"islower", checked<is_lower>},
};
constexpr std::array dict_methods = {
    Named{"get", get},
    Named{"keys", parts<Part::Keys>},
    Named{"values", parts<Part::Values>},
    Named{"items", parts<Part::Items>},
};
constexpr std::array list_methods = {Named{"index", index}, Named{"count", count_items}};
// Python's lists have these; they would change a value, which no template may (ImmutableSandboxedEnvironment).
constexpr std::array<std::string_view, 13> changing = {"append",  "clear",   "extend", "insert", "pop",
                                                       "remove",  "reverse", "sort",   "update", "setdefault",
                                                       "popitem", "add",     "discard"};

}  // namespace

std::optional<Value> method(Runtime& runtime, const Value& object, const std::string& name) {
    std::span<const Named> known;
    if (object.get<Text>())
        known = text_methods;
    else if (object.get<Dict>())
        known = dict_methods;
    else if (const auto* list = object.get<List>(); list && list->kind != List::Kind::Generator)
        known = list_methods;
    else
        return std::nullopt;
    const auto found = std::ranges::find(known, std::string_view(name), &Named::name);
    if (found != known.end())
        return Value(Callable{name, [&runtime, object, call = found->method](Arguments arguments) {
                                  return call(runtime, object, std::move(arguments));
                              }});
    if (!object.get<Text>() && std::ranges::find(changing, std::string_view(name)) != changing.end() &&
        !(object.get<Dict>() && find(*object.get<Dict>(), name, runtime.budget)))
        throw Stop("'" + name + "' would change " + kind_of(object) + ", which a template may not");
    return std::nullopt;
}

namespace {

Value loop_member(Runtime& runtime, const Loop& loop, const std::string& name) {
    const auto size = static_cast<std::int64_t>(loop.items->items.size());
    const auto index = static_cast<std::int64_t>(loop.index);
    if (name == "index") return Value(index + 1);
    if (name == "index0") return Value(index);
    if (name == "revindex") return Value(size - index);
    if (name == "revindex0") return Value(size - index - 1);
    if (name == "first") return Value(index == 0);
    if (name == "last") return Value(index + 1 == size);
    if (name == "length") return Value(size);
    if (name == "depth") return Value(std::int64_t{1});  // of recursive loops, which are not supported
    if (name == "depth0") return Value(std::int64_t{0});
    if (name == "previtem") return index > 0 ? loop.items->items[loop.index - 1] : Value();
    if (name == "nextitem") return index + 1 < size ? loop.items->items[loop.index + 1] : Value();
    if (name == "cycle")
        return Value(Callable{name, [index, &runtime](Arguments arguments) {
                                  if (arguments.positional.empty()) throw Stop("cycle wants something to choose from");
                                  runtime.budget.step();
                                  const auto count = static_cast<std::int64_t>(arguments.positional.size());
                                  return arguments.positional[static_cast<std::size_t>(index % count)];
                              }});
    if (name == "changed") throw Stop("loop.changed is not supported");
    return Undefined{name};
}

}  // namespace

Value member(Runtime& runtime, const Value& object, const std::string& name) {
    runtime.budget.step();
    defined(object);
    if (name.starts_with('_') && !object.members()) return Undefined{name};  // Python's own members are closed
    if (auto bound = method(runtime, object, name)) return std::move(*bound);
    if (const auto* dict = object.get<Dict>())
        if (const Value* found = find(*dict, name, runtime.budget)) return *found;
    if (const auto* loop = object.get<Loop>()) return loop_member(runtime, *loop, name);
    if (const auto* members = object.members())
        for (const auto& [known, value] : members->members)
            if (known == name) return value;
    return Undefined{name};
}

Value member_by_subscript(Runtime& runtime, const Value& object, const Value& index) {
    defined(object);
    Value found = element(object, index, runtime.budget);
    if (!found.is_undefined()) return found;
    const auto* name = index.get<Text>();
    // The entry is not there, so this can only be a method or a member.
    if (!name) return Undefined{"[...]"};
    return member(runtime, object, std::string(name->bytes()));
}

}  // namespace inference::chat_template
