#pragma once
#include "inference/model/model_file.h"

namespace inference {

/// Bytes a second that the model's file is read with now: some megabytes from all over it, so that what the system
/// still holds in memory counts for its part. Fails with Unreadable.
Result<double> file_speed(const ModelFile& model);

}  // namespace inference
