#include "inference/tokenizer/detokenizer.h"

#include <utility>

#include "inference/tokenizer/utf8.h"

namespace inference {

Detokenizer::Detokenizer(std::shared_ptr<const Tokenizer> tokenizer, bool at_start)
    : tokenizer_(std::move(tokenizer)), at_start_(at_start && tokenizer_->adds_space_prefix()) {}

std::string Detokenizer::push(Token token) {
    std::string bytes = tokenizer_->bytes_of(token);
    if (at_start_ && !bytes.empty()) {
        if (bytes.front() == ' ') bytes.erase(0, 1);
        at_start_ = false;
    }
    pending_ += bytes;
    std::string whole;
    std::string_view rest = pending_;
    while (!rest.empty()) {
        const Utf8Step step = next_character(rest);
        if (step.kind == Utf8Step::Kind::Incomplete) break;
        whole += step.kind == Utf8Step::Kind::Character ? rest.substr(0, step.length) : replacement_character;
        rest.remove_prefix(step.length);
    }
    pending_.erase(0, pending_.size() - rest.size());
    return whole;
}

std::string Detokenizer::finish() {
    return std::exchange(pending_, {}).empty() ? "" : std::string(replacement_character);
}

}  // namespace inference
