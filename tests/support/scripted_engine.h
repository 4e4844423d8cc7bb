#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/engine/engine_parts.h"
#include "tests/support/fake_stage.h"
#include "tests/support/fake_tokenizer.h"

namespace test_support {

/// What an imagined engine does, and what became of it. The settings are for before the first call; the counters may be
/// read while another thread steps.
struct EngineScript {
    std::uint32_t load_steps = 3;             ///< calls of Loading::advance until it is done
    std::uint32_t submissions_per_batch = 1;  ///< of the stage
    std::uint32_t context_length = 256;       ///< what the models were trained for
    std::uint32_t head_size = 32;             ///< of the models
    bool compiles = false;                    ///< kernels, in the load's last step and for each type of cache
    inference::Precision precision = inference::Precision::Fast;
    /// The next token after a context of bytes; by itself the alphabet from the last letter on, round and round.
    std::function<inference::Token(std::span<const inference::Token>)> next;
    inference::FileFormat format = inference::FileFormat::chosen(inference::ChatFormatName::Plain);
    std::map<std::string, inference::Error> broken_files;  ///< by model id: what opening fails with
    std::map<std::string, inference::Error> broken_loads;  ///< what the last step of loading fails with

    /// Where `auto` places a model, the first that is not passed over: selectors, each with the share of the memory
    /// that it needs at least.
    std::vector<std::pair<std::string, double>> devices{{"vulkan:0", 0.9}, {"cpu", 0.0}};
    std::map<std::string, inference::Error> broken_devices;  ///< what loads on these fail with
    std::map<std::string, std::uint32_t> most_positions;     ///< by device: a longer cache does not fit

    inference::LoadOptions last_options;          ///< of the last load
    std::vector<inference::Decoded> decoded;      ///< what was told of answers
    std::atomic<unsigned> threads_asked_for = 0;  ///< by the last load
    std::atomic<int> engines_made = 0;
    std::atomic<int> loadings_alive = 0;
    std::atomic<int> models_alive = 0;
    std::atomic<int> most_models_alive = 0;
    std::weak_ptr<FakeStage> stage;  ///< of the newest model
};

/// The parts of an engine that follows a script. Any model id opens but those of `broken_files`.
app::EngineParts scripted_parts(std::shared_ptr<EngineScript> script);

}  // namespace test_support
