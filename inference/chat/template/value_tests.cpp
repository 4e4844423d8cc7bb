#include <algorithm>
#include <array>
#include <cmath>

#include "inference/chat/template/operators.h"
#include "inference/chat/template/runtime.h"
#include "inference/chat/template/text_operations.h"
#include "inference/printable.h"

namespace inference::chat_template {

namespace {

using AloneTest = bool (*)(Runtime&, const Value&);

bool is_sequence(const Value& value) {
    const auto* list = value.get<List>();
    // Jinja asks for a length and for elements; what is undefined has both.
    return value.get<Text>() || value.get<Dict>() || value.is_undefined() || (list && list->is_sequence());
}

template <std::int64_t rest>
bool leaves(Runtime& runtime, const Value& value) {
    const Value two(std::int64_t{2});
    return equal(calculated(Arithmetic::Modulo, value, two, runtime.budget), Value(rest), runtime.budget);
}

struct Alone {
    std::string_view name;
    AloneTest test;
};
constexpr std::array alone_tests = {
    Alone{"defined", [](Runtime&, const Value& value) { return !value.is_undefined(); }},
    Alone{"undefined", [](Runtime&, const Value& value) { return value.is_undefined(); }},
    Alone{"none", [](Runtime&, const Value& value) { return value.is_none(); }},
    Alone{"boolean", [](Runtime&, const Value& value) { return value.get<bool>() != nullptr; }},
    Alone{"true", [](Runtime&, const Value& value) { return value.get<bool>() && *value.get<bool>(); }},
    Alone{"false", [](Runtime&, const Value& value) { return value.get<bool>() && !*value.get<bool>(); }},
    Alone{"integer", [](Runtime&, const Value& value) { return value.get<std::int64_t>() != nullptr; }},
    Alone{"float", [](Runtime&, const Value& value) { return value.get<double>() != nullptr; }},
    Alone{"number", [](Runtime&, const Value& value) { return value.is_number(); }},
    Alone{"string", [](Runtime&, const Value& value) { return value.get<Text>() != nullptr; }},
    Alone{"mapping", [](Runtime&, const Value& value) { return value.get<Dict>() != nullptr; }},
    Alone{"sequence", [](Runtime&, const Value& value) { return is_sequence(value); }},
    Alone{"iterable", [](Runtime&, const Value& value) { return is_sequence(value) || value.get<List>(); }},
    Alone{"callable", [](Runtime&, const Value& value) { return value.get<Callable>() != nullptr; }},
    Alone{"odd", leaves<1>},
    Alone{"even", leaves<0>},
    Alone{"upper", [](Runtime& runtime,
                      const Value& value) { return is_upper(printed(value, runtime.budget), runtime.budget); }},
    Alone{"lower", [](Runtime& runtime,
                      const Value& value) { return is_lower(printed(value, runtime.budget), runtime.budget); }},
};

struct Compared {
    std::string_view name;
    Comparison sign;
};
constexpr std::array comparing_tests = {
    Compared{"eq", Comparison::Equal},          Compared{"equalto", Comparison::Equal},
    Compared{"==", Comparison::Equal},          Compared{"ne", Comparison::Unequal},
    Compared{"!=", Comparison::Unequal},        Compared{"lt", Comparison::Less},
    Compared{"lessthan", Comparison::Less},     Compared{"<", Comparison::Less},
    Compared{"le", Comparison::LessOrEqual},    Compared{"<=", Comparison::LessOrEqual},
    Compared{"gt", Comparison::Greater},        Compared{"greaterthan", Comparison::Greater},
    Compared{">", Comparison::Greater},         Compared{"ge", Comparison::GreaterOrEqual},
    Compared{">=", Comparison::GreaterOrEqual}, Compared{"in", Comparison::In},
};

bool is_same(const Value& left, const Value& right, Budget& budget) {
    const bool one_kind = (left.get<bool>() != nullptr) == (right.get<bool>() != nullptr) &&
                          (left.get<double>() != nullptr) == (right.get<double>() != nullptr);
    if (left.get<List>()) return left.get<List>() == right.get<List>();
    if (left.get<Dict>()) return left.get<Dict>() == right.get<Dict>();
    return one_kind && equal(left, right, budget);
}

}  // namespace

bool is_test(std::string_view name) {
    return std::ranges::find(alone_tests, name, &Alone::name) != alone_tests.end() ||
           std::ranges::find(comparing_tests, name, &Compared::name) != comparing_tests.end() ||
           name == "divisibleby" || name == "sameas" || name == "filter" || name == "test";
}

bool tested(Runtime& runtime, std::string_view name, const Value& value, Arguments arguments) {
    runtime.budget.step();
    const std::string what = "the test '" + printable(name, 40) + "'";
    if (const auto known = std::ranges::find(alone_tests, name, &Alone::name); known != alone_tests.end()) {
        const Bound given(what, std::move(arguments), {});
        return known->test(runtime, value);
    }
    if (!is_test(name)) throw Stop(what + " is not supported");
    if (name == "filter" || name == "test") {
        const Bound given(what, std::move(arguments), {});
        const auto* asked = value.get<Text>();
        return asked && (name == "filter" ? is_filter(asked->bytes()) : is_test(asked->bytes()));
    }
    const Bound given(what, std::move(arguments), {"other"}, 1);
    if (const auto known = std::ranges::find(comparing_tests, name, &Compared::name); known != comparing_tests.end())
        return compared(known->sign, value, given[0], runtime.budget);
    if (name == "sameas") return is_same(value, given[0], runtime.budget);
    return !is_true(calculated(Arithmetic::Modulo, value, given[0], runtime.budget));  // divisibleby
}

}  // namespace inference::chat_template
