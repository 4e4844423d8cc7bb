#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "inference/chat/template/budget.h"
#include "inference/chat/template/lexer.h"
#include "inference/chat/template/syntax.h"

namespace inference::chat_template {

/// Lexemes to statements, by Jinja's grammar and its order of operators. Throws Stop, with the line, for what is not
/// well formed, not supported or nested too deeply.
class Parser {
public:
    Parser(std::vector<Lexeme> lexemes, const Limits& limits) : lexemes_(std::move(lexemes)), limits_(limits) {}
    Body parse();

private:
    /// Counts how deep the parser is in itself.
    class Level {
    public:
        explicit Level(Parser& parser);
        ~Level() { --parser_.level_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Parser& parser_;
    };

    // Statements (parser.cpp)
    Body parse_body(std::initializer_list<std::string_view> ends);
    Statement parse_block(const std::string& tag, std::uint32_t line);
    If parse_if();
    For parse_for();
    Statement parse_set(std::uint32_t line);
    Macro parse_macro();
    Scoped parse_with();
    std::vector<Filter> parse_filter_names();
    Target parse_target();
    void end_tag();
    void end_block(std::string_view tag);
    bool at_end_of(std::initializer_list<std::string_view> tags) const;

    // Expressions (expression_parser.cpp), the loosest first
    ExpressionPtr parse_listed(bool with_condition = true);  ///< a, b: a tuple, or one expression
    ExpressionPtr parse_expression(bool with_condition = true);
    ExpressionPtr parse_or();
    ExpressionPtr parse_and();
    ExpressionPtr parse_not();
    ExpressionPtr parse_comparing();
    ExpressionPtr parse_sum();
    ExpressionPtr parse_join();
    ExpressionPtr parse_product();
    ExpressionPtr parse_power();
    ExpressionPtr parse_unary(bool with_filters = true);
    ExpressionPtr parse_primary();
    ExpressionPtr parse_brackets();
    ExpressionPtr parse_dict();
    ExpressionPtr parse_members(ExpressionPtr object);
    ExpressionPtr parse_filters(ExpressionPtr object);
    ExpressionPtr parse_test(ExpressionPtr object);
    ExpressionPtr parse_subscript(ExpressionPtr object);
    GivenArguments parse_arguments();  ///< "(" to ")"
    std::string parse_dotted_name();

    template <typename Form>
    ExpressionPtr make(Form form, std::uint32_t line, std::initializer_list<const Expression*> parts = {});
    static std::uint32_t nesting_of(const GivenArguments& arguments);
    ExpressionPtr nest(ExpressionPtr expression, std::uint32_t inner) const;

    // Lexemes
    const Lexeme& current() const { return lexemes_[position_]; }
    const Lexeme& following() const { return lexemes_[std::min(position_ + 1, lexemes_.size() - 1)]; }
    bool at(std::string_view sign) const { return current().kind == Lexeme::Kind::Operator && current().text == sign; }
    bool at_name(std::string_view name) const { return current().kind == Lexeme::Kind::Name && current().text == name; }
    bool take(std::string_view sign);
    bool take_name(std::string_view name);
    void expect(std::string_view sign);
    std::string expect_any_name(std::string_view what);
    std::string expect_new_name(std::string_view what);  ///< one that may be set
    std::string expect_target(std::string_view what);    ///< of a for or a set
    Lexeme next() { return lexemes_[position_ + 1 < lexemes_.size() ? position_++ : position_]; }
    [[noreturn]] void stop(std::string message) const {
        throw Stop(std::move(message), Stop::Cause::Fault, current().line);
    }
    [[noreturn]] void unexpected(std::string_view wanted) const;

    std::vector<Lexeme> lexemes_;
    Limits limits_;
    std::size_t position_ = 0;
    std::uint32_t level_ = 0;
    bool inside_loop_ = false;
    bool inside_for_ = false;    // the loop's else too: no for or set may make a `loop` there
    bool inside_scope_ = false;  // of a loop, a macro or a block: no macro may be made there
};

}  // namespace inference::chat_template
