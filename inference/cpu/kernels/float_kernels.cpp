#include "inference/cpu/kernels/product_kernels.h"
#include "inference/cpu/kernels/vector_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/cpu/kernels/float_kernels.cpp"
#include "hwy/foreach_target.h"

// After it: these are included for each target.
#include "hwy/highway.h"
#include "inference/cpu/kernels/float_products.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

using gguf::TensorType;

/// `make_panel(group, first column, panel)` gives the number of columns.
template <typename MakePanel>
ALTIPLANO_INLINE void multiply_float_panels(const Product& product, const MakePanel& make_panel) {
    FloatPanel panel;
    alignas(64) float sums[float_block_tokens][16];
    const std::uint32_t groups = (product.rows + group_rows - 1) / group_rows;
    const std::size_t stride = product.input->padded_columns();
    for (std::uint32_t token = 0; token < product.tokens; token += float_block_tokens) {
        const std::uint32_t tokens = std::min(float_block_tokens, product.tokens - token);
        for (std::uint32_t group = 0; group < groups; ++group) {
            std::memset(sums, 0, tokens * sizeof sums[0]);
            for (std::uint32_t column = 0; column < product.columns; column += panel_columns) {
                const std::uint32_t columns = make_panel(product.weights + group * product.group_bytes, column, panel);
                add_float_rows(panel, columns, product.input->floats() + token * stride + column, stride, tokens, sums);
            }
            write_sums(product, group, token, tokens, sums);
        }
    }
}

template <typename Type>
void multiply_floats_of_blocks(const Product& product) {
    Panel quants;
    multiply_float_panels(product, [&](const std::byte* group, std::uint32_t column, FloatPanel& to) HWY_ATTR {
        const std::uint32_t blocks = unpack_panel<Type>(group, column, product.columns, quants);
        floats_of_panel<typename Type::Kind>(quants, blocks, to);
        return blocks * 32;
    });
}

template <typename Numbers>
void multiply_floats_of_numbers(const Product& product) {
    multiply_float_panels(product, [&](const std::byte* group, std::uint32_t column, FloatPanel& to) HWY_ATTR {
        return unpack_numbers<Numbers>(group, column, product.columns, to);
    });
}

void multiply_floats(const Product& product) {
    switch (product.type) {
        case TensorType::F32: return multiply_floats_of_numbers<FloatNumbers>(product);
        case TensorType::F16: return multiply_floats_of_numbers<HalfNumbers>(product);
        case TensorType::BF16: return multiply_floats_of_numbers<BrainNumbers>(product);
        case TensorType::Q4_0: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q4_0>>(product);
        case TensorType::Q4_1: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q4_1>>(product);
        case TensorType::Q5_0: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q5_0>>(product);
        case TensorType::Q5_1: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q5_1>>(product);
        case TensorType::Q8_0: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q8_0>>(product);
        case TensorType::Q2_K: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q2_K>>(product);
        case TensorType::Q3_K: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q3_K>>(product);
        case TensorType::Q4_K: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q4_K>>(product);
        case TensorType::Q5_K: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q5_K>>(product);
        case TensorType::Q6_K: return multiply_floats_of_blocks<BlockTypeOf<TensorType::Q6_K>>(product);
        case TensorType::IQ4_NL: return multiply_floats_of_blocks<BlockTypeOf<TensorType::IQ4_NL>>(product);
        case TensorType::IQ4_XS: return multiply_floats_of_blocks<BlockTypeOf<TensorType::IQ4_XS>>(product);
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inference::cpu {

HWY_EXPORT(multiply_floats);

void multiply_floats(const Product& product) { HWY_DYNAMIC_DISPATCH(multiply_floats)(product); }

}  // namespace inference::cpu
#endif
