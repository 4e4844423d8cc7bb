#pragma once
#include "inference/model/model_file.h"

namespace inference {

/// How fast a model's file is read now: four times 16 MB from all over it, so that what the system still holds in
/// memory counts for its part.
struct FileSpeed {
    double bytes_per_second = 1e9;      ///< where it was not measured: a plain solid-state disk
    double waiting_seconds_a_byte = 0;  ///< for the disk: beyond what the same bytes take once they are in memory

    /// Fails with Unreadable.
    static Result<FileSpeed> measure(const ModelFile& model);
};

}  // namespace inference
