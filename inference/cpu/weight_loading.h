#pragma once
#include <cstdint>
#include <memory>

#include "inference/cpu/cpu_weights.h"
#include "inference/cpu/work_queue.h"
#include "inference/model/model_file.h"
#include "inference/model/weight_bytes.h"

namespace inference::cpu {

/// Memory of a model's weights on the processor, repacked. The embedding stays in the file: a token reads a row of it.
WeightBytes weight_bytes(const ModelFile& model);

/// Brings a range of a model's layers from its file into memory, in the order that products read, a matrix at a time.
/// The file is read in pieces whose pages go back at once: no second copy of it is held. One thread.
class WeightLoading {
public:
    /// Compares what the weights, and the shortest conversation with them, take with the memory that is available;
    /// nothing is read yet. The last `mapped_layers` of the range take no memory: each of their products reads the
    /// file. Fails with OutOfMemory (both numbers), or InvalidArgument for layers that are not there.
    static Result<std::unique_ptr<WeightLoading>> begin(std::shared_ptr<WorkQueue> queue,
                                                        std::shared_ptr<const ModelFile> model, Precision precision,
                                                        LayerRange range, std::uint32_t mapped_layers = 0);
    virtual ~WeightLoading() = default;

    virtual std::uint64_t bytes_total() const = 0;  ///< memory that the weights take
    virtual std::uint64_t bytes_done() const = 0;
    /// Waits for a matrix for a few tens of milliseconds. True once all are there.
    virtual Result<bool> advance() = 0;
    /// The weights, once, after advance() was true.
    virtual CpuWeights take() = 0;
};

}  // namespace inference::cpu
