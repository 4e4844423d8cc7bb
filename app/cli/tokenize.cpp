#include <fmt/format.h>

#include <iterator>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/text_input.h"
#include "inference/tokenizer/tokenizer.h"

namespace app::cli {

Result<void> tokenize(Words words) {
    std::string model;
    std::optional<std::string> text, file;
    bool bos = false;
    bool special = false;
    CommandLine line("altiplano tokenize", "MODEL --text TEXT | --file FILE [OPTIONS]",
                     "The ids of a text on one line, separated by spaces. A file with only a vocabulary will do.",
                     "altiplano tokenize llama-7b.gguf --text \"Hello, world\" --bos");
    line.operand("MODEL", model);
    line.text("--text", "TEXT", "what to tokenize", text);
    line.text("--file", "FILE|-", "the same from a file, or from standard input", file);
    line.flag("--bos", "puts the token that begins a text first", bos);
    line.flag("--special", "special tokens written in the text become themselves, else they are text", special);
    if (auto parsed = line.parse(words); !parsed) return parsed;
    if (text.has_value() == file.has_value())
        return wrongUsage(text ? "--text and --file are both given" : "there is no text",
                          "Give either --text TEXT or --file FILE.");
    if (file) {
        auto read = readText(*file);
        if (!read) return std::unexpected(read.error());
        text = std::move(*read);
    }
    if (auto sound = checkUtf8(*text, "the text"); !sound) return sound;

    const auto gguf = inference::gguf::GgufFile::open(model);
    if (!gguf) return fail(gguf.error());
    const auto tokenizer = inference::Tokenizer::create(**gguf);
    if (!tokenizer) return fail(tokenizer.error());
    const auto tokens = special ? (*tokenizer)->encode_with_special(*text) : (*tokenizer)->encode(*text);
    if (!tokens) return fail(tokens.error());
    std::string ids;
    if (bos) {
        if (!(*tokenizer)->bos())
            return fail(fmt::format("{} has no token that begins a text", (*gguf)->name()), "Leave --bos out.");
        ids = std::to_string(*(*tokenizer)->bos());
    }
    for (const inference::Token token : *tokens)
        fmt::format_to(std::back_inserter(ids), "{}{}", ids.empty() ? "" : " ", token);
    return print(ids + '\n');
}

}  // namespace app::cli
