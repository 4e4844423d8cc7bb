#pragma once
#include <filesystem>
#include <memory>

#include "inference/gguf/gguf_file.h"

namespace inference::gguf {

/// How many parts a file says it has, by its key split.count: 1 where there is none.
Result<std::uint32_t> parts_of(const GgufFile& file);

/// The model that `part`, opened from `path`, is a part of: keys of the first part, tensors of all. Opens the other
/// parts by their names, beside it. Fails on a part that is missing or cannot be read, naming it with its number, and
/// where name, split.no, split.count, split.tensors.count and what is there disagree.
Result<std::shared_ptr<const GgufFile>> open_split(std::shared_ptr<const GgufFile> part,
                                                   const std::filesystem::path& path);

/// One file, whether it is whole or a part.
Result<std::shared_ptr<const GgufFile>> open_one(const std::filesystem::path& path);

}  // namespace inference::gguf
