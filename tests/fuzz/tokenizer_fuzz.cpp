#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "inference/tokenizer/detokenizer.h"
#include "inference/tokenizer/llama3_words.h"
#include "inference/tokenizer/tokenizer.h"
#include "tests/fuzz/require.h"
#include "tests/support/gguf_builder.h"

using namespace inference;
using namespace test_support;

namespace {

const std::string boundary = "\xE2\x96\x81";

/// Pieces that overlap each other in every way, equal scores included, and texts that look like special tokens.
std::vector<Piece> pieces() {
    std::vector<Piece> more;
    for (const char* text : {"a",
                             "b",
                             "aa",
                             "ab",
                             "ba",
                             "aaa",
                             "aab",
                             "abab",
                             "aaaa",
                             "\xE2\x96\x81",
                             "\xE2\x96\x81\x61",  // with an a

                             "\xE2\x96\x81\xE2\x96\x81",
                             "\xC3\xA9",
                             "e\xCC\x81",
                             "\xF0\x9F\xA6\x99",
                             "<",
                             ">",
                             "s",
                             "<s>",
                             "</s>",
                             "/s",
                             "\n",
                             "\n\n",
                             "[INST]"})
        more.push_back({text, -static_cast<float>(more.size() % 7), 1});
    more.push_back({"<user>", 0.0F, 4});
    more.push_back({"unused", 0.0F, 5});
    more.push_back({"<|end|>", 0.0F, 3});
    return byte_vocabulary(more);
}

/// The same vocabulary with and without the space before the first word.
std::shared_ptr<const Tokenizer> tokenizer_of(bool space_prefix) {
    GgufBuilder builder = vocabulary_file(pieces());
    builder.put("tokenizer.ggml.add_space_prefix", space_prefix);
    const auto bytes = builder.bytes();
    return Tokenizer::create(*gguf::GgufFile::parse(bytes, "vocabulary").value()).value();
}

/// Decodes UTF-8 by arithmetic rather than by table: the length of the character at the start, 0 if there is none.
std::size_t character_length(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
    const std::size_t length = at(0) < 0x80        ? 1
                               : at(0) >> 5U == 6  ? 2
                               : at(0) >> 4U == 14 ? 3
                               : at(0) >> 3U == 30 ? 4
                                                   : 0;
    if (length == 0 || length > bytes.size()) return 0;
    if (length == 1) return 1;
    std::uint32_t point = at(0) & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (at(i) >> 6U != 2) return 0;
        point = point << 6U | (at(i) & 63U);
    }
    const std::uint32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    return point >= least && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF) ? length : 0;
}

/// The definition of the merge, a pair a pass: the neighbours whose piece scores highest, the leftmost of equals.
std::vector<Token> reference_tokens(std::string_view text) {
    static const std::vector<Piece> all = pieces();
    static const std::map<std::string, Token> known = [] {
        std::map<std::string, Token> by_text;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (all[i].kind == 1) by_text.emplace(all[i].text, static_cast<Token>(i));
        return by_text;
    }();
    std::vector<std::string> symbols;
    for (; !text.empty(); text.remove_prefix(character_length(text)))
        symbols.emplace_back(text.substr(0, character_length(text)));
    for (;;) {
        std::size_t best = symbols.size();
        float best_score = 0.0F;
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            const auto piece = known.find(symbols[i] + symbols[i + 1]);
            if (piece == known.end()) continue;
            const float score = all[static_cast<std::size_t>(piece->second)].score;
            if (best < symbols.size() && score <= best_score) continue;
            best = i;
            best_score = score;
        }
        if (best == symbols.size()) break;
        symbols[best] += symbols[best + 1];
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(best) + 1);
    }
    std::vector<Token> tokens;
    for (const std::string& symbol : symbols) {
        if (const auto piece = known.find(symbol); piece != known.end())
            tokens.push_back(piece->second);
        else
            for (const char byte : symbol) tokens.push_back(3 + static_cast<unsigned char>(byte));
    }
    return tokens;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
    return text;
}

