#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/planned.h"
#include "app/cli/shared_options.h"
#include "app/cli/terminal_text.h"
#include "inference/chat/file_format.h"
#include "inference/model/model_file.h"
#include "inference/size_in_words.h"

namespace app::cli {
namespace {

using inference::gguf::GgufFile;

struct TensorsOfType {
    std::size_t tensors = 0;
    std::uint64_t bytes = 0;
};

/// What is known of a file, whether this program can run it or not.
struct Inspected {
    std::shared_ptr<const GgufFile> file;
    std::string architecture, name, tokenizer;
    std::map<std::string, TensorsOfType> types;
    std::uint64_t weightsBytes = 0;
    inference::Result<std::shared_ptr<const inference::ModelFile>> model;
    inference::Result<inference::FileFormat> format;
    std::uint32_t context = 0;  ///< for which cacheBytes is
    std::uint64_t cacheBytes = 0;
    std::optional<inference::Result<inference::Plan>> plan;  ///< of a model that can be run
};

std::string textOf(const GgufFile& file, std::string_view key) {
    const auto text = file.string(key);
    return text ? std::string(*text) : std::string();
}

Inspected look(const std::shared_ptr<const GgufFile>& file, const std::string& path, const ModelOptions& options) {
    Inspected inspected{.file = file,
                        .architecture = textOf(*file, "general.architecture"),
                        .name = textOf(*file, "general.name"),
                        .tokenizer = textOf(*file, "tokenizer.ggml.model"),
                        .types = {},
                        .model = inference::ModelFile::open(path),
                        .format = inference::chat_format_of(*file),
                        .plan = {}};
    for (const auto& tensor : file->tensors()) {
        auto& type = inspected.types[std::string(inference::gguf::name_of(static_cast<std::uint32_t>(tensor.type)))];
        ++type.tensors;
        type.bytes += tensor.bytes;
        inspected.weightsBytes += tensor.bytes;
    }
    if (inspected.model) {
        const auto& config = (*inspected.model)->config;
        inspected.context = options.loading().conversation_with(config).context_length;
        inspected.cacheBytes = std::uint64_t{2} * config.layer_count * inspected.context *
                               inference::cache_bytes(options.cache(), config.kv_length());
        const auto engine = makeEngine(options.dataDirectory);
        inspected.plan = engine ? planOf(**engine, *inspected.model, options) : std::unexpected(engine.error());
    }
    return inspected;
}

/// "6.74 B": the parameters, and their size's name where it is one of the four.
std::string parametersInWords(std::uint64_t count) {
    std::string words = count >= 1'000'000'000 ? fmt::format("{:.2f} billion", static_cast<double>(count) / 1e9)
                        : count >= 1'000'000   ? fmt::format("{:.2f} million", static_cast<double>(count) / 1e6)
                                               : std::to_string(count);
    switch (inference::size_class_of(count)) {
        case inference::SizeClass::B7: return words + " (7B)";
        case inference::SizeClass::B13: return words + " (13B)";
        case inference::SizeClass::B33: return words + " (33B)";
        case inference::SizeClass::B65: return words + " (65B)";
        case inference::SizeClass::Other: break;
    }
    return words;
}

std::string formatInWords(const inference::Result<inference::FileFormat>& format) {
    using Source = inference::FileFormat::Source;
    if (!format) return fmt::format("not known: {}", format.error().what);
    switch (format->source) {
        case Source::Template: return format->title() + ", by the file's template";
        case Source::Assumed:
            return fmt::format("{}, assumed: the file's template cannot be run ({})", format->title(), format->problem);
        case Source::Name: return format->title() + ", by the model's name";
        case Source::Default:
        case Source::Chosen: break;
    }
    return format->title() + "; the file says nothing";
}

/// "chat_format" is the name for --format, null where only the file's own template will do.
void putFormat(const inference::Result<inference::FileFormat>& format, nlohmann::ordered_json& json) {
    using Source = inference::FileFormat::Source;
    json["chat_format"] = nullptr;
    if (!format) return;
    if (format->name) json["chat_format"] = inference::name_of(*format->name);
    json["chat_format_by"] = format->source == Source::Template  ? "template"
                             : format->source == Source::Assumed ? "assumption"
                             : format->source == Source::Name    ? "name"
                                                                 : "default";
    if (!format->problem.empty()) json["chat_template_problem"] = format->problem;
}

std::string inWords(const Inspected& inspected) {
    std::string text = inspected.file->name() + '\n';
    const auto row = [&text](std::string_view name, const std::string& value) {
        if (!value.empty()) text += fmt::format("  {:<14}{}\n", name, onOneLine(value));
    };
    const std::size_t files = inspected.file->paths().size();
    row("file",
        fmt::format("GGUF {}, {}{}", inspected.file->version(), inference::size_in_words(inspected.file->size_bytes()),
                    files > 1 ? fmt::format(" in {} files", files) : std::string()));
    row("name", inspected.name);
    row("architecture", inspected.architecture);
    for (const auto& [name, type] : inspected.types)
        row("weights", fmt::format("{} {}, {} tensors", name, inference::size_in_words(type.bytes), type.tensors));
    row("tokenizer", inspected.tokenizer);
    if (inspected.model) {
        const auto& config = (*inspected.model)->config;
        row("parameters", parametersInWords(config.parameter_count));
        row("layers", fmt::format("{}, embedding {}, feed-forward {}", config.layer_count, config.embedding_length,
                                  config.feed_forward_length));
        row("attention", fmt::format("{} heads of {}, {} for keys and values", config.head_count, config.head_size,
                                     config.kv_head_count));
        row("vocabulary", fmt::format("{} tokens", config.vocabulary_size));
        row("context", fmt::format("trained for {} tokens", config.context_length));
        row("memory",
            fmt::format("{} of weights and {} of cache for {} tokens", inference::size_in_words(inspected.weightsBytes),
                        inference::size_in_words(inspected.cacheBytes), inspected.context));
        row("chat format", formatInWords(inspected.format));
        if (*inspected.plan)
            for (const auto& [name, value] : cli::inWords(**inspected.plan)) row(name, value);
        else
            row("cannot run", fmt::format("{}. {}", inspected.plan->error().what, inspected.plan->error().hint));
    } else {
        const auto& error = inspected.model.error();
        row("cannot run", fmt::format("{}. {}", error.what, error.hint));
    }
    return forTerminal(text);
}

std::string asJson(const Inspected& inspected) {
    nlohmann::ordered_json json = {
        {"file", inspected.file->name()},
        {"gguf_version", inspected.file->version()},
        {"file_bytes", inspected.file->size_bytes()},
        {"files", inspected.file->paths().size()},
        {"architecture", inspected.architecture},
        {"name", inspected.name},
        {"tokenizer", inspected.tokenizer},
        {"weights", nlohmann::ordered_json::object()},
        {"weights_bytes", inspected.weightsBytes},
        {"usable", inspected.model.has_value()},
    };
    for (const auto& [name, type] : inspected.types)
        json["weights"][name] = {{"tensors", type.tensors}, {"bytes", type.bytes}};
    if (inspected.model) {
        const auto& config = (*inspected.model)->config;
        json["parameter_count"] = config.parameter_count;
        json["quantisation"] = config.quantisation;
        json["layer_count"] = config.layer_count;
        json["embedding_length"] = config.embedding_length;
        json["feed_forward_length"] = config.feed_forward_length;
        json["head_count"] = config.head_count;
        json["kv_head_count"] = config.kv_head_count;
        json["head_size"] = config.head_size;
        json["vocabulary_size"] = config.vocabulary_size;
        json["context_length"] = config.context_length;
        json["cache"] = {{"tokens", inspected.context}, {"bytes", inspected.cacheBytes}};
        putFormat(inspected.format, json);
        if (*inspected.plan)
            json["plan"] = cli::asJson(**inspected.plan);
        else
            json["problem"] = {{"what", inspected.plan->error().what}, {"hint", inspected.plan->error().hint}};
    } else {
        json["problem"] = {{"what", inspected.model.error().what}, {"hint", inspected.model.error().hint}};
    }
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace

Result<void> inspect(Words words) {
    std::string model;
    bool json = false;
    ModelOptions options;
    CommandLine line(
        "altiplano inspect", "MODEL [--json] [OPTIONS]",
        "What a file is, where its layers would go and how fast it would be; of a file that cannot be run, why.",
        "altiplano inspect llama-7b.gguf --context 2048");
    line.operand("MODEL", model);
    line.flag("--json", "an object", json);
    options.addPlacesTo(line);
    if (auto parsed = line.parse(words); !parsed) return parsed;
    auto file = GgufFile::open(model);
    if (!file) return fail(file.error());
    const Inspected inspected = look(*file, model, options);
    return print(json ? asJson(inspected) : inWords(inspected));
}

}  // namespace app::cli
