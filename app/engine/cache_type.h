#pragma once
#include "inference/cache_type.h"
#include "ui/ports/chat_engine.h"

namespace app {

inline inference::CacheType cacheTypeOf(ui::CacheType type) {
    return type == ui::CacheType::Q8_0 ? inference::CacheType::Q8_0 : inference::CacheType::F16;
}

}  // namespace app
