#include "inference/gguf/byte_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "inference/tokenizer/utf8.h"

namespace inference::gguf {

namespace {
constexpr std::uint64_t chunk_bytes = 1 << 16;       // a vocabulary of 32,000 tokens is 0.7 MB of short reads
constexpr std::uint64_t longest_header = 256 << 20;  // LLaMA 3's has 8 MB; what is read is held in memory
}  // namespace

std::unexpected<Error> ByteReader::too_short(std::uint64_t count, std::uint64_t each, const char* what) const {
    return fail(ErrorKind::InvalidFile,
                fmt::format("{} ends too soon: {} needs {} x {} bytes at {}, {} are left", name_, what, count, each,
                            position_, left()),
                "The download is not complete or the file is damaged: get it again.");
}

Result<void> ByteReader::bytes(std::span<std::byte> out, const char* what) {
    if (out.size() > left()) return too_short(out.size(), 1, what);
    if (out.size() > longest_header - std::min(longest_header, position_))
        return fail(
            ErrorKind::InvalidFile,
            fmt::format("{} has a header of more than {} bytes, at most so many are read", name_, longest_header),
            "The file is damaged: get it again.");
    if (out.size() >= chunk_bytes) {
        if (auto copied = copy_(position_, out); !copied) return copied;
        position_ += out.size();
        return {};
    }
    if (position_ < chunk_start_ || position_ + out.size() > chunk_start_ + chunk_.size()) {
        chunk_.resize(std::min(chunk_bytes, left()));
        chunk_start_ = position_;
        if (auto copied = copy_(position_, chunk_); !copied) return copied;
    }
    if (!out.empty()) std::memcpy(out.data(), chunk_.data() + (position_ - chunk_start_), out.size());
    position_ += out.size();
    return {};
}

Result<std::string> ByteReader::text(std::uint64_t longest, const char* what) {
    const auto length = value<std::uint64_t>(what);
    if (!length) return std::unexpected(length.error());
    if (*length > left()) return too_short(*length, 1, what);
    if (*length > longest)
        return fail(
            ErrorKind::InvalidFile,
            fmt::format("{} has a {} of {} bytes at {}, at most {} are read", name_, what, *length, position_, longest),
            "The file is damaged: get it again.");
    std::string result(*length, '\0');
    const std::uint64_t start = position_;
    if (auto read = bytes(std::as_writable_bytes(std::span(result)), what); !read) return std::unexpected(read.error());
    if (const std::size_t wrong = find_invalid_utf8(result); wrong != std::string::npos)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{} has a {} that is not UTF-8 at {}", name_, what, start + wrong),
                    "The file is damaged or was written wrongly: get it again.");
    return result;
}

}  // namespace inference::gguf
