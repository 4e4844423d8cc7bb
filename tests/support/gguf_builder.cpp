#include "tests/support/gguf_builder.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace test_support {

namespace {

template <typename T>
std::string stored_array(GgufType type, std::span<const T> values) {
    std::string bytes = stored(static_cast<std::uint32_t>(type)) + stored(static_cast<std::uint64_t>(values.size()));
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    return bytes;
}

std::uint64_t rounded_up(std::uint64_t value, std::uint64_t multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

}  // namespace

std::string stored_text(std::string_view text) {
    return stored(static_cast<std::uint64_t>(text.size())) + std::string(text);
}

GgufBuilder& GgufBuilder::put_raw(std::string_view key, std::uint32_t type, std::string bytes) {
    const auto found = std::ranges::find(entries_, key, &Entry::key);
    if (found == entries_.end())
        entries_.push_back({std::string(key), type, std::move(bytes)});
    else
        *found = {std::string(key), type, std::move(bytes)};
    return *this;
}

GgufBuilder& GgufBuilder::put_raw(std::string_view key, GgufType type, std::string bytes) {
    return put_raw(key, static_cast<std::uint32_t>(type), std::move(bytes));
}

GgufBuilder& GgufBuilder::put(std::string_view key, std::uint32_t value) {
    return put_raw(key, GgufType::U32, stored(value));
}
GgufBuilder& GgufBuilder::put(std::string_view key, float value) { return put_raw(key, GgufType::F32, stored(value)); }
GgufBuilder& GgufBuilder::put(std::string_view key, bool value) {
    return put_raw(key, GgufType::Bool, std::string(1, value ? '\1' : '\0'));
}
GgufBuilder& GgufBuilder::put(std::string_view key, const char* value) {
    return put_raw(key, GgufType::Text, stored_text(value));
}
GgufBuilder& GgufBuilder::put(std::string_view key, std::span<const std::string> values) {
    std::string bytes = stored(GgufType::Text) + stored(static_cast<std::uint64_t>(values.size()));
    for (const std::string& value : values) bytes += stored_text(value);
    return put_raw(key, GgufType::Array, std::move(bytes));
}
GgufBuilder& GgufBuilder::put(std::string_view key, std::span<const float> values) {
    return put_raw(key, GgufType::Array, stored_array(GgufType::F32, values));
}
GgufBuilder& GgufBuilder::put(std::string_view key, std::span<const std::int32_t> values) {
    return put_raw(key, GgufType::Array, stored_array(GgufType::I32, values));
}

GgufBuilder& GgufBuilder::repeat(std::string_view key) {
    entries_.push_back(Entry(*std::ranges::find(entries_, key, &Entry::key)));
    return *this;
}

GgufBuilder& GgufBuilder::remove(std::string_view key) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.key == key; });
    return *this;
}

GgufBuilder& GgufBuilder::add(std::string_view name, std::vector<std::uint64_t> shape) {
    std::uint64_t weights = 1;
    for (const std::uint64_t length : shape) weights *= length;
    std::string data;
    for (std::uint64_t i = 0; i < weights; ++i) data += stored(0.5F);
    tensors_.push_back({std::string(name), std::move(shape), 0, std::move(data), 0, {}, {}});
    return *this;
}

GgufBuilder& GgufBuilder::add_hollow(std::string_view name, std::vector<std::uint64_t> shape) {
    std::uint64_t bytes = sizeof(float);
    for (const std::uint64_t length : shape) bytes *= length;
    tensors_.push_back({std::string(name), std::move(shape), 0, {}, bytes, {}, {}});
    return *this;
}

GgufBuilder::Tensor& GgufBuilder::tensor(std::string_view name) {
    return *std::ranges::find(tensors_, name, &Tensor::name);
}

GgufBuilder& GgufBuilder::remove_tensor(std::string_view name) {
    std::erase_if(tensors_, [&](const Tensor& tensor) { return tensor.name == name; });
    return *this;
}

