#include "inference/gguf/gguf_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <set>
#include <tuple>

#include "inference/printable.h"

namespace inference::gguf {

namespace {

// Numbers of the specification (ggml's docs/gguf.md), value types.
enum ValueType : std::uint32_t {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    F32,
    Bool,
    Text,
    ArrayType,
    U64,
    I64,
    F64,
};

constexpr std::uint64_t longest_name = 255;          // of keys and tensors; known ones have up to 60
constexpr std::uint64_t longest_text = 64ULL << 20;  // chat templates are some 10 KB
constexpr std::uint64_t largest_array = 1ULL << 26;  // vocabularies have 2^17 tokens
constexpr std::uint64_t most_entries = 1ULL << 20;   // keys, tensors: 70B has 723 tensors
constexpr std::uint64_t largest_alignment = 1ULL << 20;
constexpr std::uint64_t largest_file = 1ULL << 60;  // and what is larger is nonsense, not a file cut short
constexpr std::uint32_t most_dimensions = 4;

std::unexpected<Error> invalid(std::string what) {
    return fail(ErrorKind::InvalidFile, std::move(what), "The file is damaged or was written wrongly: get it again.");
}

/// The commonest way for a file to be wrong: it was not downloaded to its end.
std::unexpected<Error> ends_too_soon(std::string what) {
    return fail(ErrorKind::InvalidFile, std::move(what),
                "The download is not complete or the file is damaged: get it again.");
}

/// Names stand in messages as they are.
Result<std::string> read_name(ByteReader& reader, const char* what) {
    auto name = reader.text(longest_name, what);
    if (name && printable(*name, longest_name) != *name)
        return invalid(fmt::format("{} has a {} with control characters: '{}'", reader.name(), what, printable(*name)));
    return name;
}

template <typename Stored, typename Kept>
Result<Value> scalar(ByteReader& reader, const char* what) {
    const auto value = reader.value<Stored>(what);
    if (!value) return std::unexpected(value.error());
    return Value(static_cast<Kept>(*value));
}

template <typename T>
Result<Value> array_of(ByteReader& reader, std::uint64_t count, const char* what) {
    auto values = reader.values<T>(count, what);
    if (!values) return std::unexpected(values.error());
    return Value(Array(std::move(*values)));
}

Result<Value> read_array(ByteReader& reader) {
    const auto type = reader.value<std::uint32_t>("array type");
    if (!type) return std::unexpected(type.error());
    const auto count = reader.value<std::uint64_t>("array length");
    if (!count) return std::unexpected(count.error());
    if (*count > largest_array)
        return invalid(
            fmt::format("{} has an array of {} values, at most {} are read", reader.name(), *count, largest_array));
    switch (*type) {
        case U8:
        case Bool: return array_of<std::uint8_t>(reader, *count, "array");
        case I8: return array_of<std::int8_t>(reader, *count, "array");
        case U16: return array_of<std::uint16_t>(reader, *count, "array");
        case I16: return array_of<std::int16_t>(reader, *count, "array");
        case U32: return array_of<std::uint32_t>(reader, *count, "array");
        case I32: return array_of<std::int32_t>(reader, *count, "array");
        case F32: return array_of<float>(reader, *count, "array");
        case U64: return array_of<std::uint64_t>(reader, *count, "array");
        case I64: return array_of<std::int64_t>(reader, *count, "array");
        case F64: return array_of<double>(reader, *count, "array");
        case Text: {
            if (*count > reader.left() / 8) return reader.too_short(*count, 8, "array of texts");
            std::vector<std::string> texts;
            texts.reserve(*count);
            for (std::uint64_t i = 0; i < *count; ++i) {
                auto text = reader.text(longest_text, "text in an array");
                if (!text) return std::unexpected(text.error());
                texts.push_back(std::move(*text));
            }
            return Value(Array(std::move(texts)));
        }
        case ArrayType: return invalid(fmt::format("{} has arrays within an array", reader.name()));
        default: return invalid(fmt::format("{} has an array of the unknown type {}", reader.name(), *type));
    }
}

Result<Value> read_value(ByteReader& reader, std::uint32_t type, const std::string& key) {
    switch (type) {
        case U8: return scalar<std::uint8_t, std::uint64_t>(reader, "value");
        case I8: return scalar<std::int8_t, std::int64_t>(reader, "value");
        case U16: return scalar<std::uint16_t, std::uint64_t>(reader, "value");
        case I16: return scalar<std::int16_t, std::int64_t>(reader, "value");
        case U32: return scalar<std::uint32_t, std::uint64_t>(reader, "value");
        case I32: return scalar<std::int32_t, std::int64_t>(reader, "value");
        case F32: return scalar<float, double>(reader, "value");
        case U64: return scalar<std::uint64_t, std::uint64_t>(reader, "value");
        case I64: return scalar<std::int64_t, std::int64_t>(reader, "value");
        case F64: return scalar<double, double>(reader, "value");
        case Bool: {
            const auto value = reader.value<std::uint8_t>("value");
            if (!value) return std::unexpected(value.error());
            if (*value > 1) return invalid(fmt::format("{}: {} is a truth value of {}", reader.name(), key, *value));
            return Value(*value == 1);
        }
        case Text: {
            auto text = reader.text(longest_text, "text");
            if (!text) return std::unexpected(text.error());
            return Value(std::move(*text));
        }
        case ArrayType: return read_array(reader);
        default: return invalid(fmt::format("{}: {} has the unknown type {}", reader.name(), key, type));
    }
}

/// The number of bytes of a tensor, or why it can't be told.
Result<std::uint64_t> tensor_bytes(const TensorInfo& tensor, const std::string& file) {
    const auto layout = layout_of(tensor.type);
    if (!layout)
        return fail(
            ErrorKind::UnsupportedFile,
            fmt::format("{}: tensor {} is stored as {} (type {}), which this program does not run", file, tensor.name,
                        name_of(static_cast<std::uint32_t>(tensor.type)), static_cast<std::uint32_t>(tensor.type)),
            fmt::format("Get the model as {}, or convert it to that.",
                        nearest_supported(static_cast<std::uint32_t>(tensor.type))));
    std::uint64_t weights = 1;
    for (const std::uint64_t length : tensor.shape) {
        if (length == 0) return invalid(fmt::format("{}: tensor {} has a dimension of 0", file, tensor.name));
        if (weights > std::numeric_limits<std::int64_t>::max() / length)
            return invalid(fmt::format("{}: tensor {} has more than 2^63 weights", file, tensor.name));
        weights *= length;
    }
    if (tensor.shape.back() % layout->block_weights != 0)
        return invalid(fmt::format("{}: the rows of tensor {} have {} weights, {} needs a multiple of {}", file,
                                   tensor.name, tensor.shape.back(), layout->name, layout->block_weights));
    const std::uint64_t blocks = weights / layout->block_weights;
    if (blocks > std::numeric_limits<std::int64_t>::max() / layout->block_bytes)
        return invalid(fmt::format("{}: tensor {} has more than 2^63 bytes", file, tensor.name));
    return blocks * layout->block_bytes;
}

Result<TensorInfo> read_tensor(ByteReader& reader) {
    TensorInfo tensor{};
    auto name = read_name(reader, "tensor name");
    if (!name) return std::unexpected(name.error());
    tensor.name = std::move(*name);
    const auto dimensions = reader.value<std::uint32_t>("number of dimensions");
    if (!dimensions) return std::unexpected(dimensions.error());
    if (*dimensions == 0 || *dimensions > most_dimensions)
        return invalid(fmt::format("{}: tensor {} has {} dimensions, 1 to {} are possible", reader.name(), tensor.name,
                                   *dimensions, most_dimensions));
    auto shape = reader.values<std::uint64_t>(*dimensions, "tensor shape");
    if (!shape) return std::unexpected(shape.error());
    tensor.shape.assign(shape->rbegin(), shape->rend());  // the file's fastest index comes first
    const auto type = reader.value<std::uint32_t>("tensor type");
    if (!type) return std::unexpected(type.error());
    tensor.type = static_cast<TensorType>(*type);
    const auto offset = reader.value<std::uint64_t>("tensor offset");
    if (!offset) return std::unexpected(offset.error());
    tensor.offset = *offset;
    const auto bytes = tensor_bytes(tensor, reader.name());
    if (!bytes) return std::unexpected(bytes.error());
    tensor.bytes = *bytes;
    return tensor;
}

Result<std::uint64_t> alignment_of(const Header& header, const std::string& file) {
    const auto found = header.metadata.find("general.alignment");
    if (found == header.metadata.end()) return 32;
    const auto* value = std::get_if<std::uint64_t>(&found->second);
    if (value == nullptr || !std::has_single_bit(*value) || *value < 8 || *value > largest_alignment)
        return invalid(fmt::format("{}: general.alignment is {}, a power of two from 8 to {} is needed", file,
                                   value == nullptr ? std::string("no number") : fmt::to_string(*value),
                                   largest_alignment));
    return *value;
}

/// From offsets within the data to offsets within the file; aligned, inside, not overlapping.
Result<void> place_tensors(Header& header, std::uint64_t header_bytes, std::uint64_t size_bytes,
                           const std::string& file) {
    const auto alignment = alignment_of(header, file);
    if (!alignment) return std::unexpected(alignment.error());
    const std::uint64_t data = (header_bytes + *alignment - 1) / *alignment * *alignment;
    std::uint64_t needed_bytes = 0;
    for (TensorInfo& tensor : header.tensors) {
        if (tensor.offset % *alignment != 0)
            return invalid(fmt::format("{}: tensor {} begins at {}, which is no multiple of {}", file, tensor.name,
                                       tensor.offset, *alignment));
        if (tensor.offset > largest_file || tensor.bytes > largest_file)
            return invalid(fmt::format("{}: tensor {} ({} bytes at {}) lies where no file reaches", file, tensor.name,
                                       tensor.bytes, tensor.offset));
        tensor.offset += data;
        needed_bytes = std::max(needed_bytes, tensor.offset + tensor.bytes);
    }
    if (needed_bytes > size_bytes)
        return ends_too_soon(fmt::format("{} ends too soon: it has {} bytes, by its header there should be {}", file,
                                         size_bytes, needed_bytes));
    std::vector<const TensorInfo*> by_place;
    for (const TensorInfo& tensor : header.tensors) by_place.push_back(&tensor);
    std::ranges::sort(by_place, {}, &TensorInfo::offset);
    for (std::size_t i = 1; i < by_place.size(); ++i)
        if (by_place[i - 1]->offset + by_place[i - 1]->bytes > by_place[i]->offset)
            return invalid(fmt::format("{}: tensors {} and {} overlap at {}", file, by_place[i - 1]->name,
                                       by_place[i]->name, by_place[i]->offset));
    return {};
}

}  // namespace

Result<Header> read_header(ByteReader& reader, std::uint64_t size_bytes) {
    Header header;
    const auto magic = reader.value<std::uint32_t>("magic");
    if (!magic) return std::unexpected(magic.error());
    const auto version = reader.value<std::uint32_t>("version");
    if (!version) return std::unexpected(version.error());
    header.version = *version;
    const auto tensors = reader.value<std::uint64_t>("number of tensors");
    if (!tensors) return std::unexpected(tensors.error());
    const auto keys = reader.value<std::uint64_t>("number of keys");
    if (!keys) return std::unexpected(keys.error());
    constexpr std::uint64_t smallest_key = 8 + 4 + 1, smallest_tensor = 8 + 4 + 8 + 4 + 8;
    for (const auto& [count, each, what] :
         {std::tuple(*keys, smallest_key, "keys"), std::tuple(*tensors, smallest_tensor, "tensors")}) {
        if (count > most_entries)
            return invalid(
                fmt::format("{} claims {} {}, at most {} are read", reader.name(), count, what, most_entries));
        if (count > reader.left() / each)
            return ends_too_soon(fmt::format("{} ends too soon: its {} {} need at least {} bytes, {} are left",
                                             reader.name(), count, what, count * each, reader.left()));
    }

    for (std::uint64_t i = 0; i < *keys; ++i) {
        auto key = read_name(reader, "key");
        if (!key) return std::unexpected(key.error());
        const auto type = reader.value<std::uint32_t>("value type");
        if (!type) return std::unexpected(type.error());
        auto value = read_value(reader, *type, *key);
        if (!value) return std::unexpected(value.error());
        if (!header.metadata.emplace(*key, std::move(*value)).second)
            return invalid(fmt::format("{} has the key {} twice", reader.name(), *key));
    }
    std::set<std::string_view> names;
    header.tensors.reserve(*tensors);
    for (std::uint64_t i = 0; i < *tensors; ++i) {
        auto tensor = read_tensor(reader);
        if (!tensor) return std::unexpected(tensor.error());
        header.tensors.push_back(std::move(*tensor));
        if (!names.insert(header.tensors.back().name).second)
            return invalid(fmt::format("{} has the tensor {} twice", reader.name(), header.tensors.back().name));
    }
    if (auto placed = place_tensors(header, reader.position(), size_bytes, reader.name()); !placed)
        return std::unexpected(placed.error());
    return header;
}

}  // namespace inference::gguf
