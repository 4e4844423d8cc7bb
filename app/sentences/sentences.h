#pragma once
#include <span>

namespace app {

// What the engine says, in files by what it speaks of: whole sentences, and phrases that it puts into them. %1, %2, ...
// stand where something is put in. They are marked for translation; problem_words finds the one that was said.

std::span<const char* const> hintSentences();
std::span<const char* const> fileSentences();
std::span<const char* const> modelSentences();
std::span<const char* const> conversationSentences();
std::span<const char* const> deviceSentences();
std::span<const char* const> templateSentences();

}  // namespace app