std::vector<GgufBuilder> GgufBuilder::split(std::size_t parts) const {
    std::vector<GgufBuilder> files(parts);
    files.front().entries_ = entries_;
    for (std::size_t part = 0; part < parts; ++part) {
        files[part].put_raw("split.no", GgufType::U16, stored(static_cast<std::uint16_t>(part)));
        files[part].put_raw("split.count", GgufType::U16, stored(static_cast<std::uint16_t>(parts)));
        files[part].put_raw("split.tensors.count", GgufType::I32, stored(static_cast<std::int32_t>(tensors_.size())));
    }
    for (std::size_t i = 0; i < tensors_.size(); ++i)
        files[i * parts / tensors_.size()].tensors_.push_back(tensors_[i]);
    return files;
}

std::uint64_t GgufBuilder::end_of(const Tensor& tensor, std::uint64_t place) const {
    return rounded_up(place + tensor.data.size() + tensor.hollow_bytes, alignment);
}

std::string GgufBuilder::header() const {
    std::string file = magic + stored(version) + stored(claimed_tensors.value_or(tensors_.size())) +
                       stored(claimed_keys.value_or(entries_.size()));
    for (const Entry& entry : entries_) file += stored_text(entry.key) + stored(entry.type) + entry.bytes;
    std::uint64_t place = 0;
    for (const Tensor& tensor : tensors_) {
        file += stored_text(tensor.name);
        file += stored(tensor.dimensions.value_or(static_cast<std::uint32_t>(tensor.shape.size())));
        for (std::size_t i = tensor.shape.size(); i-- > 0;) file += stored(tensor.shape[i]);
        file += stored(tensor.type) + stored(tensor.offset.value_or(place));
        place = end_of(tensor, place);
    }
    return file;
}

bool GgufBuilder::write_sparse(const std::string& path) const {
    std::string file = header();
    file.resize(rounded_up(file.size(), alignment), '\0');
    std::uint64_t end = 0;
    for (const Tensor& tensor : tensors_) end = end_of(tensor, end);
    std::ofstream(path, std::ios::binary) << file;
    std::error_code wrong;
    std::filesystem::resize_file(path, file.size() + end, wrong);
    return !wrong;
}

std::string GgufBuilder::text() const {
    std::string file = header();
    for (const Tensor& tensor : tensors_) {
        file.resize(rounded_up(file.size(), alignment), '\0');
        file += tensor.data;
    }
    return file;
}

std::vector<std::byte> GgufBuilder::bytes() const {
    const std::string file = text();
    std::vector<std::byte> result(file.size());
    std::memcpy(result.data(), file.data(), file.size());
    return result;
}

std::vector<Piece> byte_vocabulary(std::span<const Piece> more) {
    std::vector<Piece> pieces = {{"<unk>", 0.0F, 2}, {"<s>", 0.0F, 3}, {"</s>", 0.0F, 3}};
    for (unsigned byte = 0; byte < 256; ++byte) {
        char written[7];
        std::snprintf(written, sizeof written, "<0x%02X>", byte);
        pieces.push_back({written, 0.0F, 6});
    }
    pieces.insert(pieces.end(), more.begin(), more.end());
    return pieces;
}

void put_vocabulary(GgufBuilder& file, std::span<const Piece> pieces) {
    std::vector<std::string> texts;
    std::vector<float> scores;
    std::vector<std::int32_t> kinds;
    for (const Piece& piece : pieces) {
        texts.push_back(piece.text);
        scores.push_back(piece.score);
        kinds.push_back(piece.kind);
    }
    file.put("tokenizer.ggml.tokens", std::span<const std::string>(texts));
    file.put("tokenizer.ggml.scores", std::span<const float>(scores));
    file.put("tokenizer.ggml.token_type", std::span<const std::int32_t>(kinds));
}

GgufBuilder vocabulary_file(std::span<const Piece> pieces) {
    GgufBuilder file;
    file.put("tokenizer.ggml.model", "llama");
    put_vocabulary(file, pieces);
    file.put("tokenizer.ggml.bos_token_id", 1U).put("tokenizer.ggml.eos_token_id", 2U);
    return file;
}

