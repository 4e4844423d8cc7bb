#include "inference/gguf/tensor_type.h"

#include <algorithm>
#include <array>

namespace inference::gguf {
namespace {

struct Supported {
    TensorType type;
    TypeLayout layout;
};

// Sizes as in ggml's block structures.
constexpr std::array<Supported, 15> supported = {{{TensorType::F32, {"F32", 1, 4}},
                                                  {TensorType::F16, {"F16", 1, 2}},
                                                  {TensorType::BF16, {"BF16", 1, 2}},
                                                  {TensorType::Q4_0, {"Q4_0", 32, 18}},
                                                  {TensorType::Q4_1, {"Q4_1", 32, 20}},
                                                  {TensorType::Q5_0, {"Q5_0", 32, 22}},
                                                  {TensorType::Q5_1, {"Q5_1", 32, 24}},
                                                  {TensorType::Q8_0, {"Q8_0", 32, 34}},
                                                  {TensorType::Q2_K, {"Q2_K", 256, 84}},
                                                  {TensorType::Q3_K, {"Q3_K", 256, 110}},
                                                  {TensorType::Q4_K, {"Q4_K", 256, 144}},
                                                  {TensorType::Q5_K, {"Q5_K", 256, 176}},
                                                  {TensorType::Q6_K, {"Q6_K", 256, 210}},
                                                  {TensorType::IQ4_NL, {"IQ4_NL", 32, 18}},
                                                  {TensorType::IQ4_XS, {"IQ4_XS", 256, 136}}}};

constexpr auto types = [] {
    std::array<TensorType, supported.size()> result{};
    for (std::size_t i = 0; i < supported.size(); ++i) result[i] = supported[i].type;
    return result;
}();

/// ggml's enum ggml_type, all numbers it has given out (those taken back too), and what stands in for a type that is
/// not run: of at least as many bits.
struct Known {
    std::string_view name;
    std::string_view nearest;
};
constexpr std::array<Known, 43> known = {{
    {"F32", "F32"},
    {"F16", "F16"},
    {"Q4_0", "Q4_0"},
    {"Q4_1", "Q4_1"},
    {"Q4_2", "Q4_0"},
    {"Q4_3", "Q4_1"},
    {"Q5_0", "Q5_0"},
    {"Q5_1", "Q5_1"},
    {"Q8_0", "Q8_0"},
    {"Q8_1", "Q8_0"},
    {"Q2_K", "Q2_K"},
    {"Q3_K", "Q3_K"},
    {"Q4_K", "Q4_K"},
    {"Q5_K", "Q5_K"},
    {"Q6_K", "Q6_K"},
    {"Q8_K", "Q8_0"},
    {"IQ2_XXS", "Q2_K"},
    {"IQ2_XS", "Q2_K"},
    {"IQ3_XXS", "Q3_K"},
    {"IQ1_S", "Q2_K"},
    {"IQ4_NL", "IQ4_NL"},
    {"IQ3_S", "Q3_K"},
    {"IQ2_S", "Q2_K"},
    {"IQ4_XS", "IQ4_XS"},
    {"I8", "F32"},
    {"I16", "F32"},
    {"I32", "F32"},
    {"I64", "F32"},
    {"F64", "F32"},
    {"IQ1_M", "Q2_K"},
    {"BF16", "BF16"},
    {"Q4_0_4_4", "Q4_0"},
    {"Q4_0_4_8", "Q4_0"},
    {"Q4_0_8_8", "Q4_0"},
    {"TQ1_0", "Q2_K"},
    {"TQ2_0", "Q2_K"},
    {"IQ4_NL_4_4", "IQ4_NL"},
    {"IQ4_NL_4_8", "IQ4_NL"},
    {"IQ4_NL_8_8", "IQ4_NL"},
    {"MXFP4", "Q4_K"},
    {"NVFP4", "Q4_K"},
    {"Q1_0", "Q2_K"},
    {"Q2_0", "Q2_K"},
}};

}  // namespace

std::optional<TypeLayout> layout_of(TensorType type) {
    const auto* found = std::ranges::find(supported, type, &Supported::type);
    if (found == supported.end()) return std::nullopt;
    return found->layout;
}

std::span<const TensorType> supported_types() { return types; }

bool is_block_quantised(TensorType type) {
    const auto layout = layout_of(type);
    return layout && layout->block_weights > 1;
}

std::string_view name_of(std::uint32_t number) { return number < known.size() ? known[number].name : "unknown type"; }

std::string_view nearest_supported(std::uint32_t number) {
    return number < known.size() ? known[number].nearest : "Q8_0";
}

}  // namespace inference::gguf
