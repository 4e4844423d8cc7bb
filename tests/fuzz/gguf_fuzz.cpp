#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "inference/chat/file_format.h"
#include "inference/model/model_config.h"
#include "inference/model/weights.h"
#include "inference/tokenizer/detokenizer.h"
#include "inference/tokenizer/utf8.h"
#include "tests/fuzz/require.h"
#include "tests/support/message_fault.h"

using namespace inference;

namespace {

void check(const Error& error) {
    REQUIRE(test_support::message_fault(error).empty(), test_support::message_fault(error) + ": " + error.what);
    REQUIRE(error.kind == ErrorKind::InvalidFile || error.kind == ErrorKind::UnsupportedFile ||
                error.kind == ErrorKind::Unsupported,
            error.what);
}

template <typename T>
bool checked(const Result<T>& result) {
    if (!result) check(result.error());
    return result.has_value();
}

/// What the reader promises of every tensor, found out anew.
void check_places(const gguf::GgufFile& file) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
    for (const gguf::TensorInfo& tensor : file.tensors()) {
        const auto layout = gguf::layout_of(tensor.type);
        REQUIRE(layout.has_value(), tensor.name);
        __extension__ unsigned __int128 weights = 1;
        REQUIRE(!tensor.shape.empty() && tensor.shape.size() <= 4, tensor.name);
        for (const std::uint64_t length : tensor.shape) {
            weights *= length;
            REQUIRE(weights > 0 && weights >> 64U == 0, tensor.name);
        }
        REQUIRE(weights / layout->block_weights * layout->block_bytes == tensor.bytes, tensor.name);
        REQUIRE(tensor.bytes <= file.size_bytes() && tensor.offset <= file.size_bytes() - tensor.bytes, tensor.name);
        REQUIRE(tensor.offset % 8 == 0, tensor.name);
        places.emplace_back(tensor.offset, tensor.offset + tensor.bytes);

        std::array<std::byte, 16> ends{};
        const std::size_t length = std::min<std::size_t>(ends.size(), tensor.bytes);
        REQUIRE(file.read(tensor, 0, std::span(ends).first(length)).has_value(), tensor.name);
        REQUIRE(file.read(tensor, tensor.bytes - length, std::span(ends).first(length)).has_value(), tensor.name);
        REQUIRE(!file.read(tensor, tensor.bytes - length + 1, std::span(ends).first(length)), tensor.name);
    }
    std::ranges::sort(places);
    for (std::size_t i = 1; i < places.size(); ++i) REQUIRE(places[i - 1].second <= places[i].first);
}

void check_texts(const gguf::GgufFile& file) {
    for (const auto& [key, value] : file.metadata()) {
        REQUIRE(printable(key, key.size()) == key);
        if (const auto* text = std::get_if<std::string>(&value))
            REQUIRE(find_invalid_utf8(*text) == std::string::npos, key);
        if (const auto* array = std::get_if<gguf::Array>(&value))
            if (const auto* texts = std::get_if<std::vector<std::string>>(array))
                for (const std::string& text : *texts) REQUIRE(find_invalid_utf8(text) == std::string::npos, key);
    }
}

void use(const std::shared_ptr<const Tokenizer>& tokenizer) {
    const auto size = static_cast<Token>(tokenizer->vocabulary_size());
    for (const char* text : {"Hello, world", "<s>[INST] \xE2\x82\xAC \n [/INST]"})
        for (const auto& tokens : {tokenizer->encode(text), tokenizer->encode_with_special(text)}) {
            REQUIRE(tokens.has_value());
            for (const Token token : *tokens) REQUIRE(token >= 0 && token < size);
        }
    Detokenizer detokenizer(tokenizer, true);
    std::string text;
    for (Token token = -1; token <= std::min<Token>(size, 1000); ++token) {
        text += detokenizer.push(token);
        static_cast<void>(tokenizer->written(token));
        static_cast<void>(tokenizer->ends_turn(token));
    }
    text += detokenizer.finish();
    REQUIRE(find_invalid_utf8(text) == std::string::npos);
    for (const auto token : {tokenizer->bos(), tokenizer->eos()}) REQUIRE(!token || (*token >= 0 && *token < size));
}

}  // namespace

/// Any bytes, taken for a model file: read, or refused in words; never a crash, never a place outside the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = gguf::GgufFile::parse(std::as_bytes(std::span(data, size)), "fuzz.gguf");
    if (!checked(file)) return 0;
    check_places(**file);
    check_texts(**file);
    if (const auto config = ModelConfig::read(**file); checked(config)) {
        REQUIRE(config->kv_head_count > 0 && config->head_count % config->kv_head_count == 0);
        REQUIRE(config->head_size > 0 && config->head_size % 2 == 0);
        const Rope& rope = config->rope;
        REQUIRE(rope.dimension_count > 0 && rope.dimension_count % 2 == 0 && rope.dimension_count <= config->head_size);
        REQUIRE(std::isfinite(rope.magnitude()) && rope.magnitude() > 0.0);
        for (const double frequency : rope.frequencies()) REQUIRE(std::isfinite(frequency) && frequency > 0.0);
        REQUIRE(printable(config->name) == config->name || config->name.ends_with("..."));
        if (const auto weights = Weights::match(**file, *config); checked(weights)) {
            REQUIRE(weights->layers.size() == config->layer_count);
            for (const LayerWeights& layer : weights->layers)
                for (const auto* tensor : {layer.attention_norm, layer.query, layer.key, layer.value, layer.output,
                                           layer.feed_forward_norm, layer.gate, layer.up, layer.down})
                    REQUIRE(tensor != nullptr);
        }
    }
    if (const auto tokenizer = Tokenizer::create(**file); checked(tokenizer)) use(*tokenizer);
    if (const auto format = chat_format_of(**file); checked(format)) {
        REQUIRE(format->format != nullptr);
        REQUIRE(printable(format->problem, format->problem.size()) == format->problem);
    }
    return 0;
}
