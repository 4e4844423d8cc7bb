#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inference::chat_template {

/// The smallest part of a template that means something.
struct Lexeme {
    enum class Kind {
        Data,           ///< text between the tags, as it is to be written
        VariableBegin,  ///< {{
        VariableEnd,
        BlockBegin,  ///< {%
        BlockEnd,
        Name,
        String,  ///< `text` without quotes, escapes resolved
        Integer,
        Real,
        Operator,  ///< `text` is the sign
        End,
    };
    Kind kind;
    std::string text;
    std::uint32_t line;
    std::int64_t integer = 0;
    double real = 0.0;
};

/// Reads a template the way that Hugging Face's transformers sets Jinja up (jinja.palletsprojects.com, "Template
/// Designer Documentation", whitespace control): trim_blocks, lstrip_blocks, one newline at the very end left out.
/// Comments give nothing; the last lexeme is End. Throws Stop. `source` is UTF-8.
std::vector<Lexeme> read_lexemes(std::string_view source);

}  // namespace inference::chat_template
