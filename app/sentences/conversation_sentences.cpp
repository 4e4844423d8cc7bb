// What is asked of a model, how it answers, and what is kept of that.
#include <QtGlobal>
#include <array>

#include "app/sentences/sentences.h"

namespace app {
namespace {

constexpr std::array sentences = {
    // What is asked of the model.
    QT_TRANSLATE_NOOP("Engine", "no model is loaded"),
    QT_TRANSLATE_NOOP("Engine", "the model is still being loaded"),
    QT_TRANSLATE_NOOP("Engine", "the model is not loaded yet"),
    QT_TRANSLATE_NOOP("Engine", "the conversation has 0 questions"),
    QT_TRANSLATE_NOOP("Engine", "the text is not UTF-8 at byte %1"),
    QT_TRANSLATE_NOOP("Engine", "the newest message has %1 tokens, the context has room for %2"),
    QT_TRANSLATE_NOOP("Engine", "the system prompt and the newest message have %1 tokens, the context has room for %2"),
    QT_TRANSLATE_NOOP("Engine", "the prompt has 0 tokens"),
    QT_TRANSLATE_NOOP("Engine", "the prompt has %1 tokens, a context of %2 has room for %3"),
    QT_TRANSLATE_NOOP("Engine", "token %1 is outside the vocabulary of %2"),
    QT_TRANSLATE_NOOP("Engine", "the session has 0 tokens to go on from"),
    QT_TRANSLATE_NOOP("Engine", "position %1 is behind the session's %2 tokens"),
    QT_TRANSLATE_NOOP("Engine", "a context of %1 tokens was asked for"),
    QT_TRANSLATE_NOOP("Engine", "%1 tokens from position %2 do not fit a context of %3"),
    QT_TRANSLATE_NOOP("Engine", "the first stage works on 1 batch"),
    QT_TRANSLATE_NOOP("Engine", "a batch was sent while another is under way"),
    QT_TRANSLATE_NOOP("Engine", "ticket %1 names no batch under way"),
    QT_TRANSLATE_NOOP("Engine", "a batch has %1 tokens, 1 to %2 can be computed"),
    QT_TRANSLATE_NOOP("Engine", "a batch has %1 tokens and %2 activations, 1 to %3 %4 can be computed"),
    QT_TRANSLATE_NOOP("Engine", "tokens"),
    QT_TRANSLATE_NOOP("Engine", "times %1 activations"),
    QT_TRANSLATE_NOOP("Engine", "a stage that is not the first was sent %1 tokens and %2 activations, not rows of %3"),
    QT_TRANSLATE_NOOP("Engine", "%1 bytes for %2 positions of cache part %3 do not fit a cache of %4"),
    // Sampling.
    QT_TRANSLATE_NOOP("Engine", "the temperature is %1"),
    QT_TRANSLATE_NOOP("Engine", "the top-p is %1"),
    QT_TRANSLATE_NOOP("Engine", "the min-p is %1"),
    QT_TRANSLATE_NOOP("Engine", "the typical-p is %1"),
    QT_TRANSLATE_NOOP("Engine", "the repetition penalty is %1"),
    QT_TRANSLATE_NOOP("Engine", "the presence penalty is %1"),
    QT_TRANSLATE_NOOP("Engine", "the frequency penalty is %1"),
    QT_TRANSLATE_NOOP("Engine", "a bias names token %1, the vocabulary has %2"),
    QT_TRANSLATE_NOOP("Engine", "the bias of token %1 is %2"),
    QT_TRANSLATE_NOOP("Engine", "the biases forbid all %1 tokens of the vocabulary"),
    QT_TRANSLATE_NOOP("Engine", "the model's logits are no numbers within the first %1 tokens"),
    QT_TRANSLATE_NOOP("Engine", "the text has %1 tokens"),
    QT_TRANSLATE_NOOP("Engine", "the stride is %1, a window has %2 tokens"),
    QT_TRANSLATE_NOOP("Engine", "the stride is %1, a window has %2 tokens beside the one that begins a text"),
    // What is kept of a conversation.
    QT_TRANSLATE_NOOP("Engine", "%1 is no session file"),
    QT_TRANSLATE_NOOP("Engine", "%1 is of version %2, this program reads %3"),
    QT_TRANSLATE_NOOP("Engine", "%1 was made with another model file"),
    QT_TRANSLATE_NOOP("Engine", "%1 was made on another device"),
    QT_TRANSLATE_NOOP("Engine", "%1 was made with the layers shared out in another way, on %2 devices, %3 are here"),
    QT_TRANSLATE_NOOP("Engine", "%1 was computed with --precision %2, %3 is wanted"),
    QT_TRANSLATE_NOOP("Engine", "%1 has a cache of type %2, %3 is wanted"),
    QT_TRANSLATE_NOOP("Engine", "%1 has %2 tokens, a context of %3 has room for %4"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it ends at byte %2, before its end"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has a text of %2 bytes, which cannot be"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has a cache of type %2"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it was computed with precision %2, which there is not"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has %2 tokens, which cannot be"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has %2 stages, which cannot be"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has %2 bytes, stage %3 alone has %4 times %5"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has %2 bytes, it should have %3"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has changed since it was written, its checksum is wrong"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has %2 tokens, and caches of another number"),
    QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it has the token %2, which is outside the vocabulary of %3"),
    QT_TRANSLATE_NOOP("Engine", "a note of %1 bytes does not fit a session file, %2 do"),
};

}  // namespace

std::span<const char* const> conversationSentences() { return sentences; }

}  // namespace app
