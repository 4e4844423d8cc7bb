#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"
#include "inference/token.h"

namespace inference {

/// Text to tokens and back, from a file's own tokenizer.ggml.* keys. Immutable and thread-safe.
/// Two kinds: SentencePiece (tokenizer.ggml.model `llama`: LLaMA 1 and 2) and byte pairs by Llama 3's rule (`gpt2`).
class Tokenizer {
public:
    /// Fails when a key is missing, lists differ in length, an id is outside the vocabulary, a merge names no token, or
    /// the tokenizer or its rule for words is another, naming it.
    static Result<std::shared_ptr<const Tokenizer>> create(const gguf::GgufFile& file);

    virtual ~Tokenizer() = default;
    virtual std::uint32_t vocabulary_size() const = 0;

    /// Ordinary text only: what looks like a special token ("<s>", "</s>") is text. No BOS. Needs valid UTF-8.
    virtual Result<std::vector<Token>> encode(std::string_view text) const = 0;
    /// The same, but control and user-defined tokens written in the text become themselves. For templates, never for
    /// what a person typed.
    virtual Result<std::vector<Token>> encode_with_special(std::string_view text) const = 0;

    /// The bytes a token stands for: may be part of a character. Control tokens give nothing.
    virtual std::string bytes_of(Token token) const = 0;
    /// The token as the file writes it ("<0x0A>", "\u2581the").
    virtual std::string_view written(Token token) const = 0;

    /// The control or user-defined token that is written exactly so ("<|eot_id|>").
    virtual std::optional<Token> special(std::string_view text) const = 0;
    virtual std::optional<Token> bos() const = 0;
    virtual std::optional<Token> eos() const = 0;
    virtual std::optional<Token> eot() const = 0;  ///< ends a turn; by its key, else by a known text
    virtual bool adds_bos() const = 0;             ///< tokenizer.ggml.add_bos_token, true where it is absent
    virtual bool adds_space_prefix() const = 0;
    /// EOS and every end-of-turn token that the file declares; where it declares none, those with a known text.
    virtual bool ends_turn(Token token) const = 0;
};

}  // namespace inference