/// Bytes as text: whole characters stay, each longest beginning of one and each other byte becomes U+FFFD.
std::string repaired(std::string_view bytes) {
    std::string text;
    while (!bytes.empty()) {
        std::size_t length = character_length(bytes);
        if (length > 0) {
            text += bytes.substr(0, length);
        } else {
            text += "\xEF\xBF\xBD";
            // The longest part of `bytes` that some continuation would make whole.
            length = 1;
            const auto could_be_whole = [&](std::size_t part) {
                for (const char* rest : {"\x80", "\xA0", "\x80\x80", "\xA0\x80", "\x90\x80\x80", "\x80\x80\x80"})
                    if (const std::string whole = std::string(bytes.substr(0, part)) + rest;
                        character_length(whole) == whole.size())
                        return true;
                return false;
            };
            while (length < bytes.size() && could_be_whole(length + 1)) ++length;
        }
        bytes.remove_prefix(length);
    }
    return text;
}

bool is_utf8(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(character_length(text)))
        if (character_length(text) == 0) return false;
    return true;
}

/// Encodes bytes that may be a text; nothing where they are none, and then both ways must say so.
std::optional<std::vector<Token>> encoded(const Tokenizer& tokenizer, std::string_view text) {
    const auto tokens = tokenizer.encode(text);
    const bool sound = is_utf8(text);
    REQUIRE(tokens.has_value() == sound);
    const auto with_special = tokenizer.encode_with_special(text);
    REQUIRE(with_special.has_value() == sound);
    if (!sound) {
        REQUIRE(tokens.error().kind == ErrorKind::InvalidArgument);
        return std::nullopt;
    }
    for (const auto* list : {&*tokens, &*with_special})
        for (const Token token : *list)
            REQUIRE(token >= 0 && static_cast<std::uint32_t>(token) < tokenizer.vocabulary_size());
    return *tokens;
}

void check_pieces(const Tokenizer& tokenizer, std::string_view text) {
    const auto tokens = encoded(tokenizer, text);
    if (!tokens) return;
    const std::string prefix = tokenizer.adds_space_prefix() && !text.empty() ? boundary : "";
    REQUIRE(*tokens == reference_tokens(prefix + replaced(std::string(text), " ", boundary)));

    // There and back, but for U+2581, which is how the vocabulary writes a space.
    std::string back;
    for (const Token token : *tokens) back += tokenizer.bytes_of(token);
    REQUIRE(back == replaced(prefix + std::string(text), boundary, " "));
    for (const Token token : *tokens)
        REQUIRE(token > 2 && tokenizer.written(token) != "<|end|>", "a control token from text");
}

/// Merges that overlap, some of which only others make possible, and words that no merge makes.
const std::vector<std::string> byte_pair_words = {
    "aa",   "ab", "ba", "aab", "abab", "aaaa", "  ",   "   ",      " a",       "\xC3\xA9",
    "\n\n", "<s", "11", "111", "abc",  "'s",   " aab", "\xF0\x9F", "\xA6\x99", "\xF0\x9F\xA6\x99"};
const std::vector<std::pair<std::string, std::string>> byte_pair_merges = {{"a", "b"},
                                                                           {"a", "a"},
                                                                           {"a", "ab"},
                                                                           {"ab", "ab"},
                                                                           {"aa", "aa"},
                                                                           {"b", "a"},
                                                                           {" ", "a"},
                                                                           {" ", " "},
                                                                           {"\xC3", "\xA9"},
                                                                           {"aa", "b"},
                                                                           {"\n", "\n"},
                                                                           {"<", "s"},
                                                                           {"1", "1"},
                                                                           {"11", "1"},
                                                                           {"\xF0", "\x9F"},
                                                                           {"\xA6", "\x99"},
                                                                           {" a", "ab"},
                                                                           {"  ", " "},
                                                                           {"\xF0\x9F", "\xA6\x99"}};

