#include "inference/tokenizer/vocabulary_tokenizer.h"

#include <fmt/format.h>

#include <algorithm>

#include "inference/tokenizer/utf8.h"

namespace inference {

namespace {

Result<void> check(std::string_view text) {
    const std::size_t wrong = find_invalid_utf8(text);
    if (wrong == std::string_view::npos) return {};
    return fail(ErrorKind::InvalidArgument, fmt::format("the text is not UTF-8 at byte {}", wrong),
                "Save it as UTF-8 first.");
}

}  // namespace

Result<std::vector<Token>> VocabularyTokenizer::encode(std::string_view text) const try {
    if (auto sound = check(text); !sound) return std::unexpected(sound.error());
    std::vector<Token> tokens;
    if (!text.empty()) append_text(text, tokens);
    return tokens;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<std::vector<Token>> VocabularyTokenizer::encode_with_special(std::string_view text) const try {
    if (auto sound = check(text); !sound) return std::unexpected(sound.error());
    std::vector<Token> tokens;
    std::size_t ordinary = 0;  // where the ordinary text before `position` begins
    const auto end_ordinary = [&](std::size_t end) {
        if (end > ordinary) append_text(text.substr(ordinary, end - ordinary), tokens);
    };
    for (std::size_t position = 0; position < text.size();) {
        const auto special = specials_.at_start(text.substr(position));
        if (!special) {
            position += next_character(text.substr(position)).length;
            continue;
        }
        end_ordinary(position);
        tokens.push_back(special->token);
        position += special->text.size();
        ordinary = position;
    }
    end_ordinary(text.size());
    return tokens;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

std::string VocabularyTokenizer::bytes_of(Token token) const {
    if (!vocabulary_.contains(token)) return {};
    switch (vocabulary_.kind(token)) {
        case Vocabulary::Kind::Control:
        case Vocabulary::Kind::Unused: return {};
        case Vocabulary::Kind::Unknown: return std::string(replacement_character);
        case Vocabulary::Kind::Byte: {
            const auto byte = vocabulary_.byte_of(token);
            return byte ? std::string(1, static_cast<char>(*byte)) : std::string();
        }
        case Vocabulary::Kind::Normal:
        case Vocabulary::Kind::UserDefined: break;
    }
    return bytes_of_text(token);
}

bool VocabularyTokenizer::ends_turn(Token token) const {
    return std::ranges::binary_search(vocabulary_.ends_of_turn, token);
}

}  // namespace inference
