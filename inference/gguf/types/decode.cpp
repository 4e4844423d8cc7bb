#include "inference/gguf/types/decode.h"

#include <algorithm>
#include <array>

#include "inference/gguf/types/float16.h"
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

struct Entry {
    TensorType type;
    const BlockFormat* format;
};
constexpr std::array<Entry, 12> formats = {{{TensorType::Q4_0, &q4_0},
                                            {TensorType::Q4_1, &q4_1},
                                            {TensorType::Q5_0, &q5_0},
                                            {TensorType::Q5_1, &q5_1},
                                            {TensorType::Q8_0, &q8_0},
                                            {TensorType::Q2_K, &q2_k},
                                            {TensorType::Q3_K, &q3_k},
                                            {TensorType::Q4_K, &q4_k},
                                            {TensorType::Q5_K, &q5_k},
                                            {TensorType::Q6_K, &q6_k},
                                            {TensorType::IQ4_NL, &iq4_nl},
                                            {TensorType::IQ4_XS, &iq4_xs}}};

void decode_block(const UnpackedBlock& block, const Levels& levels, std::span<float> weights) {
    const double scale = double{float_of_half(block.scale)};
    const double minimum = double{float_of_half(block.minimum)};
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] =
            static_cast<float>(scale * block.factors[i / 16] * levels[block.quants[i]] + minimum * block.lifts[i / 16]);
}

void decode_number(TensorType type, const std::byte* bytes, float& weight) {
    if (type == TensorType::F32)
        weight = value_at<float>(bytes);
    else if (type == TensorType::F16)
        weight = float_of_half(value_at<std::uint16_t>(bytes));
    else
        weight = std::bit_cast<float>(std::uint32_t{value_at<std::uint16_t>(bytes)} << 16U);
}

}  // namespace

const BlockFormat* block_format_of(TensorType type) {
    const auto* found = std::ranges::find(formats, type, &Entry::type);
    return found == formats.end() ? nullptr : found->format;
}

bool decode(TensorType type, std::span<const std::byte> blocks, std::span<float> weights) {
    const auto layout = layout_of(type);
    if (!layout || blocks.size() % layout->block_bytes != 0 ||
        blocks.size() / layout->block_bytes * layout->block_weights != weights.size())
        return false;
    const BlockFormat* format = block_format_of(type);
    UnpackedBlock block{};
    for (std::size_t at = 0; at < weights.size(); at += layout->block_weights) {
        const std::byte* from = blocks.data() + at / layout->block_weights * layout->block_bytes;
        if (format == nullptr) {
            decode_number(type, from, weights[at]);
        } else {
            format->unpack(from, block);
            decode_block(block, format->levels, weights.subspan(at, layout->block_weights));
        }
    }
    return true;
}

}  // namespace inference::gguf
