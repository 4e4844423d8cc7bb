#pragma once

namespace app {

/// The program's version, from the build.
inline constexpr const char* version = ALTIPLANO_VERSION;

}  // namespace app
