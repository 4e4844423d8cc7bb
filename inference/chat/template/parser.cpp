#include "inference/chat/template/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "inference/printable.h"

namespace inference::chat_template {

namespace {

/// Sets a flag until the end of the block.
class Within {
public:
    Within(bool& flag, bool value) : flag_(flag), before_(std::exchange(flag, value)) {}
    ~Within() { flag_ = before_; }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

private:
    bool& flag_;
    bool before_;
};

}  // namespace

Parser::Level::Level(Parser& parser) : parser_(parser) {
    if (++parser_.level_ > parser_.limits_.nesting) {
        --parser_.level_;
        throw Stop("it is nested more than " + std::to_string(parser_.limits_.nesting) + " deep", Stop::Cause::Limit,
                   parser_.current().line);
    }
}

// Lexemes

bool Parser::take(std::string_view sign) {
    if (!at(sign)) return false;
    ++position_;
    return true;
}

bool Parser::take_name(std::string_view name) {
    if (!at_name(name)) return false;
    ++position_;
    return true;
}

void Parser::expect(std::string_view sign) {
    if (!take(sign)) unexpected(fmt::format("'{}'", sign));
}

std::string Parser::expect_any_name(std::string_view what) {
    if (current().kind != Lexeme::Kind::Name) unexpected(what);
    return next().text;
}

std::string Parser::expect_new_name(std::string_view what) {
    constexpr std::array<std::string_view, 6> constants = {"true", "false", "none", "True", "False", "None"};
    std::string name = expect_any_name(what);
    if (std::ranges::find(constants, std::string_view(name)) != constants.end()) stop("'" + name + "' cannot be set");
    return name;
}

std::string Parser::expect_target(std::string_view what) {
    std::string name = expect_new_name(what);
    if (name == "loop" && inside_for_) stop("'loop' cannot be set inside a loop");
    return name;
}

void Parser::unexpected(std::string_view wanted) const {
    const auto found = [&]() -> std::string {
        switch (current().kind) {
            case Lexeme::Kind::Data:
            case Lexeme::Kind::End: return "the template ends";
            case Lexeme::Kind::VariableEnd:
            case Lexeme::Kind::BlockEnd: return "the tag ends";
            case Lexeme::Kind::String: return "a text stands there";
            default: return "'" + printable(current().text, 40) + "' stands there";
        }
    }();
    stop(std::string(wanted) + " is missing, " + found);
}

void Parser::end_tag() {
    if (current().kind != Lexeme::Kind::BlockEnd) unexpected("the end of the tag, %},");
    ++position_;
}

void Parser::end_block(std::string_view tag) {
    if (current().kind != Lexeme::Kind::BlockBegin || following().kind != Lexeme::Kind::Name || following().text != tag)
        stop(std::string(tag) + " is missing");
    position_ += 2;
    if (tag == "endmacro" && current().kind == Lexeme::Kind::Name) ++position_;  // the macro's name again
    end_tag();
}

bool Parser::at_end_of(std::initializer_list<std::string_view> tags) const {
    return current().kind == Lexeme::Kind::BlockBegin && following().kind == Lexeme::Kind::Name &&
           std::ranges::find(tags, std::string_view(following().text)) != tags.end();
}

// Statements

Body Parser::parse() {
    Body body = parse_body({});
    if (current().kind != Lexeme::Kind::End) unexpected("the end of the template");
    return body;
}

/// Up to one of the tags, or to the end.
Body Parser::parse_body(std::initializer_list<std::string_view> ends) {
    const Level level(*this);
    Body body;
    while (current().kind != Lexeme::Kind::End && !at_end_of(ends)) {
        const Lexeme first = next();
        switch (first.kind) {
            case Lexeme::Kind::Data: body.emplace_back(Data{Text(first.text)}, first.line); break;
            case Lexeme::Kind::VariableBegin: {
                ExpressionPtr value = parse_listed();
                if (current().kind != Lexeme::Kind::VariableEnd) unexpected("the end of the tag, }},");
                ++position_;
                body.emplace_back(Print{std::move(value)}, first.line);
                break;
            }
            default: {
                const std::string tag = expect_any_name("the name of a tag");
                body.push_back(parse_block(tag, first.line));
            }
        }
    }
    return body;
}

Statement Parser::parse_block(const std::string& tag, std::uint32_t line) {
    if (tag == "if") return {parse_if(), line};
    if (tag == "for") return {parse_for(), line};
    if (tag == "set") return parse_set(line);
    if (tag == "macro") return {parse_macro(), line};
    if (tag == "with") return {parse_with(), line};
    if (tag == "generation") {
        end_tag();
        Scoped block;
        const Within scope(inside_scope_, true);
        block.body = parse_body({"endgeneration"});
        end_block("endgeneration");
        return {std::move(block), line};
    }
    if (tag == "filter") {
        FilterBlock block{parse_filter_names(), {}};
        if (block.filters.empty()) unexpected("the name of a filter");
        end_tag();
        const Within scope(inside_scope_, true);
        block.body = parse_body({"endfilter"});
        end_block("endfilter");
        return {std::move(block), line};
    }
    if (tag == "break" || tag == "continue") {
        if (!inside_loop_) stop(tag + " stands outside a loop");
        end_tag();
        if (tag == "break") return {Break{}, line};
        return {Continue{}, line};
    }
    stop("the tag '" + printable(tag, 40) + "' is not supported there");
}

If Parser::parse_if() {
    If statement;
    ExpressionPtr condition = parse_listed(false);
    for (;;) {
        end_tag();
        Body body = parse_body({"elif", "else", "endif"});
        statement.branches.emplace_back(std::move(condition), std::move(body));
        if (!at_end_of({"elif"})) break;
        position_ += 2;
        condition = parse_listed(false);
    }
    if (at_end_of({"else"})) {
        position_ += 2;
        end_tag();
        statement.otherwise = parse_body({"endif"});
    }
    end_block("endif");
    return statement;
}

For Parser::parse_for() {
    For statement;
    const Within loop_or_its_else(inside_for_, true);
    const bool bracketed = take("(");
    do {
        if (bracketed && at(")")) break;  // after a last comma, which Jinja takes only there
        statement.names.push_back(expect_target("a loop's name"));
        statement.takes_apart |= at(",");
    } while (take(","));
    if (bracketed) expect(")");
    if (statement.names.empty() || !take_name("in")) unexpected("'in'");
    statement.items = parse_listed(false);
    if (take_name("if")) statement.filter = parse_expression();
    if (at_name("recursive")) stop("recursive loops are not supported");
    end_tag();
    {
        const Within loop(inside_loop_, true);
        const Within scope(inside_scope_, true);
        statement.body = parse_body({"else", "endfor"});
    }
    if (at_end_of({"else"})) {
        position_ += 2;
        end_tag();
        const Within scope(inside_scope_, true);
        statement.otherwise = parse_body({"endfor"});
    }
    end_block("endfor");
    return statement;
}

Target Parser::parse_target() {
    const bool member = following().kind == Lexeme::Kind::Operator && following().text == ".";
    constexpr std::string_view what = "the name of what is set";
    Target target{member ? expect_any_name(what) : expect_target(what), {}};
    if (take(".")) target.member = expect_any_name("the name of a namespace's member");
    return target;
}

Statement Parser::parse_set(std::uint32_t line) {
    std::vector<Target> targets;
    const bool bracketed = take("(");
    do {
        targets.push_back(parse_target());
    } while (take(","));
    if (bracketed) expect(")");
    if (take("=")) {
        Set statement{std::move(targets), parse_listed()};
        end_tag();
        return {std::move(statement), line};
    }
    if (targets.size() != 1) unexpected("'='");
    SetBlock statement{std::move(targets.front()), {}, {}};
    if (take("|")) statement.filters = parse_filter_names();
    end_tag();
    const Within scope(inside_scope_, true);
    statement.body = parse_body({"endset"});
    end_block("endset");
    return {std::move(statement), line};
}

Macro Parser::parse_macro() {
    if (inside_scope_) stop("a macro inside a loop, a block or a macro is not supported");
    Macro macro;
    macro.name = expect_new_name("the macro's name");
    expect("(");
    while (!at(")")) {
        std::string name = expect_new_name("the name of a parameter");
        ExpressionPtr otherwise;
        if (take("="))
            otherwise = parse_expression();
        else if (!macro.parameters.empty() && macro.parameters.back().second)
            stop("a parameter without a default follows one with a default");
        macro.parameters.emplace_back(std::move(name), std::move(otherwise));
        if (!take(",")) break;
    }
    expect(")");
    end_tag();
    const Within loop(inside_loop_, false);
    const Within scope(inside_scope_, true);
    macro.body = parse_body({"endmacro"});
    end_block("endmacro");
    return macro;
}

Scoped Parser::parse_with() {
    Scoped block;
    while (current().kind != Lexeme::Kind::BlockEnd) {
        if (!block.names.empty()) expect(",");
        std::string name = expect_new_name("a name");
        expect("=");
        block.names.emplace_back(std::move(name), parse_expression());
    }
    end_tag();
    const Within scope(inside_scope_, true);
    block.body = parse_body({"endwith"});
    end_block("endwith");
    return block;
}

/// name(arguments) | name ...: the first of them stands at the current lexeme.
std::vector<Filter> Parser::parse_filter_names() {
    std::vector<Filter> filters;
    do {
        Filter filter{nullptr, parse_dotted_name(), {}};
        if (at("(")) filter.arguments = parse_arguments();
        filters.push_back(std::move(filter));
    } while (take("|"));
    return filters;
}

}  // namespace inference::chat_template
