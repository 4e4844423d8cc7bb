#include "inference/cpu/kernels/product_kernels.h"

#include "inference/cpu/kernels/vector_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/cpu/kernels/product_kernels.cpp"
#include "hwy/foreach_target.h"

// After it: these are included for each target.
#include "hwy/cache_control.h"
#include "hwy/highway.h"
#include "inference/cpu/kernels/float_products.h"
#include "inference/cpu/kernels/int8_products.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

using gguf::TensorType;

/// Tokens whose sums, (64, 16) floats for each group, stay in the first cache.
constexpr std::uint32_t block_tokens = 64;
/// Groups of rows that a prompt's activations are read for at once, from the second cache.
constexpr std::uint32_t prompt_groups = 4;

/// How far ahead of their use weights are asked for: 2 KB gave 8 to 20 % over none (Zen 3, two cores).
constexpr std::size_t prefetch_bytes = 2048;

template <typename Unit>
ALTIPLANO_INLINE void prefetch_after(const Unit& unit) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&unit) + prefetch_bytes;
    ALTIPLANO_UNROLL(1)
    for (std::size_t at = 0; at < sizeof(Unit); at += 64) hwy::Prefetch(bytes + at);
}

/// The columns of one panel.
template <typename Type>
ALTIPLANO_INLINE std::uint32_t unpack_panel(const std::byte* group, std::uint32_t first_column, std::uint32_t columns,
                                            Panel& to) {
    using Unit = typename Type::Unit;
    constexpr std::uint32_t unit_columns = 32 * Type::blocks;
    const auto* units = reinterpret_cast<const Unit*>(group);
    std::uint32_t blocks = 0;
    for (std::uint32_t at = first_column; at < std::min(first_column + panel_columns, columns); at += unit_columns) {
        const Unit& unit = units[at / unit_columns];
        prefetch_after(unit);
        for (std::size_t part = 0; part < vectors; ++part) Type::unpack(unit, part, to, blocks);
        blocks += Type::blocks;
    }
    return blocks;
}

template <typename Numbers>
ALTIPLANO_INLINE std::uint32_t unpack_numbers(const std::byte* group, std::uint32_t first_column, std::uint32_t columns,
                                              FloatPanel& to) {
    const auto* units = reinterpret_cast<const typename Numbers::Unit*>(group);
    const hn::ScalableTag<float> df;
    std::uint32_t count = 0;
    for (std::uint32_t at = first_column; at < std::min(first_column + panel_columns, columns); at += 64) {
        const auto& unit = units[at / 64];
        prefetch_after(unit);
        for (std::uint32_t column = 0; column < 64; ++column)
            for (std::size_t part = 0; part < vectors; ++part)
                hn::Store(Numbers::load(unit.numbers[column], part), df,
                          to.weights[count + column] + part * vector_rows);
        count += 64;
    }
    return count;
}

/// The sums of some groups of rows and a block of tokens to where they belong.
ALTIPLANO_INLINE void write_sums(const Product& product, std::uint32_t group, std::uint32_t token, std::uint32_t tokens,
                                 const float (*sums)[16]) {
    const std::uint32_t row = group * group_rows;
    const std::size_t bytes = std::min(group_rows, product.rows - row) * sizeof(float);
    for (std::uint32_t t = 0; t < tokens; ++t)
        std::memcpy(product.out + (token + t) * product.stride + row, sums[t], bytes);
}

template <typename Type>
void multiply_int8_of(const Product& product) {
    alignas(64) Panel panels[prompt_groups];
    alignas(64) float sums[prompt_groups][block_tokens][16];
    const std::uint32_t groups = (product.rows + group_rows - 1) / group_rows;
    const std::uint32_t at_once = product.tokens > Activations::tile_tokens ? prompt_groups : 1;
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
                for (std::uint32_t t = 0; t < tokens; t += Activations::tile_tokens) {
                    const std::uint32_t width = std::min(Activations::tile_tokens, tokens - t);
                    const std::byte* tile = product.input->tile(token + t) +
                                            std::size_t{column / Activations::block_columns} * width * block_bytes;
                    for (std::uint32_t g = 0; g < count; ++g)
                        add_tile_of_width<typename Type::Kind>[width - 1](panels[g], blocks, tile, sums[g] + t);
                }
            }
            for (std::uint32_t g = 0; g < count; ++g) write_sums(product, group + g, token, tokens, sums[g]);
        }
    }
}

/// `make_panel(group, first column, panel)` gives the number of columns.
template <typename MakePanel>
ALTIPLANO_INLINE void multiply_float_panels(const Product& product, const MakePanel& make_panel) {
    FloatPanel panel;
    alignas(64) float sums[block_tokens][16];
    const std::uint32_t groups = (product.rows + group_rows - 1) / group_rows;
    const std::size_t stride = product.input->padded_columns();
    for (std::uint32_t token = 0; token < product.tokens; token += block_tokens) {
        const std::uint32_t tokens = std::min(block_tokens, product.tokens - token);
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

const char* target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inference::cpu {

HWY_EXPORT(multiply_int8);
HWY_EXPORT(multiply_floats);
HWY_EXPORT(target_name);

void multiply_int8(const Product& product) { HWY_DYNAMIC_DISPATCH(multiply_int8)(product); }
void multiply_floats(const Product& product) { HWY_DYNAMIC_DISPATCH(multiply_floats)(product); }
const char* kernel_target() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

}  // namespace inference::cpu
#endif
