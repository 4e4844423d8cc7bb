// What a sound file says of its model.
#include <QtGlobal>
#include <array>

#include "app/sentences/sentences.h"

namespace app {
namespace {

constexpr std::array sentences = {
    // The architecture.
    QT_TRANSLATE_NOOP("Engine", "%1 is a model of the architecture '%2'"),
    QT_TRANSLATE_NOOP("Engine", "%1: its layers differ in %2 (%3 and %4), which is not supported"),
    QT_TRANSLATE_NOOP("Engine", "%1: it has %2 (%3 is %4), which is not supported"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is %3, 1 to %4 make sense"),
    QT_TRANSLATE_NOOP("Engine", "%1: token_embd.weight is no matrix of at most %2 rows"),
    QT_TRANSLATE_NOOP("Engine", "%1: llama.vocab_size is %2, token_embd.weight has %3 rows"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 heads cannot share %3 key and value heads"),
    QT_TRANSLATE_NOOP("Engine", "%1: a head has %2 values, an even number up to %3 is needed"),
    QT_TRANSLATE_NOOP("Engine", "%1: heads with keys of %2 values and values of %3 are not supported"),
    QT_TRANSLATE_NOOP("Engine", "%1: llama.attention.layer_norm_rms_epsilon is %2"),
    QT_TRANSLATE_NOOP("Engine", "experts in its layers"),
    QT_TRANSLATE_NOOP("Engine", "layers with and without a sliding window"),
    QT_TRANSLATE_NOOP("Engine", "attention in chunks"),
    QT_TRANSLATE_NOOP("Engine", "attention to what comes later"),
    QT_TRANSLATE_NOOP("Engine", "clamped queries, keys and values"),
    QT_TRANSLATE_NOOP("Engine", "a scale of attention of its own"),
    QT_TRANSLATE_NOOP("Engine", "a temperature of attention"),
    QT_TRANSLATE_NOOP("Engine", "a scale of attention's output"),
    QT_TRANSLATE_NOOP("Engine", "a soft cap of attention"),
    QT_TRANSLATE_NOOP("Engine", "a soft cap of logits"),
    QT_TRANSLATE_NOOP("Engine", "a scale of logits"),
    QT_TRANSLATE_NOOP("Engine", "a scale of residuals"),
    QT_TRANSLATE_NOOP("Engine", "a scale of embeddings"),
    QT_TRANSLATE_NOOP("Engine", "attention and feed-forward side by side"),
    QT_TRANSLATE_NOOP("Engine", "layers that predict several tokens"),
    // Positions.
    QT_TRANSLATE_NOOP("Engine", "%1: a parameter of its RoPE, %2, is not known"),
    QT_TRANSLATE_NOOP("Engine", "%1: its RoPE scaling '%2' is not supported"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is no vector of %3 numbers of type F32"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 holds a divisor of %3"),
    QT_TRANSLATE_NOOP("Engine", "%1: llama.rope.%2 is %3"),
    QT_TRANSLATE_NOOP("Engine", "%1: llama.rope.%2 is %3, only %4 is supported with its RoPE scaling"),
    QT_TRANSLATE_NOOP("Engine", "%1: llama.rope.%2 is %3, an even number up to the %4 values of a head is needed"),
    // Weights.
    QT_TRANSLATE_NOOP("Engine", "%1 lacks the tensor token_embd.weight"),
    QT_TRANSLATE_NOOP("Engine", "%1 lacks the tensor %2"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 is stored as %3, F32 is needed"),
    QT_TRANSLATE_NOOP("Engine", "%1 has %2 tensors that a LLaMA decoder does not use, such as '%3'"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 has the shape (%3), (%4) is needed"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 (%3, %4 dimensions) is no matrix of a known type"),
    QT_TRANSLATE_NOOP("Engine", "%1: tensor %2 of %3 x %4 weights in %5 has %6 bytes"),
    // The tokenizer.
    QT_TRANSLATE_NOOP("Engine", "%1 has the tokenizer '%2', which is not supported"),
    QT_TRANSLATE_NOOP("Engine", "%1 does not say how its byte-pair tokenizer splits words (tokenizer.ggml.pre)"),
    QT_TRANSLATE_NOOP("Engine", "%1 splits words by the rule '%2' (tokenizer.ggml.pre), which is not supported"),
    QT_TRANSLATE_NOOP(
        "Engine", "%1 splits words by the rule '%2' (%3) before its SentencePiece tokenizer, which is not supported"),
    QT_TRANSLATE_NOOP("Engine", "%1 has no token for the byte %2"),
    QT_TRANSLATE_NOOP("Engine", "%1 has no token for the byte %2 and none for the unknown"),
    QT_TRANSLATE_NOOP("Engine", "%1: merge %2, '%3', does not make a token of two tokens"),
    QT_TRANSLATE_NOOP("Engine", "%1 has %2 tokens and %3 scores"),
    QT_TRANSLATE_NOOP("Engine", "%1 has %2 tokens and %3 token types"),
    QT_TRANSLATE_NOOP("Engine", "%1: token %2 has the score %3"),
    QT_TRANSLATE_NOOP("Engine", "%1: token %2 has the type %3"),
    QT_TRANSLATE_NOOP("Engine", "%1: byte token %2 is written '%3'"),
    QT_TRANSLATE_NOOP("Engine", "%1: token %2 has %3 bytes, at most %4 are read"),
    QT_TRANSLATE_NOOP("Engine", "%1: %2 is %3, the vocabulary has %4 tokens"),
    QT_TRANSLATE_NOOP("Engine", "%1 has a vocabulary of %2 tokens"),
    QT_TRANSLATE_NOOP("Engine", "%1: the vocabulary has %2 tokens, the embedding %3 rows"),
};

}  // namespace

std::span<const char* const> modelSentences() { return sentences; }

}  // namespace app
