#pragma once
#include "inference/model/model_file.h"

namespace inference {

/// How fast a model's file is read: four times 16 MB from all over it, from other places each time, as what was read
/// once the system holds in memory.
struct FileSpeed {
    double bytes_per_second = 1e9;      ///< of the disk, where it was measured; else of a plain solid-state disk
    double waiting_seconds_a_byte = 0;  ///< for the disk: beyond what the same bytes take once they are in memory. What
                                        ///< the system holds of the file now counts for its part

    /// `from_disk`: also what it takes where the system holds nothing of it. Fails with Unreadable.
    static Result<FileSpeed> measure(const ModelFile& model, bool from_disk);
};

/// Asks the system to hold these bytes of a file no longer.
void drop_from_file_cache(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t bytes);

}  // namespace inference
