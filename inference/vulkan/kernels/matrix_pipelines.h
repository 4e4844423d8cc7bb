#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/device_matrix.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/pipeline.h"
#include "shaders/include/parameters.h"

namespace inference::vulkan {

/// The pipelines of one fused product (shaders/decode_matrix.comp, shaders/prompt_matrix.comp,
/// shaders/prompt_matrix_cooperative.comp), a type each; decode has one for a single token and one for up to 8, which
/// compute the same bits.
class MatrixPipelines {
public:
    /// What follows the product in the same dispatch: the AFTER_ variants of the shaders.
    enum class After { QueryKeyValue, Residual, Gate, Logits };

    static Result<MatrixPipelines> create(Device& device, const KernelOptions& options, After after,
                                          std::span<const gguf::TensorType> types,
                                          CacheType cache_type = CacheType::F16);

    /// Whether a pass's products run on cooperative matrices: a prompt's of the fast precision, where the device has
    /// them. They read `halves` and `exponents` of their input, and the matrix's `exponents`.
    static bool are_cooperative(const Capabilities& capabilities, Pass pass, Precision precision) {
        return pass == Pass::Prompt && precision == Precision::Fast && capabilities.multiplies_cooperatively();
    }

    /// Workgroups' worth of rows in a matrix: what a Slice counts.
    std::uint32_t tiles(const DeviceMatrix& matrix) const;

    /// Records the product of `matrix` with `input`, a dispatch per part that the slice touches. `parameters` holds
    /// everything but what the matrix and the part decide; `bound_after`: bindings from 5 on.
    void record(CommandStream& stream, const DeviceMatrix& matrix, std::uint32_t first_row,
                const ActivationViews& input, shader::MatrixParameters parameters,
                std::span<const BufferView> bound_after, Slice slice) const;

private:
    struct ForType {
        Pipeline one_token;    // decode of a single token, or a prompt
        Pipeline many_tokens;  // decode of more
        bool reads_quants = false;
    };
    Result<ForType> for_prompt(Device& device, const KernelOptions& options, const std::string& name,
                               std::uint32_t cache_type);
    Result<ForType> cooperative(Device& device, const KernelOptions& options, const std::string& name,
                                std::uint32_t cache_type);
    Result<ForType> for_decode(Device& device, const KernelOptions& options, const std::string& name,
                               gguf::TensorType type, std::uint32_t cache_type);
    std::uint32_t tile_groups_ = 0;
    std::uint32_t tile_tokens_ = 0;
    bool prompt_ = false;
    bool cooperative_ = false;
    std::map<gguf::TensorType, ForType> by_type_;
};

}  // namespace inference::vulkan
