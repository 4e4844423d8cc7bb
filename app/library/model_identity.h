#pragma once
#include <QString>

#include "app/outcome.h"

namespace app {

/// Tells a model file from others, for the answers it gives: SHA-256, in hexadecimal, over each part's size, everything
/// before its tensor data (metadata and tensor table), and of each tensor its size and first 4 KiB. Of a 65B that is 10
/// MB in 700 places, however large the rest; not for the GUI thread.
Outcome<QString> modelIdentityOf(const QString& file);

}  // namespace app
