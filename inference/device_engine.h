#pragma once
#include <filesystem>
#include <memory>

#include "inference/engine.h"
#include "inference/machine.h"

namespace inference {

/// The engine over the devices of whatever machine `look` finds. Engine::create's is that of this machine.
std::unique_ptr<Engine> create_engine(std::filesystem::path speeds, MachineLook look);

}  // namespace inference