std::string in_byte_alphabet(std::string_view bytes) {
    // As GPT-2's published encoder makes it: three ranges of visible characters, then the other bytes from U+0100 on.
    static const std::vector<unsigned> characters = [] {
        std::vector<unsigned> of(256, 0);
        const unsigned ranges[][2] = {{'!', '~'}, {0xA1, 0xAC}, {0xAE, 0xFF}};
        for (const auto& range : ranges)
            for (unsigned byte = range[0]; byte <= range[1]; ++byte) of[byte] = byte;
        unsigned next = 0x100;
        for (unsigned& character : of)
            if (character == 0) character = next++;
        return of;
    }();
    std::string text;
    for (const char byte : bytes) {
        const unsigned character = characters[static_cast<unsigned char>(byte)];
        if (character < 0x80) {
            text += static_cast<char>(character);
        } else {
            text += static_cast<char>(0xC0 | character >> 6U);
            text += static_cast<char>(0x80 | (character & 63U));
        }
    }
    return text;
}

std::vector<Piece> byte_pair_vocabulary(std::span<const Piece> more) {
    std::vector<Piece> pieces;
    for (unsigned byte = 0; byte < 256; ++byte)
        pieces.push_back({in_byte_alphabet(std::string(1, static_cast<char>(byte))), 0.0F, 1});
    pieces.insert(pieces.end(), more.begin(), more.end());
    pieces.push_back({"<|begin_of_text|>", 0.0F, 3});
    pieces.push_back({"<|end_of_text|>", 0.0F, 3});
    return pieces;
}

GgufBuilder byte_pair_file(std::span<const Piece> more, std::span<const std::string> merges) {
    const std::vector<Piece> pieces = byte_pair_vocabulary(more);
    GgufBuilder file;
    file.put("tokenizer.ggml.model", "gpt2").put("tokenizer.ggml.pre", "llama-bpe");
    put_vocabulary(file, pieces);
    file.remove("tokenizer.ggml.scores").put("tokenizer.ggml.merges", merges);
    const auto size = static_cast<std::uint32_t>(pieces.size());
    file.put("tokenizer.ggml.bos_token_id", size - 2).put("tokenizer.ggml.eos_token_id", size - 1);
    return file;
}

GgufBuilder small_model() {
    const std::vector<Piece> pieces = {{"<unk>", 0.0F, 2},
                                       {"<s>", 0.0F, 3},
                                       {"</s>", 0.0F, 3},
                                       {"<0x0A>", 0.0F, 6},
                                       {"\xE2\x96\x81", -1.0F, 1},
                                       {"a", -2.0F, 1},
                                       {"b", -3.0F, 1},
                                       {"ab", -0.5F, 1},
                                       {"\xE2\x96\x81"
                                        "a",
                                        -0.7F, 1},
                                       {"\xC3\xA9", -4.0F, 1}};
    GgufBuilder file = vocabulary_file(pieces);
    file.put("general.architecture", "llama").put("general.name", "small");
    file.put("llama.block_count", 2U).put("llama.embedding_length", 8U).put("llama.feed_forward_length", 12U);
    file.put("llama.attention.head_count", 2U).put("llama.attention.head_count_kv", 1U);
    file.put("llama.context_length", 64U).put("llama.attention.layer_norm_rms_epsilon", 1e-5F);
    file.add("token_embd.weight", {pieces.size(), 8});
    for (const char* layer : {"blk.0.", "blk.1."}) {
        const std::string prefix = layer;
        file.add(prefix + "attn_norm.weight", {8}).add(prefix + "attn_q.weight", {8, 8});
        file.add(prefix + "attn_k.weight", {4, 8}).add(prefix + "attn_v.weight", {4, 8});
        file.add(prefix + "attn_output.weight", {8, 8}).add(prefix + "ffn_norm.weight", {8});
        file.add(prefix + "ffn_gate.weight", {12, 8}).add(prefix + "ffn_up.weight", {12, 8});
        file.add(prefix + "ffn_down.weight", {8, 12});
    }
    file.add("output_norm.weight", {8}).add("output.weight", {pieces.size(), 8});
    return file;
}

}  // namespace test_support
