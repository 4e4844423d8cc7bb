#pragma once
#include <QString>

namespace app {

/// Cria, the small model that comes with the program: share/altiplano/cria.gguf beside the program (a build) or beside
/// the folder it is in (an installation, an unpacked archive). Empty where neither is there.
QString bundledModel();

}  // namespace app
