#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "inference/chat/template/value.h"

namespace inference::chat_template {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

// Expressions

struct Constant {
    Value value;
};
struct Name {
    std::string name;
};
struct ListLiteral {
    std::vector<ExpressionPtr> items;
    List::Kind kind;
};
struct DictLiteral {
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> entries;
};
struct Member {  ///< object.name
    ExpressionPtr object;
    std::string name;
};
struct Subscript {  ///< object[index]
    ExpressionPtr object, index;
};
struct Slice {  ///< object[begin:end:step], each may be absent
    ExpressionPtr object, begin, end, step;
};
struct GivenArguments {
    std::vector<ExpressionPtr> positional;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
};
struct Call {
    ExpressionPtr callee;
    GivenArguments arguments;
};
struct Filter {  ///< object | name(arguments)
    ExpressionPtr object;
    std::string name;
    GivenArguments arguments;
};
struct Test {  ///< object is name(arguments)
    ExpressionPtr object;
    std::string name;
    GivenArguments arguments;
    bool negated;
};
struct Unary {
    enum class Sign { Not, Minus, Plus };
    Sign sign;
    ExpressionPtr operand;
};
enum class Arithmetic { Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power };
struct Binary {
    Arithmetic sign;
    ExpressionPtr left, right;
};
struct Join {  ///< left ~ right ~ ...
    std::vector<ExpressionPtr> parts;
};
struct Logic {  ///< and, or: the value that decided
    bool conjunction;
    ExpressionPtr left, right;
};
enum class Comparison { Equal, Unequal, Less, LessOrEqual, Greater, GreaterOrEqual, In, NotIn };
struct Comparing {  ///< first < second < third ...
    ExpressionPtr first;
    std::vector<std::pair<Comparison, ExpressionPtr>> rest;
};
struct Condition {  ///< value if test else other, which may be absent
    ExpressionPtr test, value, other;
};

struct Expression {
    std::variant<Constant, Name, ListLiteral, DictLiteral, Member, Subscript, Slice, Call, Filter, Test, Unary, Binary,
                 Join, Logic, Comparing, Condition>
        form;
    std::uint32_t line = 0;
    std::uint32_t nesting = 1;  ///< of expressions in it, itself included
};

// Statements

struct Statement;
using Body = std::vector<Statement>;

struct Data {
    Text text;
};
struct Print {
    ExpressionPtr value;
};
struct If {
    std::vector<std::pair<ExpressionPtr, Body>> branches;
    Body otherwise;
};
struct For {
    std::vector<std::string> names;  ///< one, or those that each item is taken apart into
    bool takes_apart = false;        ///< each item, even if into one
    ExpressionPtr items;
    ExpressionPtr filter;  ///< may be absent
    Body body, otherwise;
};
/// What is set: a name, or a member of a namespace.
struct Target {
    std::string name;
    std::string member;  ///< empty for a name alone
};
struct Set {
    std::vector<Target> targets;
    ExpressionPtr value;
};
struct SetBlock {  ///< {% set name %} text {% endset %}
    Target target;
    std::vector<Filter> filters;  ///< their objects are absent
    Body body;
};
struct Macro {
    std::string name;
    std::vector<std::pair<std::string, ExpressionPtr>> parameters;  ///< with their defaults, which may be absent
    Body body;
};
struct FilterBlock {
    std::vector<Filter> filters;
    Body body;
};
struct Scoped {  ///< with, and transformers' generation: names set inside stay inside
    std::vector<std::pair<std::string, ExpressionPtr>> names;
    Body body;
};
struct Break {};
struct Continue {};

struct Statement {
    std::variant<Data, Print, If, For, Set, SetBlock, Macro, FilterBlock, Scoped, Break, Continue> form;
    std::uint32_t line = 0;
};

}  // namespace inference::chat_template
