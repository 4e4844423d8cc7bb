#pragma once
#include "inference/error.h"
#include "ui/ports/problem.h"

namespace app {

/// The engine's error, as the window shows it. The engine speaks English; in another language the window says what kind
/// of thing went wrong and what to do, and the engine's own words, with their numbers, stand between.
ui::Problem problemOf(const inference::Error& error);

}  // namespace app
