#include <algorithm>
#include <array>
#include <utility>

#include "inference/chat/template/parser.h"

namespace inference::chat_template {

namespace {

constexpr std::array<std::string_view, 7> words_between = {"and", "or", "not", "if", "else", "in", "is"};

bool stands_between(const Lexeme& lexeme) {
    return lexeme.kind == Lexeme::Kind::Name && std::ranges::find(words_between, lexeme.text) != words_between.end();
}

}  // namespace

/// The expression around `inner` others.
ExpressionPtr Parser::nest(ExpressionPtr expression, std::uint32_t inner) const {
    if (inner >= limits_.nesting)
        throw Stop("an expression is nested more than " + std::to_string(limits_.nesting) + " deep", Stop::Cause::Limit,
                   expression->line);
    expression->nesting = std::max(expression->nesting, inner + 1);
    return expression;
}

template <typename Form>
ExpressionPtr Parser::make(Form form, std::uint32_t line, std::initializer_list<const Expression*> parts) {
    std::uint32_t inner = 0;
    for (const Expression* part : parts)
        if (part) inner = std::max(inner, part->nesting);
    auto expression = std::make_unique<Expression>();
    expression->line = line;
    expression->form = std::move(form);
    return nest(std::move(expression), inner);
}

std::uint32_t Parser::nesting_of(const GivenArguments& arguments) {
    std::uint32_t inner = 0;
    for (const auto& argument : arguments.positional) inner = std::max(inner, argument->nesting);
    for (const auto& [name, argument] : arguments.named) inner = std::max(inner, argument->nesting);
    return inner;
}

ExpressionPtr Parser::parse_listed(bool with_condition) {
    const std::uint32_t line = current().line;
    ExpressionPtr first = parse_expression(with_condition);
    if (!at(",")) return first;
    ListLiteral tuple{{}, List::Kind::Tuple};
    std::uint32_t inner = first->nesting;
    tuple.items.push_back(std::move(first));
    const auto ends = [&] {
        return current().kind == Lexeme::Kind::VariableEnd || current().kind == Lexeme::Kind::BlockEnd || at(")");
    };
    while (take(",") && !ends()) {
        tuple.items.push_back(parse_expression(with_condition));
        inner = std::max(inner, tuple.items.back()->nesting);
    }
    return nest(make(std::move(tuple), line), inner);
}

ExpressionPtr Parser::parse_expression(bool with_condition) {
    const Level level(*this);
    ExpressionPtr value = parse_or();
    while (with_condition && at_name("if")) {
        const std::uint32_t line = next().line;
        ExpressionPtr test = parse_or();
        ExpressionPtr other;
        if (take_name("else")) other = parse_expression();
        const std::array<const Expression*, 3> parts = {test.get(), value.get(), other.get()};
        value =
            make(Condition{std::move(test), std::move(value), std::move(other)}, line, {parts[0], parts[1], parts[2]});
    }
    return value;
}

ExpressionPtr Parser::parse_or() {
    ExpressionPtr left = parse_and();
    while (at_name("or")) {
        const std::uint32_t line = next().line;
        ExpressionPtr right = parse_and();
        const auto inner = std::max(left->nesting, right->nesting);
        left = nest(make(Logic{false, std::move(left), std::move(right)}, line), inner);
    }
    return left;
}

ExpressionPtr Parser::parse_and() {
    ExpressionPtr left = parse_not();
    while (at_name("and")) {
        const std::uint32_t line = next().line;
        ExpressionPtr right = parse_not();
        const auto inner = std::max(left->nesting, right->nesting);
        left = nest(make(Logic{true, std::move(left), std::move(right)}, line), inner);
    }
    return left;
}

ExpressionPtr Parser::parse_not() {
    if (!at_name("not")) return parse_comparing();
    const Level level(*this);
    const std::uint32_t line = next().line;
    ExpressionPtr operand = parse_not();
    const auto inner = operand->nesting;
    return nest(make(Unary{Unary::Sign::Not, std::move(operand)}, line), inner);
}

ExpressionPtr Parser::parse_comparing() {
    constexpr std::array<std::pair<std::string_view, Comparison>, 6> signs = {
        std::pair("==", Comparison::Equal),  std::pair("!=", Comparison::Unequal),
        std::pair("<", Comparison::Less),    std::pair("<=", Comparison::LessOrEqual),
        std::pair(">", Comparison::Greater), std::pair(">=", Comparison::GreaterOrEqual)};
    const std::uint32_t line = current().line;
    ExpressionPtr first = parse_sum();
    std::uint32_t inner = first->nesting;
    std::vector<std::pair<Comparison, ExpressionPtr>> rest;
    for (;;) {
        std::optional<Comparison> comparison;
        for (const auto& [sign, meaning] : signs)
            if (at(sign)) comparison = meaning;
        if (comparison) {
            ++position_;
        } else if (take_name("in")) {
            comparison = Comparison::In;
        } else if (at_name("not") && following().kind == Lexeme::Kind::Name && following().text == "in") {
            position_ += 2;
            comparison = Comparison::NotIn;
        } else {
            break;
        }
        rest.emplace_back(*comparison, parse_sum());
        inner = std::max(inner, rest.back().second->nesting);
    }
    if (rest.empty()) return first;
    return nest(make(Comparing{std::move(first), std::move(rest)}, line), inner);
}

ExpressionPtr Parser::parse_sum() {
    ExpressionPtr left = parse_join();
    while (at("+") || at("-")) {
        const Lexeme sign = next();
        ExpressionPtr right = parse_join();
        const auto inner = std::max(left->nesting, right->nesting);
        left = nest(
            make(Binary{sign.text == "+" ? Arithmetic::Add : Arithmetic::Subtract, std::move(left), std::move(right)},
                 sign.line),
            inner);
    }
    return left;
}

ExpressionPtr Parser::parse_join() {
    ExpressionPtr first = parse_product();
    if (!at("~")) return first;
    const std::uint32_t line = current().line;
    Join join;
    std::uint32_t inner = first->nesting;
    join.parts.push_back(std::move(first));
    while (take("~")) {
        join.parts.push_back(parse_product());
        inner = std::max(inner, join.parts.back()->nesting);
    }
    return nest(make(std::move(join), line), inner);
}

ExpressionPtr Parser::parse_product() {
    constexpr std::array<std::pair<std::string_view, Arithmetic>, 4> signs = {
        std::pair("*", Arithmetic::Multiply), std::pair("/", Arithmetic::Divide),
        std::pair("//", Arithmetic::FloorDivide), std::pair("%", Arithmetic::Modulo)};
    ExpressionPtr left = parse_power();
    for (;;) {
        const auto sign = std::ranges::find_if(signs, [&](const auto& known) { return at(known.first); });
        if (sign == signs.end()) return left;
        const std::uint32_t line = next().line;
        ExpressionPtr right = parse_power();
        const auto inner = std::max(left->nesting, right->nesting);
        left = nest(make(Binary{sign->second, std::move(left), std::move(right)}, line), inner);
    }
}

ExpressionPtr Parser::parse_power() {
    ExpressionPtr left = parse_unary();
    while (at("**")) {
        const std::uint32_t line = next().line;
        ExpressionPtr right = parse_unary();
        const auto inner = std::max(left->nesting, right->nesting);
        left = nest(make(Binary{Arithmetic::Power, std::move(left), std::move(right)}, line), inner);
    }
    return left;
}

ExpressionPtr Parser::parse_unary(bool with_filters) {
    const Level level(*this);
    ExpressionPtr value;
    if (at("-") || at("+")) {
        const Lexeme sign = next();
        ExpressionPtr operand = parse_unary(false);
        const auto inner = operand->nesting;
        value =
            nest(make(Unary{sign.text == "-" ? Unary::Sign::Minus : Unary::Sign::Plus, std::move(operand)}, sign.line),
                 inner);
    } else {
        value = parse_primary();
    }
    value = parse_members(std::move(value));
    return with_filters ? parse_filters(std::move(value)) : std::move(value);
}

ExpressionPtr Parser::parse_primary() {
    const std::uint32_t line = current().line;
    switch (current().kind) {
        case Lexeme::Kind::Name: {
            if (stands_between(current())) unexpected("a value");
            const std::string name = next().text;
            if (name == "true" || name == "True") return make(Constant{Value(true)}, line);
            if (name == "false" || name == "False") return make(Constant{Value(false)}, line);
            if (name == "none" || name == "None") return make(Constant{Value(None{})}, line);
            return make(Name{name}, line);
        }
        case Lexeme::Kind::String: {
            std::string text;
            while (current().kind == Lexeme::Kind::String) text += next().text;  // neighbours are one
            return make(Constant{Value(Text(std::move(text)))}, line);
        }
        case Lexeme::Kind::Integer: return make(Constant{Value(next().integer)}, line);
        case Lexeme::Kind::Real: return make(Constant{Value(next().real)}, line);
        default: break;
    }
    if (at("(") || at("[")) return parse_brackets();
    if (at("{")) return parse_dict();
    unexpected("a value");
}

/// (a), (a, b), (), [a, b].
ExpressionPtr Parser::parse_brackets() {
    const std::uint32_t line = current().line;
    const bool round = next().text == "(";
    const std::string_view closing = round ? ")" : "]";
    ListLiteral list{{}, round ? List::Kind::Tuple : List::Kind::List};
    std::uint32_t inner = 0;
    bool comma = false;
    while (!at(closing)) {
        list.items.push_back(parse_expression());
        inner = std::max(inner, list.items.back()->nesting);
        comma = take(",");
        if (!comma) break;
    }
    expect(closing);
    if (round && list.items.size() == 1 && !comma) return std::move(list.items.front());
    return nest(make(std::move(list), line), inner);
}

ExpressionPtr Parser::parse_dict() {
    const std::uint32_t line = next().line;
    DictLiteral dict;
    std::uint32_t inner = 0;
    while (!at("}")) {
        ExpressionPtr key = parse_expression();
        expect(":");
        ExpressionPtr value = parse_expression();
        inner = std::max({inner, key->nesting, value->nesting});
        dict.entries.emplace_back(std::move(key), std::move(value));
        if (!take(",")) break;
    }
    expect("}");
    return nest(make(std::move(dict), line), inner);
}

/// .name, .0, [index], [begin:end], (arguments), as often as they come.
ExpressionPtr Parser::parse_members(ExpressionPtr object) {
    for (;;) {
        const std::uint32_t line = current().line;
        const auto inner = object->nesting;
        if (take(".")) {
            if (current().kind == Lexeme::Kind::Integer) {
                ExpressionPtr index = make(Constant{Value(next().integer)}, line);
                object = nest(make(Subscript{std::move(object), std::move(index)}, line), inner);
            } else {
                std::string name = expect_any_name("a member's name");
                object = nest(make(Member{std::move(object), std::move(name)}, line), inner);
            }
        } else if (at("[")) {
            object = parse_subscript(std::move(object));
        } else if (at("(")) {
            GivenArguments arguments = parse_arguments();
            const auto deepest = std::max(inner, nesting_of(arguments));
            object = nest(make(Call{std::move(object), std::move(arguments)}, line), deepest);
        } else {
            return object;
        }
    }
}

ExpressionPtr Parser::parse_subscript(ExpressionPtr object) {
    const std::uint32_t line = next().line;
    std::uint32_t inner = object->nesting;
    std::array<ExpressionPtr, 3> parts;  // begin, end, step
    std::size_t part = 0;
    bool slice = false;
    while (!at("]")) {
        if (take(":")) {
            slice = true;
            if (++part == parts.size()) unexpected("']'");
        } else {
            if (parts[part]) unexpected("']'");
            parts[part] = parse_expression();
            inner = std::max(inner, parts[part]->nesting);
        }
    }
    if (!slice && !parts[0]) unexpected("a value");
    expect("]");
    if (slice)
        return nest(make(Slice{std::move(object), std::move(parts[0]), std::move(parts[1]), std::move(parts[2])}, line),
                    inner);
    return nest(make(Subscript{std::move(object), std::move(parts[0])}, line), inner);
}

GivenArguments Parser::parse_arguments() {
    expect("(");
    GivenArguments arguments;
    while (!at(")")) {
        if (at("*") || at("**")) stop("lists of arguments, * and **, are not supported");
        const bool named = current().kind == Lexeme::Kind::Name && following().kind == Lexeme::Kind::Operator &&
                           following().text == "=";
        if (named) {
            std::string name = next().text;
            ++position_;
            arguments.named.emplace_back(std::move(name), parse_expression());
        } else {
            if (!arguments.named.empty()) stop("an argument without a name follows one with a name");
            arguments.positional.push_back(parse_expression());
        }
        if (!take(",")) break;
    }
    expect(")");
    return arguments;
}

std::string Parser::parse_dotted_name() {
    std::string name = expect_any_name("a name");
    while (take(".")) name += '.' + expect_any_name("a name");
    return name;
}

ExpressionPtr Parser::parse_filters(ExpressionPtr object) {
    for (;;) {
        const std::uint32_t line = current().line;
        if (take("|")) {
            Filter filter{nullptr, parse_dotted_name(), {}};
            if (at("(")) filter.arguments = parse_arguments();
            const auto inner = std::max(object->nesting, nesting_of(filter.arguments));
            filter.object = std::move(object);
            object = nest(make(std::move(filter), line), inner);
        } else if (take_name("is")) {
            object = parse_test(std::move(object));
        } else if (at("(")) {
            object = parse_members(std::move(object));
        } else {
            return object;
        }
    }
}

/// Behind "is".
ExpressionPtr Parser::parse_test(ExpressionPtr object) {
    const std::uint32_t line = current().line;
    Test test{nullptr, {}, {}, take_name("not")};
    test.name = parse_dotted_name();
    if (at_name("is")) stop("tests cannot follow each other without brackets");
    using Kind = Lexeme::Kind;
    const Kind kind = current().kind;
    if (at("(")) {
        test.arguments = parse_arguments();
    } else if ((kind == Kind::Name && !stands_between(current())) || kind == Kind::String || kind == Kind::Integer ||
               kind == Kind::Real || at("[") || at("{")) {
        test.arguments.positional.push_back(parse_members(parse_primary()));
    }
    const auto inner = std::max(object->nesting, nesting_of(test.arguments));
    test.object = std::move(object);
    return nest(make(std::move(test), line), inner);
}

}  // namespace inference::chat_template
