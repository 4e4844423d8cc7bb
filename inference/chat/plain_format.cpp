#include "inference/chat/plain_format.h"

namespace inference {

Result<std::vector<Token>> PlainFormat::encode(const Tokenizer& tokenizer, std::span<const Turn> turns) const try {
    std::string text;
    for (const Turn& turn : turns) {
        if (turn.role != Role::Assistant && !text.empty() && text.back() != '\n') text += '\n';
        text += turn.text;
    }
    auto encoded = tokenizer.encode(text);
    if (encoded && tokenizer.adds_bos() && tokenizer.bos()) encoded->insert(encoded->begin(), *tokenizer.bos());
    return encoded;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
