#include "inference/tokenizer/tokenizer.h"

#include <fmt/format.h>

#include "inference/printable.h"
#include "inference/tokenizer/byte_pair_tokenizer.h"
#include "inference/tokenizer/sentence_piece_tokenizer.h"

namespace inference {

Result<std::shared_ptr<const Tokenizer>> Tokenizer::create(const gguf::GgufFile& file) try {
    const auto model = file.string("tokenizer.ggml.model");
    if (!model) return std::unexpected(model.error());
    if (*model == "llama") return SentencePieceTokenizer::create(file);
    if (*model == "gpt2") return BytePairTokenizer::create(file);
    return fail(ErrorKind::UnsupportedFile,
                fmt::format("{} has the tokenizer '{}', which is not supported", file.name(), printable(*model)),
                "Choose a model whose tokenizer is 'llama' (SentencePiece) or 'gpt2' (byte pairs, as Llama 3).");
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
