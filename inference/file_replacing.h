#pragma once
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>

#include "inference/error.h"

namespace inference {

/// Writes `parts`, one after another, beside `path` and then in its place: whoever reads it meanwhile reads the old one
/// whole. Fails with Unreadable and `hint`. For small files of the program's own that can be made again: nothing is
/// waited for until it is on the disk.
Result<void> replace_file(const std::filesystem::path& path, std::initializer_list<std::span<const std::byte>> parts,
                          std::string hint);

}  // namespace inference
