#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inference::gguf {

/// What the name of a part of a split model says, as llama.cpp's gguf-split writes them: PREFIX-00002-of-00003.gguf.
struct SplitName {
    std::string prefix;
    std::uint32_t number = 1;  ///< from 1
    std::uint32_t count = 1;

    /// Nothing where a name is none of a part, or of one that can't be (number 0, or beyond the count).
    static std::optional<SplitName> parse(std::string_view file_name);
    /// The name of another part.
    std::string of_part(std::uint32_t part_number) const;
};

}  // namespace inference::gguf
