#pragma once
#include <cstdint>
#include <deque>
#include <vector>

#include "inference/model/layer_range.h"
#include "inference/vulkan/buffer.h"
#include "inference/vulkan/kernels/device_matrix.h"

namespace inference::vulkan {

/// One layer's weights in device memory.
struct DeviceLayer {
    BufferView attention_norm;              // (embedding_length) float32
    std::vector<MatrixAt> query_key_value;  // one matrix with all three, or several where their types differ
    DeviceMatrix output;                    // (embedding_length, query_length)
    BufferView feed_forward_norm;           // (embedding_length) float32
    DeviceMatrix gate_up;                   // gate and up (feed_forward_length, embedding_length), interleaved
    DeviceMatrix down;                      // (embedding_length, feed_forward_length)
};

/// The weights of a range of layers in device memory, repacked (MatrixLayout). Views and pointers lead into the object
/// itself, which is therefore moved, never copied.
struct DeviceWeights {
    DeviceWeights() = default;
    DeviceWeights(DeviceWeights&&) = default;
    DeviceWeights& operator=(DeviceWeights&&) = default;

    LayerRange range;
    DeviceMatrix embedding;           // (vocabulary_size, embedding_length), with the first layer
    std::vector<DeviceLayer> layers;  // of the range
    BufferView output_norm;           // (embedding_length) float32, with the last layer
    DeviceMatrix head;        // (vocabulary_size, embedding_length), with the last layer; the embedding's memory where
                              // they are tied and both are here
    std::uint64_t bytes = 0;  ///< device memory of all of them

    std::deque<DeviceMatrix> query_key_value;  ///< what the layers' MatrixAt point at
    std::deque<Buffer> buffers;                ///< what the views point into
};

}  // namespace inference::vulkan
