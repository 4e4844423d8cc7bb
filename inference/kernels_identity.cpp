#include "inference/kernels_identity.h"

#include <fmt/format.h>

#include <span>

#include "inference/checksum.h"
#include "shaders/shader_library.h"

namespace inference {

const std::string& kernels_identity() {
    static const std::string identity = [] {
        std::uint64_t sum = checksum_start;
        for (const std::string_view name : shaders::shader_names())
            sum = checksum_of(std::as_bytes(shaders::find_shader(name)), sum);
        return fmt::format("{} {:016x}", ALTIPLANO_VERSION, sum);
    }();
    return identity;
}

}  // namespace inference
