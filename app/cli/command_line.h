#pragma once
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "app/cli/exit.h"

namespace app::cli {

/// The words after a command's name, as the shell gave them: bytes, which need not be UTF-8.
using Words = std::span<const std::string>;

/// What a command understands: its operands and options, what they may be, and where their values go. The one table
/// behind both parsing and --help. Whatever is bound must outlive the call of `parse`; an option that is not given
/// leaves its place as it was.
class CommandLine {
public:
    /// `name` as it is typed, `usage` what may follow it, `does` a sentence or two, `example` a whole line.
    CommandLine(std::string name, std::string usage, std::string does, std::string example);

    void operand(std::string name, std::string& value);                 ///< must be given
    void operand(std::string name, std::optional<std::string>& value);  ///< may be left out

    void flag(std::string name, std::string help, bool& value);
    void text(std::string name, std::string placeholder, std::string help, std::optional<std::string>& value);
    /// A text that `accept` understands; `wanted` says in words what that is.
    void text(std::string name, std::string placeholder, std::string help, std::optional<std::string>& value,
              std::string wanted, std::function<bool(std::string_view)> accept);
    void texts(std::string name, std::string placeholder, std::string help, std::vector<std::string>& values);

    /// What `accept` understands, any number of times; `wanted` says in words what that is.
    void values(std::string name, std::string placeholder, std::string help, std::string wanted,
                std::function<bool(std::string_view)> accept);

    /// A number within [least, most]. Nothing but the number may be written: no sign before a count, no space, no unit.
    template <typename Number>
    void number(std::string name, std::string placeholder, std::string help, std::optional<Number>& value, Number least,
                Number most);
    /// The same, or `word`, which stands for `meant`.
    template <typename Number>
    void numberOr(std::string word, Number meant, std::string name, std::string placeholder, std::string help,
                  std::optional<Number>& value, Number least, Number most);

    /// One of some words.
    template <typename Value>
    void choice(std::string name, std::string help, std::optional<Value>& value,
                std::vector<std::pair<std::string, Value>> choices);

    /// Reads the words. Ends with code 0 after --help was printed, with 2 if the words cannot be understood.
    Result<void> parse(Words words);

    std::string help() const;

private:
    struct Option {
        std::string name;         ///< "--tokens"
        std::string placeholder;  ///< "N"; empty for a flag
        std::string help;
        std::string wanted;  ///< "a whole number from 1 to 100"
        std::function<bool(std::string_view)> accept;
        bool repeatable = false;
        bool given = false;
    };
    struct Operand {
        std::string name;
        bool optional;
        std::function<void(std::string)> accept;
    };
    void add(std::string name, std::string placeholder, std::string help, std::string wanted,
             std::function<bool(std::string_view)> accept);
    Result<void> take(Option& option, std::optional<std::string_view> attached, Words& rest);
    std::string helpHint() const;

    std::string name_, usage_, does_, example_;
    std::vector<Operand> operands_;
    std::vector<Option> options_;
};

/// What was written if it is a number within [least, most] and nothing else.
template <typename Number>
std::optional<Number> numberWithin(std::string_view written, Number least, Number most) {
    Number number{};
    const char* end = written.data() + written.size();
    const auto [stop, error] = std::from_chars(written.data(), end, number);
    if (error != std::errc() || stop != end || !(number >= least && number <= most)) return std::nullopt;
    return number;
}

template <typename Number>
std::string numberInRange(Number least, Number most) {
    return fmt::format("a {}number from {} to {}", std::is_integral_v<Number> ? "whole " : "", least, most);
}

template <typename Number>
void CommandLine::number(std::string name, std::string placeholder, std::string help, std::optional<Number>& value,
                         Number least, Number most) {
    add(std::move(name), std::move(placeholder), std::move(help), numberInRange(least, most),
        [&value, least, most](std::string_view written) {
            const auto number = numberWithin(written, least, most);
            if (number) value = number;
            return number.has_value();
        });
}

template <typename Number>
void CommandLine::numberOr(std::string word, Number meant, std::string name, std::string placeholder, std::string help,
                           std::optional<Number>& value, Number least, Number most) {
    std::string wanted = fmt::format("{} or {}", numberInRange(least, most), word);
    add(std::move(name), std::move(placeholder), std::move(help), std::move(wanted),
        [&value, word = std::move(word), meant, least, most](std::string_view written) {
            const auto number = written == word ? std::optional(meant) : numberWithin(written, least, most);
            if (number) value = number;
            return number.has_value();
        });
}

template <typename Value>
void CommandLine::choice(std::string name, std::string help, std::optional<Value>& value,
                         std::vector<std::pair<std::string, Value>> choices) {
    std::string words;
    for (const auto& [word, meaning] : choices) words.append(words.empty() ? "" : "|").append(word);
    std::string wanted = "one of " + words;
    add(std::move(name), std::move(words), std::move(help), std::move(wanted),
        [&value, choices = std::move(choices)](std::string_view written) {
            for (const auto& [word, meaning] : choices)
                if (written == word) {
                    value = meaning;
                    return true;
                }
            return false;
        });
}

}  // namespace app::cli
