#pragma once
#include <cstdint>

namespace inference {

/// An index into the vocabulary. Valid ones are in [0, vocabulary_size).
using Token = std::int32_t;

}  // namespace inference
