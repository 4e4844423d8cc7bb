#include "app/cli/cli.h"

#include <algorithm>
#include <array>
#include <new>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/version.h"

namespace app::cli {
namespace {

struct Command {
    std::string_view name;
    std::string_view does;
    Result<void> (*run)(Words);
};
constexpr std::array commands = {
    Command{"chat", "a conversation in the terminal", chat},
    Command{"generate", "continues a prompt", generate},
    Command{"tokenize", "the ids of a text", tokenize},
    Command{"logits", "what the model thinks of every token, for research", logits},
    Command{"perplexity", "how well the model predicts a text, for research", perplexity},
    Command{"bench", "tokens per second, reading and answering", bench},
    Command{"inspect", "what a model file is", inspect},
    Command{"devices", "what models can run on", devices},
    Command{"conversations", "the kept conversations", conversations},
    Command{"export", "kept conversations as Markdown or JSON", exportConversations},
};

/// What the design names and does not exist yet.
constexpr std::array laterCommands = {"convert", "models", "import"};

std::string help() {
    std::string text =
        "altiplano [MODEL.gguf] [--data-dir DIR]    the window\n"
        "altiplano --demo                           the window over prepared answers, without a model\n"
        "altiplano COMMAND ...                      the command line\n\n";
    for (const Command& command : commands) text += fmt::format("  {:<16}{}\n", command.name, command.does);
    return text +
           "\naltiplano help COMMAND (or COMMAND --help) says more, with an example. altiplano --version says which "
           "version this is.\n";
}

auto find(std::string_view name) { return std::ranges::find(commands, name, &Command::name); }

constexpr std::string_view helpCommand = "help";

/// `help COMMAND` is `COMMAND --help`, and `help` alone `--help`.
std::vector<std::string> asOption(Words words) {
    if (words.size() < 2 || words[1].starts_with('-')) return {"--help"};
    return {words[1], "--help"};
}

Result<void> carryOut(Words words) {
    const std::string_view name = words.front();
    if (name == "--help" || name == "-h") return print(help());
    if (name == "--version") return print(fmt::format("altiplano {}\n", version));
    if (name == helpCommand) return carryOut(asOption(words));
    const auto command = find(name);
    if (command != commands.end()) return command->run(words.subspan(1));
    const bool later = std::ranges::find(laterCommands, name) != laterCommands.end();
    return wrongUsage(later ? fmt::format("the command {} does not exist yet", name)
                            : fmt::format("'{}' is neither a command nor a model file", name),
                      "altiplano --help lists the commands.");
}

}  // namespace

bool isCommand(std::string_view name) { return name == helpCommand || find(name) != commands.end(); }

int run(Words words) try {
    const auto done = carryOut(words);
    if (done) return 0;
    if (done.error().code != 0) report(done.error());
    return done.error().code;
} catch (const std::bad_alloc&) {
    report(fail(inference::out_of_memory().error()).error());
    return 1;
}

}  // namespace app::cli
