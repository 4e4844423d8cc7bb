#include "app/cli/token_report.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "inference/tokenizer/utf8.h"

namespace app::cli {
namespace {

using inference::Token;
using Json = nlohmann::ordered_json;

/// The text that a token stands for, or the way the file writes it where that is no whole character or none at all.
std::string textOf(const inference::Tokenizer& tokenizer, Token token) {
    std::string bytes = tokenizer.bytes_of(token);
    if (!bytes.empty() && inference::find_invalid_utf8(bytes) == std::string_view::npos) return bytes;
    return std::string(tokenizer.written(token));
}

std::string quoted(const inference::Tokenizer& tokenizer, Token token, float logProbability) {
    const std::string text = Json(textOf(tokenizer, token)).dump(-1, ' ', false, Json::error_handler_t::replace);
    return fmt::format("{} {:.4f}", text, std::exp(static_cast<double>(logProbability)));
}

/// JSON has no infinities.
Json number(float value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json jsonOf(const inference::Tokenizer& tokenizer, Token token, float logProbability) {
    return {{"id", token}, {"text", textOf(tokenizer, token)}, {"log_probability", number(logProbability)}};
}

}  // namespace

std::string lineOf(const inference::Tokenizer& tokenizer, Token token, const inference::TokenDetails& details) {
    std::string line = quoted(tokenizer, token, details.log_probability);
    char before = '\t';
    for (const auto& alternative : details.alternatives) {
        line += before + quoted(tokenizer, alternative.token, alternative.log_probability);
        before = ' ';
    }
    return line + '\n';
}

Json jsonOf(const inference::Tokenizer& tokenizer, Token token, const inference::TokenDetails& details) {
    Json json = jsonOf(tokenizer, token, details.log_probability);
    Json alternatives = Json::array();
    for (const auto& alternative : details.alternatives)
        alternatives.push_back(jsonOf(tokenizer, alternative.token, alternative.log_probability));
    json["alternatives"] = std::move(alternatives);
    return json;
}

}  // namespace app::cli
