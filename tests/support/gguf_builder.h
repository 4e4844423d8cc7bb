#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace test_support {

/// Numbers of the value types in a file.
enum class GgufType : std::uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, Text, Array, U64, I64, F64 };

/// Writes GGUF files: sound ones, and ones that break a single rule. It knows nothing of the reader.
class GgufBuilder {
public:
    struct Tensor {
        std::string name;
        std::vector<std::uint64_t> shape;  ///< slowest index first
        std::uint32_t type = 0;
        std::string data;
        std::uint64_t hollow_bytes = 0;           ///< behind `data`, never written: a hole in the file
        std::optional<std::uint64_t> offset;      ///< where it says it lies; by itself, behind the one before
        std::optional<std::uint32_t> dimensions;  ///< how many it says it has
    };

    // What stands before keys and tensors.
    std::string magic = "GGUF";
    std::uint32_t version = 3;
    std::optional<std::uint64_t> claimed_keys;
    std::optional<std::uint64_t> claimed_tensors;
    std::uint64_t alignment = 32;  ///< of the tensors' places; the key is another matter

    /// Sets a key, in the place where it stood if there was one.
    GgufBuilder& put(std::string_view key, std::uint32_t value);
    GgufBuilder& put(std::string_view key, float value);
    GgufBuilder& put(std::string_view key, bool value);
    GgufBuilder& put(std::string_view key, const char* value);
    GgufBuilder& put(std::string_view key, std::span<const std::string> values);
    GgufBuilder& put(std::string_view key, std::span<const float> values);
    GgufBuilder& put(std::string_view key, std::span<const std::int32_t> values);
    /// Any type with any bytes behind it.
    GgufBuilder& put_raw(std::string_view key, std::uint32_t type, std::string bytes);
    GgufBuilder& put_raw(std::string_view key, GgufType type, std::string bytes);
    /// A key once more.
    GgufBuilder& repeat(std::string_view key);
    GgufBuilder& remove(std::string_view key);

    /// A tensor of float32 with every weight 0.5, in the order of the file.
    GgufBuilder& add(std::string_view name, std::vector<std::uint64_t> shape);
    /// The same with every weight 0, as a hole in a file that is not written out (`write_sparse`).
    GgufBuilder& add_hollow(std::string_view name, std::vector<std::uint64_t> shape);
    Tensor& tensor(std::string_view name);
    std::vector<Tensor>& tensors() { return tensors_; }
    GgufBuilder& remove_tensor(std::string_view name);

    /// The model in so many parts, as gguf-split writes it: keys in the first, tensors over all, their order kept.
    std::vector<GgufBuilder> split(std::size_t parts) const;

    std::string text() const;              ///< the file; no tensor is hollow
    std::vector<std::byte> bytes() const;  ///< the same
    /// Writes keys and tensors' places, and a hole as long as all tensors: each of them is hollow. Whether it worked.
    bool write_sparse(const std::string& path) const;

private:
    std::string header() const;
    std::uint64_t end_of(const Tensor& tensor, std::uint64_t place) const;

    struct Entry {
        std::string key;
        std::uint32_t type;
        std::string bytes;
    };
    std::vector<Entry> entries_;
    std::vector<Tensor> tensors_;
};

/// A value as it stands in a file, little-endian; a text with its length before it.
template <typename T>
std::string stored(T value) {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}
std::string stored_text(std::string_view text);

/// A token of a vocabulary: kinds as in tokenizer.ggml.token_type.
struct Piece {
    std::string text;
    float score = 0.0F;
    std::int32_t kind = 1;
};

/// <unk>, <s>, </s> and all bytes, the tokens 0 to 258, then `more`.
std::vector<Piece> byte_vocabulary(std::span<const Piece> more);

/// Replaces the three lists of a file's tokenizer.
void put_vocabulary(GgufBuilder& file, std::span<const Piece> pieces);

/// The keys of a tokenizer: SentencePiece, BOS 1, EOS 2.
GgufBuilder vocabulary_file(std::span<const Piece> pieces);

/// Bytes as the vocabularies of byte-pair tokenizers write them.
std::string in_byte_alphabet(std::string_view bytes);

/// All bytes as tokens 0 to 255, in the order of their values, then `more` in the same alphabet, then
/// <|begin_of_text|> and <|end_of_text|>.
std::vector<Piece> byte_pair_vocabulary(std::span<const Piece> more);

/// The keys of a byte-pair tokenizer by Llama 3's rule; BOS and EOS are the last two of byte_pair_vocabulary(more).
GgufBuilder byte_pair_file(std::span<const Piece> more, std::span<const std::string> merges);

/// A whole LLaMA in some 7 KB, sound in every way: 2 layers, embedding 8, 2 heads sharing 1 key and value head,
/// feed-forward 12, 10 tokens, context 64.
GgufBuilder small_model();

}  // namespace test_support
