#pragma once
#include <QString>

#include "app/outcome.h"

namespace app {

/// Tells a model file from others, for the answers it gives: the first 128 bits of SHA-256, in hexadecimal, over the
/// file's size, everything before its tensor data (metadata and tensor table, at most 64 MiB) and sixteen pieces of 4
/// KiB spread over the data; of a model in several files, over each. Reads at most about 64 MiB of a file however large
/// it is; not for the GUI thread.
Outcome<QString> modelIdentityOf(const QString& file);

}  // namespace app
