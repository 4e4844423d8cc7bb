#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"
#include "inference/token.h"

namespace inference {

/// The tokens of a file with their kinds and scores, from its tokenizer.ggml.* keys, checked.
class Vocabulary {
public:
    /// Numbers as the file has them (tokenizer.ggml.token_type).
    enum class Kind : std::int32_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

    Vocabulary(Vocabulary&&) = default;  // no copies: pieces_ points into texts_
    Vocabulary& operator=(Vocabulary&&) = default;

    static Result<Vocabulary> read(const gguf::GgufFile& file);

    std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
    std::string_view text(Token token) const { return texts_[static_cast<std::size_t>(token)]; }
    Kind kind(Token token) const { return kinds_[static_cast<std::size_t>(token)]; }
    float score(Token token) const { return scores_[static_cast<std::size_t>(token)]; }
    bool contains(Token token) const { return token >= 0 && static_cast<std::uint32_t>(token) < size(); }

    /// A token that ordinary text may become: normal or user-defined.
    std::optional<Token> find_piece(std::string_view text) const;
    /// What stands for a byte that no piece covers: its byte token, else the unknown token.
    Token byte_token(std::uint8_t byte) const { return byte_tokens_[byte]; }
    /// The byte of a byte token.
    std::optional<std::uint8_t> byte_of(Token token) const;

    /// Control and user-defined tokens, the longest text first.
    const std::vector<Token>& special_tokens() const { return special_tokens_; }

    std::optional<Token> bos, eos;
    std::vector<Token> ends_of_turn;  ///< eos, eot and eom as the file declares them

private:
    Vocabulary() = default;

    std::vector<std::string> texts_;
    std::vector<Kind> kinds_;
    std::vector<float> scores_;
    std::unordered_map<std::string_view, Token> pieces_;
    std::array<Token, 256> byte_tokens_{};
    std::vector<Token> special_tokens_;
};

}  // namespace inference
