#include "inference/cpu/kernels/product_kernels.h"
#include "inference/cpu/kernels/vector_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/cpu/kernels/int8_kernels.cpp"
#include "hwy/foreach_target.h"

// After it: these are included for each target.
#include "hwy/highway.h"
#include "inference/cpu/kernels/int8_direct.h"
#include "inference/cpu/kernels/int8_products.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

using gguf::TensorType;

template <typename Type>
void multiply_directly_of(const Product& product) {
    alignas(64) float sums[1][16];
    const std::uint32_t groups = (product.rows + group_rows - 1) / group_rows;
    for (std::uint32_t group = 0; group < groups; ++group) {
        multiply_directly<Type>(product.weights + group * product.group_bytes, product.columns, product.input->tile(0),
                                sums[0]);
        write_sums(product, group, 0, 1, sums);
    }
}

template <typename Type>
void multiply_int8_of(const Product& product) {
    // The portable form would take g++ 12 minutes to compile.
    if constexpr (HWY_TARGET != HWY_EMU128)
        if (product.tokens == 1) return multiply_directly_of<Type>(product);
    alignas(64) Panel panels[prompt_groups];
    alignas(64) float sums[prompt_groups][block_tokens][16];
    const std::uint32_t groups = (product.rows + group_rows - 1) / group_rows;
    const std::uint32_t at_once = groups_at_once(product.tokens);
    const std::size_t block_bytes = sizeof(TileBlock<1>);
    for (std::uint32_t token = 0; token < product.tokens; token += block_tokens) {
        const std::uint32_t tokens = std::min(block_tokens, product.tokens - token);
        for (std::uint32_t group = 0; group < groups; group += at_once) {
            const std::uint32_t count = std::min(at_once, groups - group);
            for (std::uint32_t g = 0; g < count; ++g) std::memset(sums[g], 0, tokens * sizeof sums[g][0]);
            for (std::uint32_t column = 0; column < product.columns; column += panel_columns) {
                std::uint32_t blocks = 0;
                for (std::uint32_t g = 0; g < count; ++g)
                    blocks = unpack_panel<Type>(product.weights + (group + g) * product.group_bytes, column,
                                                product.columns, panels[g]);
                std::uint32_t width = 0;
                for (std::uint32_t t = 0; t < tokens; t += width) {
                    width = Activations::tile_width(tokens - t);
                    const std::byte* tile = product.input->tile(token + t) +
                                            std::size_t{column / Activations::block_columns} * width * block_bytes;
                    add_tiles<typename Type::Kind>(panels, count, blocks, tile, width, sums[0] + t);
                }
            }
            for (std::uint32_t g = 0; g < count; ++g) write_sums(product, group + g, token, tokens, sums[g]);
        }
    }
}

void multiply_int8(const Product& product) {
    switch (product.type) {
        case TensorType::Q4_0: return multiply_int8_of<BlockTypeOf<TensorType::Q4_0>>(product);
        case TensorType::Q4_1: return multiply_int8_of<BlockTypeOf<TensorType::Q4_1>>(product);
        case TensorType::Q5_0: return multiply_int8_of<BlockTypeOf<TensorType::Q5_0>>(product);
        case TensorType::Q5_1: return multiply_int8_of<BlockTypeOf<TensorType::Q5_1>>(product);
        case TensorType::Q8_0: return multiply_int8_of<BlockTypeOf<TensorType::Q8_0>>(product);
        case TensorType::Q2_K: return multiply_int8_of<BlockTypeOf<TensorType::Q2_K>>(product);
        case TensorType::Q3_K: return multiply_int8_of<BlockTypeOf<TensorType::Q3_K>>(product);
        case TensorType::Q4_K: return multiply_int8_of<BlockTypeOf<TensorType::Q4_K>>(product);
        case TensorType::Q5_K: return multiply_int8_of<BlockTypeOf<TensorType::Q5_K>>(product);
        case TensorType::Q6_K: return multiply_int8_of<BlockTypeOf<TensorType::Q6_K>>(product);
        case TensorType::IQ4_NL: return multiply_int8_of<BlockTypeOf<TensorType::IQ4_NL>>(product);
        case TensorType::IQ4_XS: return multiply_int8_of<BlockTypeOf<TensorType::IQ4_XS>>(product);
        case TensorType::F32:
        case TensorType::F16:
        case TensorType::BF16: break;  // these never meet int8: Matrix
    }
}

const char* target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inference::cpu {

HWY_EXPORT(multiply_int8);
HWY_EXPORT(target_name);

void multiply_int8(const Product& product) { HWY_DYNAMIC_DISPATCH(multiply_int8)(product); }
const char* kernel_target() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

}  // namespace inference::cpu
#endif
