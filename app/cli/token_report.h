#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "inference/sampling/token_details.h"
#include "inference/tokenizer/tokenizer.h"

namespace app::cli {

/// A token with its likeliest alternatives on one line: texts as JSON strings, so that spaces and ends of lines are
/// seen, each with its probability; the chosen one first, behind a tab the others.
std::string lineOf(const inference::Tokenizer& tokenizer, inference::Token token,
                   const inference::TokenDetails& details);

/// The same as JSON, with natural logarithms of the probabilities.
nlohmann::ordered_json jsonOf(const inference::Tokenizer& tokenizer, inference::Token token,
                              const inference::TokenDetails& details);

}  // namespace app::cli