std::shared_ptr<const Tokenizer> byte_pair_tokenizer() {
    std::vector<Piece> more;
    more.reserve(byte_pair_words.size() + 2);
    std::vector<std::string> merges;
    merges.reserve(byte_pair_merges.size());
    for (const std::string& word : byte_pair_words) more.push_back({in_byte_alphabet(word)});
    more.push_back({"<user>", 0.0F, 4});
    more.push_back({"<|end|>", 0.0F, 3});
    for (const auto& [left, right] : byte_pair_merges)
        merges.push_back(in_byte_alphabet(left) + ' ' + in_byte_alphabet(right));
    const auto bytes = byte_pair_file(more, merges).bytes();
    return Tokenizer::create(*gguf::GgufFile::parse(bytes, "vocabulary").value()).value();
}

/// A word's tokens by definition: itself, or its bytes after, again and again, the first merge that any two neighbours
/// have was made where it stands leftmost.
std::vector<std::string> reference_word(const std::string& word) {
    if (std::ranges::find(byte_pair_words, word) != byte_pair_words.end()) return {word};
    std::vector<std::string> symbols;
    for (const char byte : word) symbols.emplace_back(1, byte);
    for (bool merged = true; merged;) {
        merged = false;
        for (const auto& [left, right] : byte_pair_merges) {
            for (std::size_t i = 0; i + 1 < symbols.size() && !merged; ++i) {
                if (symbols[i] != left || symbols[i + 1] != right) continue;
                symbols[i] += right;
                symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(i) + 1);
                merged = true;
            }
            if (merged) break;
        }
    }
    return symbols;
}

void check_byte_pairs(const Tokenizer& tokenizer, std::string_view text) {
    const auto tokens = encoded(tokenizer, text);
    if (!tokens) return;
    std::vector<std::string> expected, found;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t length = llama3_word(rest);
        REQUIRE(length > 0 && length <= rest.size() && is_utf8(rest.substr(0, length)));
        for (std::string& symbol : reference_word(std::string(rest.substr(0, length))))
            expected.push_back(std::move(symbol));
        rest.remove_prefix(length);
    }
    for (const Token token : *tokens) {
        found.push_back(tokenizer.bytes_of(token));
        REQUIRE(tokenizer.written(token) != "<|end|>" && tokenizer.written(token) != "<user>", "a special token");
    }
    REQUIRE(found == expected);  // and so the text again
}

void check_streaming(const std::shared_ptr<const Tokenizer>& tokenizer, std::string_view bytes) {
    std::vector<Token> tokens;  // any, in any order; some outside the vocabulary
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const auto low = static_cast<unsigned char>(bytes[i]), high = static_cast<unsigned char>(bytes[i + 1]);
        tokens.push_back(high < 200 ? 3 + low : (low % 40) + 255 + (high % 2) * 2);
    }
    std::string whole;
    for (const Token token : tokens) whole += tokenizer->bytes_of(token);
    for (const bool at_start : {false, true}) {
        Detokenizer detokenizer(tokenizer, at_start);
        std::string streamed;
        for (const Token token : tokens) {
            const std::string piece = detokenizer.push(token);
            REQUIRE(repaired(piece) == piece, "a piece ends inside a character");
            streamed += piece;
        }
        streamed += detokenizer.finish();
        const bool space = at_start && tokenizer->adds_space_prefix() && whole.starts_with(' ');
        REQUIRE(streamed == repaired(space ? whole.substr(1) : whole));
        REQUIRE(detokenizer.finish().empty());
    }
}

}  // namespace

/// Any bytes as text and as tokens, against slow definitions of what must come out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::shared_ptr<const Tokenizer> pieces[] = {tokenizer_of(false), tokenizer_of(true)};
    static const std::shared_ptr<const Tokenizer> byte_pairs = byte_pair_tokenizer();
    const std::string_view bytes(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 1024));
    for (const auto& tokenizer : pieces) {
        check_pieces(*tokenizer, bytes);
        check_streaming(tokenizer, bytes);
    }
    check_byte_pairs(*byte_pairs, bytes);
    check_streaming(byte_pairs, bytes);
    return 0;
}
