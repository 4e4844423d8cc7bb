#include <fmt/format.h>
#include <QFile>
#include <algorithm>
#include <bit>
#include <limits>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/loaded_session.h"
#include "app/cli/text_input.h"
#include "app/interchange/export_file.h"

namespace app::cli {
namespace {

using inference::Token;

Result<std::vector<Token>> readTokens(const std::string& file) {
    const auto text = readText(file);
    if (!text) return std::unexpected(text.error());
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    const std::string hint = "Write {\"tokens\": [1, 403, 407]}.";
    if (!json.is_object() || !json.contains("tokens") || !json["tokens"].is_array())
        return fail(fmt::format("{} is no JSON object with a list \"tokens\"", file), hint);
    std::vector<Token> tokens;
    for (const auto& item : json["tokens"]) {
        if (!item.is_number_integer() || item < 0 || item > std::numeric_limits<Token>::max())
            return fail(fmt::format("{}: entry {} of \"tokens\" is no token id", file, tokens.size()), hint);
        tokens.push_back(item.get<Token>());
    }
    return tokens;
}

}  // namespace

Result<void> logits(Words words) {
    std::string model;
    std::optional<std::string> tokenFile, output;
    ModelOptions where;
    CommandLine line("altiplano logits", "MODEL --tokens FILE.json --output FILE [OPTIONS]",
                     "One causal pass over the tokens; writes float32, little-endian, (positions, vocabulary).",
                     "altiplano logits llama-7b.gguf --tokens tokens.json --output logits.f32 --precision exact");
    line.operand("MODEL", model);
    line.text("--tokens", "FILE.json|-", "{\"tokens\": [ids]}", tokenFile);
    line.text("--output", "FILE", "written whole or not at all", output);
    where.addTo(line);
    if (auto parsed = line.parse(words); !parsed) return parsed;
    if (!tokenFile || !output)
        return wrongUsage(fmt::format("{} is missing", tokenFile ? "--output" : "--tokens"),
                          "altiplano logits --help has an example.");

    const QString target = QFile::decodeName(output->c_str());
    if (auto writable = checkTarget(target); !writable) return fail(writable.error());
    const auto tokens = readTokens(*tokenFile);
    if (!tokens) return std::unexpected(tokens.error());
    if (!where.context)  // the list says how long it must be
        where.context = static_cast<std::uint32_t>(std::clamp<std::size_t>(tokens->size(), 2, 1U << 24U));
    const auto loaded = loadModel(model, where);
    if (!loaded) return std::unexpected(loaded.error());
    const auto session = openSession(*loaded, where);
    if (!session) return std::unexpected(session.error());
    const auto rows = (*session)->logits(*tokens, {});
    if (!rows) return fail(rows.error());

    static_assert(std::endian::native == std::endian::little);
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(rows->data()),
                                               static_cast<qsizetype>(rows->size()) * qsizetype{sizeof(float)});
    if (auto written = writeWhole(target, bytes); !written) return fail(written.error());
    return {};
}

}  // namespace app::cli
