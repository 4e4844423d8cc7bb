#include "inference/gguf/gguf_file.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstring>

#include "inference/gguf/foreign_formats.h"
#include "inference/gguf/gguf_header.h"
#include "inference/gguf/mapped_file.h"
#include "inference/gguf/split_file.h"
#include "inference/printable.h"

namespace inference::gguf {

namespace {

constexpr std::size_t longest_file_name = 255;  // Linux: NAME_MAX

class ReadFile final : public GgufFile {
public:
    ReadFile(Header header, CopyBytes copy, std::uint64_t size_bytes, std::string name,
             std::vector<std::filesystem::path> paths)
        : header_(std::move(header)),
          copy_(std::move(copy)),
          size_bytes_(size_bytes),
          name_(std::move(name)),
          paths_(std::move(paths)) {}

    const std::string& name() const override { return name_; }
    std::uint64_t size_bytes() const override { return size_bytes_; }
    std::uint32_t version() const override { return header_.version; }
    const std::map<std::string, Value, std::less<>>& metadata() const override { return header_.metadata; }
    const std::vector<TensorInfo>& tensors() const override { return header_.tensors; }
    std::vector<std::filesystem::path> paths() const override { return paths_; }
    Result<void> read(const TensorInfo& tensor, std::uint64_t offset, std::span<std::byte> out) const override {
        if (offset > tensor.bytes || out.size() > tensor.bytes - offset)
            return fail(ErrorKind::InvalidArgument,
                        fmt::format("tensor {} has {} bytes, {} at {} were asked for", tensor.name, tensor.bytes,
                                    out.size(), offset),
                        "This is a fault of the program; please report it.");
        return copy_(tensor.offset + offset, out);
    }

private:
    Header header_;
    CopyBytes copy_;
    std::uint64_t size_bytes_;
    std::string name_;
    std::vector<std::filesystem::path> paths_;
};

Result<std::shared_ptr<const GgufFile>> read_file(CopyBytes copy, std::uint64_t size_bytes, std::string name,
                                                  std::vector<std::filesystem::path> paths) {
    std::array<std::byte, 32> first{};
    const auto start = std::span(first).first(std::min<std::uint64_t>(first.size(), size_bytes));
    if (auto read = copy(0, start); !read) return std::unexpected(read.error());
    std::uint32_t version = 0;
    if (start.size() >= 8) std::memcpy(&version, start.data() + 4, 4);
    const bool is_gguf =
        start.size() >= 8 && std::memcmp(start.data(), "GGUF", 4) == 0 && (version == 2 || version == 3);
    if (!is_gguf) return std::unexpected(describe_foreign(start, size_bytes, name));
    ByteReader reader(copy, size_bytes, name);
    auto header = read_header(reader, size_bytes);
    if (!header) return std::unexpected(header.error());
    return std::make_shared<ReadFile>(std::move(*header), std::move(copy), size_bytes, std::move(name),
                                      std::move(paths));
}

std::unexpected<Error> wrong_type(const GgufFile& file, std::string_view key, const char* wrong) {
    return fail(ErrorKind::InvalidFile, fmt::format("{}: {} {}", file.name(), key, wrong),
                "The file was written wrongly: get it again or convert it anew.");
}

const Value* look_up(const GgufFile& file, std::string_view key) {
    const auto found = file.metadata().find(key);
    return found == file.metadata().end() ? nullptr : &found->second;
}

std::unexpected<Error> missing(const GgufFile& file, std::string_view key) {
    return fail(ErrorKind::InvalidFile, fmt::format("{} lacks the key {}", file.name(), key),
                "The file is not complete: get it again or convert it anew.");
}

}  // namespace

Result<std::shared_ptr<const GgufFile>> open_one(const std::filesystem::path& path) {
    auto mapped = MappedFile::open(path);
    if (!mapped) return std::unexpected(mapped.error());
    const std::uint64_t size = (*mapped)->size_bytes();
    return read_file([map = *mapped](std::uint64_t offset, std::span<std::byte> out) { return map->read(offset, out); },
                     size, printable(path.filename().string(), longest_file_name), {path});
}

Result<std::shared_ptr<const GgufFile>> GgufFile::open(const std::filesystem::path& path) try {
    auto file = open_one(path);
    if (!file) return file;
    const auto parts = parts_of(**file);
    if (!parts) return std::unexpected(parts.error());
    return *parts == 1 ? file : open_split(std::move(*file), path);
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<std::shared_ptr<const GgufFile>> GgufFile::parse(std::span<const std::byte> bytes, std::string name) try {
    const CopyBytes copy = [bytes](std::uint64_t offset, std::span<std::byte> out) -> Result<void> {
        if (!out.empty()) std::memcpy(out.data(), bytes.data() + offset, out.size());
        return {};
    };
    return read_file(copy, bytes.size(), std::move(name), {});
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

const TensorInfo* GgufFile::find(std::string_view name) const {
    for (const TensorInfo& tensor : tensors())
        if (tensor.name == name) return &tensor;
    return nullptr;
}

bool GgufFile::has(std::string_view key) const { return look_up(*this, key) != nullptr; }

Result<std::uint64_t> GgufFile::unsigned_integer(std::string_view key) const {
    const Value* value = look_up(*this, key);
    if (value == nullptr) return missing(*this, key);
    if (const auto* number = std::get_if<std::uint64_t>(value)) return *number;
    if (const auto* number = std::get_if<std::int64_t>(value); number != nullptr && *number >= 0)
        return static_cast<std::uint64_t>(*number);
    return wrong_type(*this, key, "is not a whole number from 0");
}

Result<double> GgufFile::number(std::string_view key) const {
    const Value* value = look_up(*this, key);
    if (value == nullptr) return missing(*this, key);
    if (const auto* number = std::get_if<double>(value); number != nullptr && std::isfinite(*number)) return *number;
    if (const auto* number = std::get_if<std::uint64_t>(value)) return static_cast<double>(*number);
    if (const auto* number = std::get_if<std::int64_t>(value)) return static_cast<double>(*number);
    return wrong_type(*this, key, "is not a finite number");
}

Result<std::string_view> GgufFile::string(std::string_view key) const {
    const Value* value = look_up(*this, key);
    if (value == nullptr) return missing(*this, key);
    if (const auto* text = std::get_if<std::string>(value)) return std::string_view(*text);
    return wrong_type(*this, key, "is not a text");
}

}  // namespace inference::gguf
