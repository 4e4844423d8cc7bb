#include <algorithm>

#include "inference/chat/template/operators.h"
#include "inference/chat/template/runtime.h"
#include "inference/printable.h"

namespace inference::chat_template {

namespace {

/// As many numbers as Jinja's sandbox lets range() make.
constexpr std::int64_t longest_range = 100'000;

Value range(Runtime& runtime, Arguments arguments) {
    const Bound given("range", std::move(arguments), {"start", "stop", "step"}, 1);
    const std::int64_t begin = given.has(1) ? given.whole(0) : 0;
    const std::int64_t end = given.has(1) ? given.whole(1) : given.whole(0);
    const std::int64_t step = given.whole_or(2, 1);
    if (step == 0) throw Stop("range gets the step 0");
    std::vector<Value> items;
    for (std::int64_t number = begin; step > 0 ? number < end : number > end;) {
        if (static_cast<std::int64_t>(items.size()) == longest_range)
            throw Stop("range makes more than " + std::to_string(longest_range) + " numbers", Stop::Cause::Limit);
        items.emplace_back(number);
        if (__builtin_add_overflow(number, step, &number)) break;
    }
    return Value::list(std::move(items), runtime.budget);
}

/// Entries of a mapping given alone, then those given by name.
std::vector<std::pair<std::string, Value>> members_of(const char* what, Arguments arguments) {
    std::vector<std::pair<std::string, Value>> members;
    const auto put = [&](const std::string& name, const Value& value) {
        const auto known = std::ranges::find(members, name, &std::pair<std::string, Value>::first);
        if (known != members.end())
            known->second = value;
        else
            members.emplace_back(name, value);
    };
    if (arguments.positional.size() > 1) throw Stop(std::string(what) + " takes 1 mapping");
    for (const Value& value : arguments.positional) {
        const auto* dict = value.get<Dict>();
        if (!dict) throw Stop(std::string(what) + " wants a mapping, it gets " + kind_of(value));
        for (const auto& [key, entry] : dict->entries) {
            if (!key.get<Text>()) throw Stop(std::string(what) + " wants names for keys");
            put(std::string(key.get<Text>()->bytes()), entry);
        }
    }
    for (const auto& [name, value] : arguments.named) put(name, value);
    return members;
}

Value make_namespace(Runtime& runtime, Arguments arguments) {
    runtime.budget.make(sizeof(Namespace) + 64);
    auto members = members_of("namespace", std::move(arguments));
    runtime.namespaces.push_back(std::make_unique<Namespace>(Namespace{std::move(members)}));
    return Value(runtime.namespaces.back().get());
}

Value make_dict(Runtime& runtime, Arguments arguments) {
    std::vector<std::pair<Value, Value>> entries;
    for (auto& [name, value] : members_of("dict", std::move(arguments)))
        entries.emplace_back(Text(std::move(name)), std::move(value));
    return Value::dict(std::move(entries), runtime.budget);
}

Value raise_exception(Runtime& runtime, Arguments arguments) {
    const Bound given("raise_exception", std::move(arguments), {"message"}, 1);
    throw Stop(std::string(printed(given[0], runtime.budget).bytes()), Stop::Cause::Raised);
}

Value strftime_now(Runtime& runtime, Arguments arguments) {
    const Bound given("strftime_now", std::move(arguments), {"format"}, 1);
    return Text(written_time(runtime.now, given.text(0).bytes(), runtime.budget));
}

}  // namespace

std::optional<Value> function(Runtime& runtime, const std::string& name) {
    using Function = Value (*)(Runtime&, Arguments);
    const Function known = name == "range"             ? range
                           : name == "namespace"       ? make_namespace
                           : name == "dict"            ? make_dict
                           : name == "raise_exception" ? raise_exception
                           : name == "strftime_now"    ? strftime_now
                                                       : static_cast<Function>(nullptr);
    if (!known) return std::nullopt;
    return Value(
        Callable{name, [&runtime, known](Arguments arguments) { return known(runtime, std::move(arguments)); }});
}

}  // namespace inference::chat_template
