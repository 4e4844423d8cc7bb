#include "inference/chat/template/operators.h"
#include "inference/chat/template/runtime.h"

namespace inference::chat_template {

namespace {

Value range(Runtime& runtime, Arguments arguments) {
    const Bound given("range", std::move(arguments), {"start", "stop", "step"}, 1);
    const std::int64_t begin = given.has(1) ? given.whole(0) : 0;
    const std::int64_t end = given.has(1) ? given.whole(1) : given.whole(0);
    const std::int64_t step = given.whole_or(2, 1);
    if (step == 0) throw Stop("range gets the step 0");
    return Value::range({begin, end, step}, runtime.budget);
}

using Entries = std::vector<std::pair<Value, Value>>;

/// The entries of a mapping that may be given alone: not a copy, since they may be many.
const Entries& given_entries(const std::string& what, const Arguments& arguments) {
    static const Entries none;
    if (arguments.positional.empty()) return none;
    if (arguments.positional.size() > 1) throw Stop(what + " takes 1 mapping");
    const Value& given = arguments.positional.front();
    if (const auto* dict = given.get<Dict>()) return dict->entries;
    throw Stop(what + " wants a mapping, it gets " + kind_of(given));
}

Value make_namespace(Runtime& runtime, Arguments arguments) {
    runtime.budget.make(sizeof(Namespace) + 64);
    Namespace names;
    for (const auto& [key, value] : given_entries("namespace", arguments)) {
        const auto* name = key.get<Text>();
        if (!name) throw Stop("namespace wants names for keys");
        runtime.budget.make(sizeof(Value) + name->size());
        names.members.emplace_back(name->bytes(), value);
    }
    for (auto& [name, value] : arguments.named)
        if (Value* known = find(names, name, runtime.budget))
            *known = std::move(value);
        else
            names.members.emplace_back(name, std::move(value));
    runtime.namespaces.push_back(std::make_unique<Namespace>(std::move(names)));
    return Value(runtime.namespaces.back().get());
}

Value make_dict(Runtime& runtime, Arguments arguments) {
    const Entries& given = given_entries("dict", arguments);
    runtime.budget.make(given.size(), sizeof(Entries::value_type));
    Entries entries = given;
    for (auto& [name, value] : arguments.named) put(entries, Text(name), std::move(value), runtime.budget);
    return Value::dict(std::move(entries), runtime.budget);
}

Value raise_exception(Runtime& runtime, Arguments arguments) {
    const Bound given("raise_exception", std::move(arguments), {"message"}, 1);
    throw Stop(std::string(printed(given[0], runtime.budget).bytes()), Stop::Cause::Raised);
}

Value strftime_now(Runtime& runtime, Arguments arguments) {
    const Bound given("strftime_now", std::move(arguments), {"format"}, 1);
    return written_time(runtime.now, given.text(0), runtime.budget);
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
    if (name == "cycler" || name == "joiner" || name == "lipsum")
        throw Stop("Jinja's function '" + name + "' is not supported");
    if (name == "self" || name == "varargs" || name == "kwargs") throw Stop("Jinja's '" + name + "' is not supported");
    if (!known) return std::nullopt;
    return Value(Callable{name, [&runtime, known](Arguments arguments) { return known(runtime, std::move(arguments)); },
                          known == make_dict ? Callable::Kind::Type : Callable::Kind::Function});
}

}  // namespace inference::chat_template
