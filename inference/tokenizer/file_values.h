#pragma once
#include <fmt/format.h>

#include <string_view>
#include <variant>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"

namespace inference {

inline constexpr const char* broken_tokenizer_hint = "The file is damaged or was converted wrongly: get it again.";

/// A list of the file with values of exactly this type.
template <typename T>
Result<std::vector<T>> list_of(const gguf::GgufFile& file, std::string_view key) {
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end())
        return fail(ErrorKind::InvalidFile, fmt::format("{} lacks the key {}", file.name(), key),
                    broken_tokenizer_hint);
    if (const auto* array = std::get_if<gguf::Array>(&found->second))
        if (const auto* values = std::get_if<std::vector<T>>(array)) return *values;
    return fail(ErrorKind::InvalidFile, fmt::format("{}: {} is no list of the right type", file.name(), key),
                broken_tokenizer_hint);
}

/// A truth value of the file, or `absent`.
inline Result<bool> flag_or(const gguf::GgufFile& file, std::string_view key, bool absent) {
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end()) return absent;
    if (const bool* value = std::get_if<bool>(&found->second)) return *value;
    return fail(ErrorKind::InvalidFile, fmt::format("{}: {} is no truth value", file.name(), key),
                broken_tokenizer_hint);
}

}  // namespace inference
