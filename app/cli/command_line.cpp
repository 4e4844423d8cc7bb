#include "app/cli/command_line.h"

#include <algorithm>
#include <iterator>

#include "app/cli/output.h"

namespace app::cli {
namespace {

constexpr std::size_t helpColumn = 28;

}  // namespace

CommandLine::CommandLine(std::string name, std::string usage, std::string does, std::string example)
    : name_(std::move(name)), usage_(std::move(usage)), does_(std::move(does)), example_(std::move(example)) {}

void CommandLine::operand(std::string name, std::string& value) {
    operands_.push_back({std::move(name), false, [&value](std::string word) { value = std::move(word); }});
}

void CommandLine::operand(std::string name, std::optional<std::string>& value) {
    operands_.push_back({std::move(name), true, [&value](std::string word) { value = std::move(word); }});
}

void CommandLine::add(std::string name, std::string placeholder, std::string help, std::string wanted,
                      std::function<bool(std::string_view)> accept) {
    options_.push_back(
        {std::move(name), std::move(placeholder), std::move(help), std::move(wanted), std::move(accept)});
}

void CommandLine::flag(std::string name, std::string help, bool& value) {
    add(std::move(name), {}, std::move(help), {}, [&value](std::string_view) { return value = true; });
}

void CommandLine::text(std::string name, std::string placeholder, std::string help, std::optional<std::string>& value) {
    text(std::move(name), std::move(placeholder), std::move(help), value, "a text",
         [](std::string_view) { return true; });
}

void CommandLine::text(std::string name, std::string placeholder, std::string help, std::optional<std::string>& value,
                       std::string wanted, std::function<bool(std::string_view)> accept) {
    add(std::move(name), std::move(placeholder), std::move(help), std::move(wanted),
        [&value, accept = std::move(accept)](std::string_view written) {
            if (!accept(written)) return false;
            value = std::string(written);
            return true;
        });
}

void CommandLine::values(std::string name, std::string placeholder, std::string help, std::string wanted,
                         std::function<bool(std::string_view)> accept) {
    add(std::move(name), std::move(placeholder), std::move(help), std::move(wanted), std::move(accept));
    options_.back().repeatable = true;
}

void CommandLine::texts(std::string name, std::string placeholder, std::string help, std::vector<std::string>& values) {
    this->values(std::move(name), std::move(placeholder), std::move(help), "a text that is not empty",
                 [&values](std::string_view written) {
                     values.emplace_back(written);
                     return !written.empty();
                 });
}

std::string CommandLine::helpHint() const { return fmt::format("{} --help lists what there is.", name_); }

Result<void> CommandLine::take(Option& option, std::optional<std::string_view> attached, Words& rest) {
    if (option.given && !option.repeatable)
        return wrongUsage(fmt::format("{} is given twice", option.name), "Leave one of them out.");
    option.given = true;
    if (option.placeholder.empty()) {
        if (attached) return wrongUsage(fmt::format("{} takes no value", option.name), helpHint());
        option.accept({});
        return {};
    }
    if (!attached) {
        if (rest.empty())
            return wrongUsage(fmt::format("{} wants {} after it", option.name, option.wanted), helpHint());
        attached = rest.front();
        rest = rest.subspan(1);
    }
    if (!option.accept(*attached))
        return wrongUsage(fmt::format("{} wants {}, not '{}'", option.name, option.wanted, *attached), helpHint());
    return {};
}

Result<void> CommandLine::parse(Words words) {
    std::size_t operands = 0;
    bool optionsEnded = false;
    while (!words.empty()) {
        const std::string_view word = words.front();
        words = words.subspan(1);
        if (!optionsEnded && word == "--") {
            optionsEnded = true;
        } else if (!optionsEnded && (word == "--help" || word == "-h")) {
            if (auto printed = print(help()); !printed) return printed;
            return std::unexpected(Exit{0, {}, {}});
        } else if (!optionsEnded && word.size() > 1 && word.front() == '-') {
            const std::size_t equals = word.find('=');
            const std::string_view name = word.substr(0, equals);
            const auto option = std::ranges::find(options_, name, &Option::name);
            if (option == options_.end())
                return wrongUsage(fmt::format("{} has no option {}", name_, name), helpHint());
            const auto attached =
                equals == std::string_view::npos ? std::nullopt : std::optional(word.substr(equals + 1));
            if (auto taken = take(*option, attached, words); !taken) return taken;
        } else if (operands == operands_.size()) {
            return wrongUsage(fmt::format("'{}' is one word too many for {}", word, name_),
                              "Put a text of several words in quotation marks.");
        } else {
            operands_[operands++].accept(std::string(word));
        }
    }
    if (operands < operands_.size() && !operands_[operands].optional)
        return wrongUsage(fmt::format("{} wants a {}", name_, operands_[operands].name), helpHint());
    return {};
}

std::string CommandLine::help() const {
    std::string text = fmt::format("{} {}\n\n{}\n\n", name_, usage_, does_);
    for (const Option& option : options_) {
        const std::string left = option.name + (option.placeholder.empty() ? "" : " ") + option.placeholder;
        if (left.size() < helpColumn - 3)
            fmt::format_to(std::back_inserter(text), "  {:<{}}{}\n", left, helpColumn - 2, option.help);
        else
            fmt::format_to(std::back_inserter(text), "  {}\n{:{}}{}\n", left, "", helpColumn, option.help);
    }
    fmt::format_to(std::back_inserter(text), "{}Example:\n  {}\n", options_.empty() ? "" : "\n", example_);
    return text;
}

}  // namespace app::cli
