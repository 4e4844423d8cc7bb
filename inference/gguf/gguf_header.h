#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "inference/gguf/byte_reader.h"
#include "inference/gguf/gguf_file.h"

namespace inference::gguf {

/// Everything of a GGUF file but the tensors' data.
struct Header {
    std::uint32_t version = 0;
    std::map<std::string, Value, std::less<>> metadata;
    std::vector<TensorInfo> tensors;
};

/// Reads and checks a header. `size_bytes` is the whole file's, against which the tensors' places are checked.
Result<Header> read_header(ByteReader& reader, std::uint64_t size_bytes);

}  // namespace inference::gguf
