#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/error.h"

namespace inference::vulkan {

/// The features that ALTIPLANO_VULKAN_MASK leaves off, by their names; nothing where it is not set, even empty. Where
/// it is, the others are used as they are: nobody's judgement of them counts.
std::optional<std::string_view> chosen_mask();

/// Whether ALTIPLANO_CHAIN chains the dispatches of a token wherever that can be (1) or nowhere (0); nothing where it
/// is not set.
std::optional<bool> chosen_chain();

struct Capabilities;

/// Whether a device begins a token's pass by its own guess of the token (StageState::gains_by_guesses). Not a software
/// device: the host waits for nothing while the device that computes is the host, and a wrong guess costs it a pass.
/// ALTIPLANO_AHEAD=1 lets every device, 0 none.
bool goes_ahead(const Capabilities& capabilities);

/// Sizes of a cooperative matrix product: (rows, columns) times (columns, tokens).
struct CooperativeShape {
    std::uint32_t rows = 0;
    std::uint32_t tokens = 0;
    std::uint32_t columns = 0;
    bool operator==(const CooperativeShape&) const = default;
};

/// What a device can do beyond bare Vulkan 1.2, and its limits. Features are off until they were found; each has a path
/// without it, and a mask turns it off again, so that every path runs on good hardware too.
struct Capabilities {
    // Features, maskable by the names that `feature_names` gives.
    bool buffer_device_address = false;  ///< weights through addresses; else bindings, split to fit
    bool storage_16_bit = false;         ///< float16 in buffers
    bool storage_8_bit = false;
    bool shader_int8 = false;
    bool shader_float16 = false;
    bool integer_dot_product = false;    ///< VK_KHR_shader_integer_dot_product
    bool subgroup_size_control = false;  ///< VK_EXT_subgroup_size_control, full subgroups
    bool subgroup_arithmetic = false;    ///< with shuffles, in compute
    bool memory_budget = false;          ///< VK_EXT_memory_budget
    bool memory_model = false;           ///< the Vulkan memory model, over the whole device
    bool cooperative_matrix = false;     ///< VK_KHR_cooperative_matrix and the memory model, with a shape below
    bool chained_dispatches = false;     ///< workgroups that wait for those of dispatches before, without barriers

    // Limits.
    std::uint32_t subgroup_size = 1;
    std::uint32_t min_subgroup_size = 1;
    std::uint32_t max_subgroup_size = 1;
    CooperativeShape cooperative_shape;  ///< of float16 products that a subgroup sums in float32 (cooperative_shape_of)
    std::uint32_t max_workgroup_invocations = 128;
    std::array<std::uint32_t, 3> max_workgroup_size = {128, 128, 64};
    std::array<std::uint32_t, 3> max_workgroup_count = {65535, 65535, 65535};
    std::uint32_t max_shared_memory_bytes = 16384;
    std::uint32_t max_push_constants_bytes = 128;
    std::uint64_t max_binding_bytes = 1ULL << 27;     ///< maxStorageBufferRange
    std::uint32_t max_bindings = 4;                   ///< storage buffers of a kernel
    std::uint64_t max_allocation_bytes = 1ULL << 30;  ///< of one buffer: the smaller of allocation and buffer size
    std::uint64_t storage_alignment_bytes = 256;      ///< minStorageBufferOffsetAlignment
    double timestamp_period_ns = 0.0;                 ///< 0: no timestamps on the compute queue
    std::uint32_t timestamp_bits = 0;                 ///< that count; the others are zero

    // What it is.
    bool software = false;        ///< runs on the processor
    bool unified_memory = false;  ///< all device memory is visible to the host
    bool draws_desktop = false;   ///< a submission must be short, so that the desktop stays smooth

    /// With the features of a comma-separated list turned off; "all" turns off every one. Fails on an unknown name.
    Result<Capabilities> masked(std::string_view list) const;
    std::vector<std::string> feature_names() const;  ///< those that are on

    /// Whether a prompt's products can run on cooperative matrices, with whole subgroups of a known size, on float16.
    bool multiplies_cooperatively() const;
    /// Whether the dispatches of a token can be chained (CommandStream::chain): there are such kernels for devices that
    /// also have packed dot products.
    bool can_chain() const;
    /// Why it cannot, in words that begin with the feature's name; empty where it can, or ALTIPLANO_CHAIN does not ask.
    std::string why_not_chained() const;
};

}  // namespace inference::vulkan
