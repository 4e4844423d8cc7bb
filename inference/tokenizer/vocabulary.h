#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"
#include "inference/token.h"

namespace inference {

/// The tokens of a file with their kinds, from its tokenizer.ggml.* keys, checked: what every kind of tokenizer has.
class Vocabulary {
public:
    /// Numbers as the file has them (tokenizer.ggml.token_type).
    enum class Kind : std::int32_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

    Vocabulary(Vocabulary&&) = default;  // no copies: others point at the texts, which stay where they are in a move
    Vocabulary& operator=(Vocabulary&&) = default;

    static Result<Vocabulary> read(const gguf::GgufFile& file);

    std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
    std::string_view text(Token token) const { return texts_[static_cast<std::size_t>(token)]; }
    Kind kind(Token token) const { return kinds_[static_cast<std::size_t>(token)]; }
    bool contains(Token token) const { return token >= 0 && static_cast<std::uint32_t>(token) < size(); }
    /// Control and user-defined tokens: what a template writes, and ordinary text never becomes.
    bool is_special(Token token) const { return kind(token) == Kind::Control || kind(token) == Kind::UserDefined; }

    /// The byte of a byte token.
    std::optional<std::uint8_t> byte_of(Token token) const;

    std::optional<Token> bos, eos;
    std::optional<Token> eot;         ///< declared by its key, else the first token with one of the known texts
    std::vector<Token> ends_of_turn;  ///< sorted: eos, eot and eom as declared, else as their texts say; ends of text

private:
    Vocabulary() = default;
    /// Some converters typed markers ("<|im_end|>") and declared tokens ("</s>") as ordinary ones. What a template
    /// writes would then be read letter by letter, and a person could type them.
    void mark_control(std::initializer_list<std::optional<Token>> declared);

    std::vector<std::string> texts_;
    std::vector<Kind> kinds_;
};

}  // namespace inference
