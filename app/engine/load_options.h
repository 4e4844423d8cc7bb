#pragma once
#include <algorithm>

#include "app/engine/cache_type.h"
#include "inference/engine.h"
#include "ui/ports/model_plan.h"

namespace app {

inline inference::LoadOptions loadOptionsOf(const ui::Placing& placing) {
    return {.device = placing.device.toStdString(),
            .threads = static_cast<unsigned>(std::max(placing.threads, 0)),
            .context_length = static_cast<std::uint32_t>(std::max(placing.contextLength, 2)),
            .cache_type = cacheTypeOf(placing.cacheType)};
}

}  // namespace app
