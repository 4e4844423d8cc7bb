#pragma once
#include <QString>

namespace app {

/// A Korean text in which particles that depend on what stands before them are written both ways, as in "%1을(를)",
/// with the one that fits. Both stay behind what nobody can know the sound of, such as a file's name.
QString withParticles(QString text);

}  // namespace app
