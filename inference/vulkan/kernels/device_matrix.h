#pragma once
#include <vector>

#include "inference/vulkan/buffer.h"
#include "inference/vulkan/kernels/repack.h"

namespace inference::vulkan {

/// A weight matrix in device memory, in the order of `layout`, split into parts so that no binding is larger than
/// the device allows. The buffers belong to the stage.
struct DeviceMatrix {
    struct Part {
        std::uint32_t first_group;
        std::uint32_t groups;
        BufferView quants;     // layout.quants_bytes(groups)
        BufferView scales;     // layout.scales_bytes(groups); where there are none any view, never read: quants again
        BufferView exponents;  // (groups * 8) int32, of RowExponents; where nothing multiplies cooperatively, none
    };
    MatrixLayout layout;
    std::vector<Part> parts;
};

/// A device matrix within a fused group of tensors. Its first row stands at `first_row` of the group's rows, where each
/// tensor starts at a multiple of 8: query rows, then key rows, then value rows; or gate, or up.
struct MatrixAt {
    const DeviceMatrix* matrix;
    std::uint32_t first_row;
};

}  // namespace inference::vulkan
