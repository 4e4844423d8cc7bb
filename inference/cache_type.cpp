#include "inference/cache_type.h"

#include <fmt/format.h>

namespace inference {

namespace {

constexpr const char* choose_f16 =
    "Choose F16 for the conversation's memory, in the advanced settings or by --cache-type f16.";

}  // namespace

const char* name_of(CacheType type) {
    switch (type) {
        case CacheType::F32: return "F32";
        case CacheType::Q8_0: return "Q8_0";
        case CacheType::F16: break;
    }
    return "F16";
}

Result<void> check_cache_type(CacheType type, std::uint32_t head_size) {
    switch (type) {
        case CacheType::F16:
        case CacheType::F32: return {};
        case CacheType::Q8_0:
            if (head_size % cache_block_elements == 0) return {};
            return fail(ErrorKind::Unsupported,
                        fmt::format("a Q8_0 cache needs a head size that is a multiple of {}, this model's is {}",
                                    cache_block_elements, head_size),
                        choose_f16);
    }
    return fail(ErrorKind::Unsupported, fmt::format("there is no cache of type {}", static_cast<int>(type)),
                choose_f16);
}

}  // namespace inference
