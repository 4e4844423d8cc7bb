#include <algorithm>
#include <array>
#include <span>

#include "inference/chat/template/methods.h"
#include "inference/chat/template/operators.h"

namespace inference::chat_template {

namespace {

// Of mappings

Value get(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("get", std::move(arguments), {"key", "default"}, 1);
    const Value* found = find(*self.get<Dict>(), given[0], runtime.budget);
    return found ? *found : given.value_or(1, Value(None{}));
}

template <List::Kind kind>
Value parts(Runtime& runtime, const Value& self, Arguments arguments) {
    const Bound given("the method", std::move(arguments), {});
    std::vector<Value> items;
    for (const auto& [key, value] : self.get<Dict>()->entries) {
        if (kind == List::Kind::Items)
            items.push_back(Value::list({key, value}, runtime.budget, List::Kind::Tuple));
        else
            items.push_back(kind == List::Kind::Keys ? key : value);
    }
    return Value::list(std::move(items), runtime.budget, kind);
}

/// Of what does not change, the thing itself.
Value copy(Runtime&, const Value& self, Arguments arguments) {
    const Bound given("copy", std::move(arguments), {});
    return self;
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

constexpr std::array dict_methods = {
    NamedMethod{"get", get},
    NamedMethod{"keys", parts<List::Kind::Keys>},
    NamedMethod{"values", parts<List::Kind::Values>},
    NamedMethod{"items", parts<List::Kind::Items>},
    NamedMethod{"copy", copy},
};
constexpr std::array list_methods = {
    NamedMethod{"copy", copy},  // the first, which tuples and ranges do not have
    NamedMethod{"index", index},
    NamedMethod{"count", count_items},
};

using Names = std::span<const std::string_view>;

// Python's lists and mappings have these; they would change a value, which no template may
// (ImmutableSandboxedEnvironment).
constexpr std::array<std::string_view, 8> changing_lists = {"append", "clear",  "extend",  "insert",
                                                            "pop",    "remove", "reverse", "sort"};
constexpr std::array<std::string_view, 5> changing_dicts = {"clear", "pop", "popitem", "setdefault", "update"};

// What Python's values have besides, and ours do not: it must not look as if they had no such member either.
constexpr std::array<std::string_view, 11> missing_in_texts = {"casefold",   "encode",       "expandtabs", "format",
                                                               "format_map", "isidentifier", "isnumeric",  "istitle",
                                                               "maketrans",  "swapcase",     "translate"};
constexpr std::array<std::string_view, 1> missing_in_dicts = {"fromkeys"};
constexpr std::array<std::string_view, 3> missing_in_ranges = {"start", "stop", "step"};
constexpr std::array<std::string_view, 2> missing_in_parts = {"isdisjoint", "mapping"};
constexpr std::array<std::string_view, 11> missing_in_whole_numbers = {
    "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator", "from_bytes", "imag",
    "is_integer",       "numerator", "real",       "to_bytes"};  // is_integer: since Python 3.12
constexpr std::array<std::string_view, 7> missing_in_real_numbers = {
    "as_integer_ratio", "conjugate", "fromhex", "hex", "imag", "is_integer", "real"};
constexpr std::array<std::string_view, 6> missing_in_macros = {"arguments",     "caller",          "catch_kwargs",
                                                               "catch_varargs", "explicit_caller", "name"};

struct Members {
    std::span<const NamedMethod> methods;
    Names changing, missing;
};

Members members_of(const Value& object) {
    if (object.get<Text>()) return {text_methods(), {}, missing_in_texts};
    if (object.get<Dict>()) return {dict_methods, changing_dicts, missing_in_dicts};
    if (object.get<double>()) return {{}, {}, missing_in_real_numbers};
    if (object.is_number()) return {{}, {}, missing_in_whole_numbers};
    if (const auto* callable = object.get<Callable>(); callable && callable->kind == Callable::Kind::Macro)
        return {{}, {}, missing_in_macros};
    const auto* list = object.get<List>();
    if (!list || !list->has_length()) return {};
    if (list->kind == List::Kind::List) return {list_methods, changing_lists, {}};
    const auto of_tuples = std::span(list_methods).subspan(1);
    if (list->kind == List::Kind::Tuple) return {of_tuples, {}, {}};
    if (list->kind == List::Kind::Range) return {of_tuples, {}, missing_in_ranges};
    return {{}, {}, missing_in_parts};
}

}  // namespace

std::optional<Value> method(Runtime& runtime, const Value& object, const std::string& name) {
    const Members members = members_of(object);
    const auto found = std::ranges::find(members.methods, std::string_view(name), &NamedMethod::name);
    if (found != members.methods.end())
        return Value(Callable{name,
                              [&runtime, object, call = found->method](Arguments arguments) {
                                  return call(runtime, object, std::move(arguments));
                              },
                              Callable::Kind::Function, nesting_of(object)});
    const auto among = [&](Names names) { return std::ranges::find(names, std::string_view(name)) != names.end(); };
    if (among(members.changing))
        throw Stop("'" + name + "' would change " + kind_of(object) + ", which a template may not");
    // Python's types have every member for Jinja: what is no method becomes a type's parameter, as in dict['str'].
    const auto* callable = object.get<Callable>();
    const bool is_type = callable && callable->kind == Callable::Kind::Type;
    if (is_type || among(members.missing)) throw Stop("'" + name + "' of " + kind_of(object) + " is not supported");
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
    if (Namespace* members = object.members())
        if (const Value* known = find(*members, name, runtime.budget)) return *known;
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
