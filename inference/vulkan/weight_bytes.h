#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "inference/model/model_file.h"
#include "inference/model/weight_bytes.h"
#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/kernels/repack.h"

namespace inference::vulkan {

/// One or more tensors of the file, in one device matrix. Those that are not all of one type become float32: gate and
/// up, whose products one kernel needs together, are quantised alike by every known program; a file where they are not
/// runs too.
using TensorGroup = std::vector<const gguf::TensorInfo*>;
Result<MatrixLayout> layout_of(const TensorGroup& tensors, MatrixLayout::Order order);

/// Query, key and value: neighbours of one type become one matrix.
std::vector<TensorGroup> query_key_value_groups(const LayerWeights& layer);

/// Where the planes of so many groups of a matrix stand in their buffer, each at an aligned place: quants, scales, and,
/// where products can run on cooperative matrices, the rows' exponents (RowExponents). Those are there for the exact
/// precision too, so that what weights take does not depend on it: 4 bytes a row.
struct PartPlaces {
    std::uint64_t scales;
    std::uint64_t exponents;
    std::uint64_t bytes;  ///< of all
};
PartPlaces part_places(const MatrixLayout& layout, std::uint32_t groups, const Capabilities& capabilities);
/// What so many groups of a matrix take.
std::uint64_t part_bytes(const MatrixLayout& layout, std::uint32_t groups, const Capabilities& capabilities);
/// What a norm's weights count for.
std::uint64_t norm_bytes(const ModelConfig& config);

/// Device memory of all of a model's weights. Fails as MatrixLayout does.
Result<WeightBytes> weight_bytes(const ModelFile& model, const Capabilities& capabilities);

}  // namespace inference::vulkan
