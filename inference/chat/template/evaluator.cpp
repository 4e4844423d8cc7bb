#include "inference/chat/template/evaluator.h"

#include <utility>

#include "inference/chat/template/operators.h"
#include "inference/chat/template/text_operations.h"

namespace inference::chat_template {

Value Evaluator::evaluate(const Expression& expression, Scope& scope) {
    const Deeper deeper(runtime_);
    runtime_.budget.step();
    // Where something stops, the line stays as it was there.
    const std::uint32_t before = std::exchange(line_, expression.line);
    Value value = std::visit([&](const auto& form) { return evaluate(form, scope); }, expression.form);
    line_ = before;
    return value;
}

Value Evaluator::evaluate_or_none(const ExpressionPtr& expression, Scope& scope) {
    return expression ? evaluate(*expression, scope) : Value(None{});
}

Value Evaluator::evaluate(const Name& name, Scope& scope) {
    for (const Scope* place = &scope; place; place = place->around) {
        runtime_.budget.step(1 + place->names.size() / 8);
        for (auto known = place->names.rbegin(); known != place->names.rend(); ++known)
            if (known->first == name.name) return known->second;
    }
    if (auto known = function(runtime_, name.name)) return std::move(*known);
    return Undefined{name.name};
}

Value Evaluator::evaluate(const ListLiteral& list, Scope& scope) {
    std::vector<Value> items;
    for (const ExpressionPtr& item : list.items) items.push_back(evaluate(*item, scope));
    return Value::list(std::move(items), runtime_.budget, list.kind);
}

Value Evaluator::evaluate(const DictLiteral& dict, Scope& scope) {
    std::vector<std::pair<Value, Value>> entries;
    for (const auto& [key_expression, value_expression] : dict.entries) {
        Value key = evaluate(*key_expression, scope);
        put(entries, std::move(key), evaluate(*value_expression, scope), runtime_.budget);
    }
    return Value::dict(std::move(entries), runtime_.budget);
}

Value Evaluator::evaluate(const Member& expression, Scope& scope) {
    return member(runtime_, evaluate(*expression.object, scope), expression.name);
}

Value Evaluator::evaluate(const Subscript& subscript, Scope& scope) {
    const Value object = evaluate(*subscript.object, scope);
    return member_by_subscript(runtime_, object, evaluate(*subscript.index, scope));
}

Value Evaluator::evaluate(const Slice& expression, Scope& scope) {
    const Value object = evaluate(*expression.object, scope);
    const Value begin = evaluate_or_none(expression.begin, scope);
    const Value end = evaluate_or_none(expression.end, scope);
    return slice(object, begin, end, evaluate_or_none(expression.step, scope), runtime_.budget);
}

Arguments Evaluator::evaluate(const GivenArguments& given, Scope& scope) {
    Arguments arguments;
    for (const ExpressionPtr& argument : given.positional) arguments.positional.push_back(evaluate(*argument, scope));
    for (const auto& [name, argument] : given.named) arguments.named.emplace_back(name, evaluate(*argument, scope));
    return arguments;
}

Value Evaluator::evaluate(const Call& call, Scope& scope) {
    const Value callee = evaluate(*call.callee, scope);
    defined(callee);
    const auto* callable = callee.get<Callable>();
    if (!callable) throw Stop(kind_of(callee) + " cannot be called");
    return callable->call(evaluate(call.arguments, scope));
}

Value Evaluator::evaluate(const Filter& filter, Scope& scope) {
    const Value object = evaluate(*filter.object, scope);
    return filtered(runtime_, filter.name, object, evaluate(filter.arguments, scope));
}

Value Evaluator::evaluate(const Test& test, Scope& scope) {
    const Value object = evaluate(*test.object, scope);
    return Value(tested(runtime_, test.name, object, evaluate(test.arguments, scope)) != test.negated);
}

Value Evaluator::evaluate(const Unary& unary, Scope& scope) {
    const Value operand = evaluate(*unary.operand, scope);
    if (unary.sign == Unary::Sign::Not) return Value(!is_true(operand));
    Value opposite = negated(operand);
    return unary.sign == Unary::Sign::Minus ? opposite : negated(opposite);
}

Value Evaluator::evaluate(const Binary& binary, Scope& scope) {
    const Value left = evaluate(*binary.left, scope);
    return calculated(binary.sign, left, evaluate(*binary.right, scope), runtime_.budget);
}

Value Evaluator::evaluate(const Join& join, Scope& scope) {
    std::vector<Text> texts;
    for (const ExpressionPtr& part : join.parts) texts.push_back(printed(evaluate(*part, scope), runtime_.budget));
    return joined(texts, Text(), runtime_.budget);
}

Value Evaluator::evaluate(const Logic& logic, Scope& scope) {
    Value left = evaluate(*logic.left, scope);
    if (is_true(left) != logic.conjunction) return left;
    return evaluate(*logic.right, scope);
}

Value Evaluator::evaluate(const Comparing& comparing, Scope& scope) {
    Value left = evaluate(*comparing.first, scope);
    for (const auto& [sign, expression] : comparing.rest) {
        Value right = evaluate(*expression, scope);
        if (!compared(sign, left, right, runtime_.budget)) return Value(false);
        left = std::move(right);
    }
    return Value(true);
}

Value Evaluator::evaluate(const Condition& condition, Scope& scope) {
    if (is_true(evaluate(*condition.test, scope))) return evaluate(*condition.value, scope);
    return condition.other ? evaluate(*condition.other, scope) : Value();
}

}  // namespace inference::chat_template
