#include "inference/model/model_file.h"

#include <fmt/format.h>

namespace inference {

Result<std::shared_ptr<const ModelFile>> ModelFile::open(const std::filesystem::path& path) try {
    auto file = gguf::GgufFile::open(path);
    if (!file) return std::unexpected(file.error());
    auto config = ModelConfig::read(**file);
    if (!config) return std::unexpected(config.error());
    auto weights = Weights::match(**file, *config);
    if (!weights) return std::unexpected(weights.error());
    auto tokenizer = Tokenizer::create(**file);
    if (!tokenizer) return std::unexpected(tokenizer.error());
    if ((*tokenizer)->vocabulary_size() != config->vocabulary_size)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: the vocabulary has {} tokens, the embedding {} rows", (*file)->name(),
                                (*tokenizer)->vocabulary_size(), config->vocabulary_size),
                    "The file is damaged: get it again.");
    return std::make_shared<const ModelFile>(
        ModelFile{path, std::move(*file), std::move(*config), std::move(*weights), std::move(*tokenizer)});
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
