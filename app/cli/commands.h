#pragma once
#include "app/cli/command_line.h"

/// The commands, a file each. Every one gets the words after its name and, with --help, only prints its help.
namespace app::cli {

Result<void> chat(Words words);
Result<void> generate(Words words);
Result<void> tokenize(Words words);
Result<void> logits(Words words);
Result<void> perplexity(Words words);
Result<void> bench(Words words);
Result<void> inspect(Words words);
Result<void> devices(Words words);
Result<void> conversations(Words words);
Result<void> exportConversations(Words words);

}  // namespace app::cli
