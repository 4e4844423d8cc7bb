#include <algorithm>
#include <utility>

#include "inference/chat/template/evaluator.h"
#include "inference/chat/template/operators.h"
#include "inference/printable.h"

namespace inference::chat_template {

Text Evaluator::run(const Body& body) {
    execute(body, globals_);
    return std::move(output_);
}

Evaluator::Flow Evaluator::execute(const Body& body, Scope& scope) {
    const Deeper deeper(runtime_);
    for (const Statement& statement : body)
        if (const Flow flow = execute(statement, scope); flow != Flow::On) return flow;
    return Flow::On;
}

Evaluator::Flow Evaluator::execute(const Statement& statement, Scope& scope) {
    runtime_.budget.step();
    const std::uint32_t before = std::exchange(line_, statement.line);
    const Flow flow = std::visit([&](const auto& form) { return execute(form, scope); }, statement.form);
    line_ = before;
    return flow;
}

void Evaluator::print(const Text& text) {
    const std::size_t limit = runtime_.budget.limits().output_bytes;
    if (text.size() > limit - output_.size())
        throw Stop("it prints more than " + std::to_string(limit) + " bytes", Stop::Cause::Limit);
    runtime_.budget.read(text.size());
    output_.append(text);
}

Evaluator::Flow Evaluator::execute(const Data& data, Scope&) {
    print(data.text);
    return Flow::On;
}

Evaluator::Flow Evaluator::execute(const Print& statement, Scope& scope) {
    const Value value = evaluate(*statement.value, scope);
    if (const auto* text = value.get<Text>())
        print(*text);
    else
        print(printed(value, runtime_.budget));
    return Flow::On;
}

Evaluator::Flow Evaluator::execute(const If& statement, Scope& scope) {
    for (const auto& [condition, body] : statement.branches)
        if (is_true(evaluate(*condition, scope))) return execute(body, scope);
    return execute(statement.otherwise, scope);
}

void Evaluator::unpack(const For& loop, const Value& item, Scope& scope) {
    const std::vector<std::string>& names = loop.names;
    if (!loop.takes_apart) {
        scope.names.emplace_back(names.front(), item);
        return;
    }
    const auto parts = items_of(defined(item), runtime_.budget);
    if (parts->items.size() != names.size())
        throw Stop(std::to_string(parts->items.size()) + " values are to be taken apart into " +
                   std::to_string(names.size()) + " names");
    for (std::size_t i = 0; i < names.size(); ++i) scope.names.emplace_back(names[i], parts->items[i]);
}

/// The items that the loop's filter lets through.
std::vector<Value> Evaluator::kept_items(const For& loop, Scope& scope) {
    const auto all = items_of(evaluate(*loop.items, scope), runtime_.budget);
    runtime_.budget.make(all->items.size(), sizeof(Value));
    if (!loop.filter) return all->items;
    std::vector<Value> kept;
    for (const Value& item : all->items) {
        Scope inside{&scope, {}};
        unpack(loop, item, inside);
        if (is_true(evaluate(*loop.filter, inside))) kept.push_back(item);
    }
    return kept;
}

Evaluator::Flow Evaluator::execute(const For& loop, Scope& scope) {
    const Value list = Value::list(kept_items(loop, scope), runtime_.budget);
    const auto items = list.shared_list();
    if (items->items.empty()) {
        Scope inside{&scope, {}};
        return execute(loop.otherwise, inside);
    }
    for (std::size_t i = 0; i < items->items.size(); ++i) {
        runtime_.budget.step();
        Scope inside{&scope, {}};
        inside.names.emplace_back("loop", Value(std::make_shared<const Loop>(Loop{items, i})));
        unpack(loop, items->items[i], inside);
        if (execute(loop.body, inside) == Flow::Break) break;
    }
    return Flow::On;
}

void Evaluator::assign(std::string_view name, Value value, Scope& scope) {
    runtime_.budget.step(1 + scope.names.size() / 8);
    for (auto& [known, old] : scope.names)
        if (known == name) {
            old = std::move(value);
            return;
        }
    runtime_.budget.make(sizeof(Value));
    scope.names.emplace_back(name, std::move(value));
}

void Evaluator::assign(const Target& target, Value value, Scope& scope) {
    if (target.member.empty()) return assign(std::string_view(target.name), std::move(value), scope);
    const Value object = evaluate(Name{target.name}, scope);
    Namespace* members = object.members();
    if (!members) throw Stop("'" + printable(target.name, 40) + "' is no namespace, its members cannot be set");
    if (Value* known = find(*members, target.member, runtime_.budget)) {
        *known = std::move(value);
        return;
    }
    runtime_.budget.make(sizeof(Value) + target.member.size());
    members->members.emplace_back(target.member, std::move(value));
}

Evaluator::Flow Evaluator::execute(const Set& set, Scope& scope) {
    Value value = evaluate(*set.value, scope);
    if (set.targets.size() == 1) {
        assign(set.targets.front(), std::move(value), scope);
        return Flow::On;
    }
    const auto parts = items_of(defined(value), runtime_.budget);
    if (parts->items.size() != set.targets.size())
        throw Stop(std::to_string(parts->items.size()) + " values are to be taken apart into " +
                   std::to_string(set.targets.size()) + " names");
    for (std::size_t i = 0; i < set.targets.size(); ++i) assign(set.targets[i], parts->items[i], scope);
    return Flow::On;
}

Text Evaluator::captured(const Body& body, Scope& scope) {
    Text outer = std::exchange(output_, Text());
    Scope inside{&scope, {}};
    execute(body, inside);
    Text printed_there = std::exchange(output_, std::move(outer));
    runtime_.budget.make(printed_there.size());
    return printed_there;
}

Text Evaluator::through(const std::vector<Filter>& filters, Text text, Scope& scope) {
    Value value = std::move(text);
    for (const Filter& filter : filters)
        value = filtered(runtime_, filter.name, value, evaluate(filter.arguments, scope));
    return printed(value, runtime_.budget);
}

Evaluator::Flow Evaluator::execute(const SetBlock& set, Scope& scope) {
    assign(set.target, through(set.filters, captured(set.body, scope), scope), scope);
    return Flow::On;
}

Evaluator::Flow Evaluator::execute(const FilterBlock& block, Scope& scope) {
    print(through(block.filters, captured(block.body, scope), scope));
    return Flow::On;
}

Evaluator::Flow Evaluator::execute(const Scoped& block, Scope& scope) {
    Scope inside{&scope, {}};
    for (const auto& [name, value] : block.names) {
        Value given = evaluate(*value, scope);  // not in sight of those before
        inside.names.emplace_back(name, std::move(given));
    }
    return execute(block.body, inside);
}

/// The macro keeps to the template's own names: those of the place where it is called are not its business.
Evaluator::Flow Evaluator::execute(const Macro& macro, Scope& scope) {
    assign(std::string_view(macro.name),
           Callable{macro.name, [this, &macro](Arguments arguments) { return call_macro(macro, std::move(arguments)); },
                    Callable::Kind::Macro},
           scope);
    return Flow::On;
}

Value Evaluator::call_macro(const Macro& macro, Arguments arguments) {
    const Deeper deeper(runtime_);
    const std::string what = "the macro '" + printable(macro.name, 40) + "'";
    if (arguments.positional.size() > macro.parameters.size())
        throw Stop(what + " takes " + std::to_string(macro.parameters.size()) + " arguments, it gets " +
                   std::to_string(arguments.positional.size()));
    runtime_.budget.step(macro.parameters.size() * arguments.named.size() / 4);
    Scope inside{&globals_, {}};
    for (std::size_t i = 0; i < macro.parameters.size(); ++i) {
        const auto& [name, otherwise] = macro.parameters[i];
        std::optional<Value> value;
        if (i < arguments.positional.size()) value = std::move(arguments.positional[i]);
        for (auto& [given, given_value] : arguments.named)
            if (given == name) {
                if (value) throw Stop(what + " gets its argument '" + name + "' twice");
                value = std::move(given_value);
            }
        if (!value) value = otherwise ? evaluate(*otherwise, inside) : Value(Undefined{name});
        inside.names.emplace_back(name, std::move(*value));
    }
    for (const auto& [given, value] : arguments.named)
        if (std::ranges::find(macro.parameters, given, [](const auto& parameter) { return parameter.first; }) ==
            macro.parameters.end())
            throw Stop(what + " has no parameter '" + printable(given, 40) + "'");
    Text outer = std::exchange(output_, Text());
    execute(macro.body, inside);
    Text printed_there = std::exchange(output_, std::move(outer));
    runtime_.budget.make(printed_there.size());
    return printed_there;
}

}  // namespace inference::chat_template
