#include "inference/session_transfer.h"

namespace inference {

Result<bool> CacheSaving::advance() try {
    if (parts_.done()) {
        if (auto finished = file_.finish(); !finished) return std::unexpected(std::move(finished.error()));
        return true;
    }
    bytes_.resize(parts_.state().cache_part_bytes(positions_));
    auto done = parts_.state().read_cache_part(parts_.part(), positions_, bytes_);
    if (done) done = file_.write(bytes_);
    if (!done) return std::unexpected(std::move(done.error()));
    parts_.next();
    return false;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<bool> CacheRestoring::advance() try {
    if (parts_.done()) {
        if (auto sound = file_.finish(); !sound) return std::unexpected(std::move(sound.error()));
        whole_(file_.header());
        return true;
    }
    const auto positions = static_cast<std::uint32_t>(file_.header().tokens.size());
    bytes_.resize(parts_.state().cache_part_bytes(positions));
    auto done = file_.read(bytes_);
    if (done) done = parts_.state().write_cache_part(parts_.part(), positions, bytes_);
    if (!done) return std::unexpected(std::move(done.error()));
    parts_.next();
    return false;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
