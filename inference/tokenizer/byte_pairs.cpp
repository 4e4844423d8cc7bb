#include "inference/tokenizer/byte_pairs.h"

#include <fmt/format.h>

#include "inference/printable.h"
#include "inference/tokenizer/byte_alphabet.h"
#include "inference/tokenizer/file_values.h"
#include "inference/tokenizer/symbol_joining.h"

namespace inference {

namespace {

std::uint64_t pair_of(Token left, Token right) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U | static_cast<std::uint32_t>(right);
}

}  // namespace

Result<BytePairs> BytePairs::read(const gguf::GgufFile& file, const Vocabulary& vocabulary) {
    const auto merges = list_of<std::string>(file, "tokenizer.ggml.merges");
    if (!merges) return std::unexpected(merges.error());
    BytePairs pairs;
    pairs.bytes_.resize(vocabulary.size());
    pairs.words_.reserve(vocabulary.size());
    std::unordered_map<std::string_view, Token, KeyedHash> by_text;  // as the file writes them
    by_text.reserve(vocabulary.size());
    for (Token token = 0; vocabulary.contains(token); ++token) {
        const std::string_view text = vocabulary.text(token);
        if (vocabulary.kind(token) != Vocabulary::Kind::Normal || text.empty()) continue;
        auto bytes = bytes_written(text);
        if (!bytes) {  // an added token, written as it stands in texts; no word of a text becomes it
            pairs.bytes_[static_cast<std::size_t>(token)] = text;
            continue;
        }
        std::string& kept = pairs.bytes_[static_cast<std::size_t>(token)];
        kept = std::move(*bytes);
        pairs.words_.emplace(kept, token);
        by_text.emplace(text, token);
    }
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const char character = static_cast<char>(byte);
        const auto found = pairs.words_.find(std::string_view(&character, 1));
        if (found == pairs.words_.end())
            return fail(ErrorKind::InvalidFile, fmt::format("{} has no token for the byte {}", file.name(), byte),
                        broken_tokenizer_hint);
        pairs.byte_tokens_[byte] = found->second;
    }
    pairs.merges_.reserve(merges->size());
    std::string whole;
    for (std::size_t rank = 0; rank < merges->size(); ++rank) {
        const std::string_view merge = (*merges)[rank];
        const std::size_t space = merge.find(' ');
        const std::string_view left = merge.substr(0, space);
        const std::string_view right = space == std::string_view::npos ? std::string_view() : merge.substr(space + 1);
        whole.assign(left).append(right);
        const auto first = by_text.find(left), second = by_text.find(right), both = by_text.find(whole);
        if (first == by_text.end() || second == by_text.end() || both == by_text.end())
            return fail(ErrorKind::InvalidFile,
                        fmt::format("{}: merge {}, '{}', does not make a token of two tokens", file.name(), rank,
                                    printable(merge)),
                        broken_tokenizer_hint);
        pairs.merges_.emplace(pair_of(first->second, second->second),
                              Merge{static_cast<std::uint32_t>(rank), both->second});
    }
    return pairs;
}

void BytePairs::encode(std::string_view word, std::vector<Token>& tokens) const {
    if (const auto whole = words_.find(word); whole != words_.end()) {
        tokens.push_back(whole->second);
        return;
    }
    std::vector<Symbol> symbols;
    symbols.reserve(word.size());
    for (std::size_t i = 0; i < word.size(); ++i)
        symbols.push_back({i, 1, byte_tokens_[static_cast<unsigned char>(word[i])]});
    join_symbols(symbols, [&](const Symbol& left, const Symbol& right) -> std::optional<Joining> {
        const auto found = merges_.find(pair_of(*left.token, *right.token));
        if (found == merges_.end()) return std::nullopt;
        return Joining{-static_cast<double>(found->second.rank), found->second.token};
    });
    for (const Symbol& symbol : symbols)
        if (symbol.length > 0) tokens.push_back(*symbol.token);
}

}  // namespace inference
