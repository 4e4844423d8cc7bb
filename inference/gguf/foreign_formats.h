#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "inference/error.h"

namespace inference::gguf {

/// What a file that is no GGUF 2 or 3 is, told by its first bytes, and what to do with it.
Error describe_foreign(std::span<const std::byte> first_bytes, std::uint64_t size_bytes, const std::string& name);

}  // namespace inference::gguf
