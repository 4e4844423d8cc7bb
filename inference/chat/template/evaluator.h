#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inference/chat/template/runtime.h"
#include "inference/chat/template/syntax.h"

namespace inference::chat_template {

/// Runs a template once: what its statements print, in order. Throws Stop.
class Evaluator {
public:
    Evaluator(const Limits& limits, const std::tm& now) : runtime_{Budget(limits), now, {}, 0} {}

    /// A name that the template sees. Before `run`.
    void define(std::string_view name, Value value) { globals_.names.emplace_back(name, std::move(value)); }
    Budget& budget() { return runtime_.budget; }
    Text run(const Body& body);

    std::uint32_t line() const { return line_; }  ///< the one that was run last

private:
    enum class Flow { On, Break, Continue };

    /// Names and their values. Loops, macros and blocks have one of their own, inside the one around them.
    struct Scope {
        Scope* around;
        std::vector<std::pair<std::string_view, Value>> names;
    };

    Flow execute(const Body& body, Scope& scope);
    Flow execute(const Statement& statement, Scope& scope);
    // A form each (statements.cpp)
    Flow execute(const Data& data, Scope& scope);
    Flow execute(const Print& print, Scope& scope);
    Flow execute(const If& statement, Scope& scope);
    Flow execute(const For& loop, Scope& scope);
    Flow execute(const Set& set, Scope& scope);
    Flow execute(const SetBlock& set, Scope& scope);
    Flow execute(const Macro& macro, Scope& scope);
    Flow execute(const FilterBlock& block, Scope& scope);
    Flow execute(const Scoped& block, Scope& scope);
    Flow execute(const Break&, Scope&) { return Flow::Break; }
    Flow execute(const Continue&, Scope&) { return Flow::Continue; }

    void print(const Text& text);
    /// What a body prints, in a scope of its own.
    Text captured(const Body& body, Scope& scope);
    Text through(const std::vector<Filter>& filters, Text text, Scope& scope);
    /// `name` is the template's own, which outlives the scope.
    void assign(std::string_view name, Value value, Scope& scope);
    void assign(const Target& target, Value value, Scope& scope);
    void unpack(const For& loop, const Value& item, Scope& scope);
    std::vector<Value> kept_items(const For& loop, Scope& scope);
    Value call_macro(const Macro& macro, Arguments arguments);

    Value evaluate(const Expression& expression, Scope& scope);
    Value evaluate_or_none(const ExpressionPtr& expression, Scope& scope);
    // A form each (evaluator.cpp)
    Value evaluate(const Constant& constant, Scope&) { return constant.value; }
    Value evaluate(const Name& name, Scope& scope);
    Value evaluate(const ListLiteral& list, Scope& scope);
    Value evaluate(const DictLiteral& dict, Scope& scope);
    Value evaluate(const Member& member, Scope& scope);
    Value evaluate(const Subscript& subscript, Scope& scope);
    Value evaluate(const Slice& slice, Scope& scope);
    Value evaluate(const Call& call, Scope& scope);
    Value evaluate(const Filter& filter, Scope& scope);
    Value evaluate(const Test& test, Scope& scope);
    Value evaluate(const Unary& unary, Scope& scope);
    Value evaluate(const Binary& binary, Scope& scope);
    Value evaluate(const Join& join, Scope& scope);
    Value evaluate(const Logic& logic, Scope& scope);
    Value evaluate(const Comparing& comparing, Scope& scope);
    Value evaluate(const Condition& condition, Scope& scope);
    Arguments evaluate(const GivenArguments& given, Scope& scope);

    Runtime runtime_;
    Scope globals_{nullptr, {}};
    Text output_;
    std::uint32_t line_ = 0;
};

}  // namespace inference::chat_template
