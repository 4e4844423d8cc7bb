#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/command_line.h"
#include "inference/chat/file_format.h"
#include "inference/engine.h"
#include "inference/sampling/sampling_settings.h"
#include "inference/stage.h"

namespace app::cli {

/// Where a model runs and how; what is not given is left to the engine.
struct ModelOptions {
    std::optional<std::string> device;
    std::optional<std::uint32_t> context;
    std::optional<std::uint32_t> batch;  ///< 0: as many as the device takes
    std::optional<inference::Precision> precision;
    std::optional<inference::CacheType> cacheType;
    std::optional<unsigned> threads;
    std::optional<std::uint32_t> draftTokens;
    std::optional<std::string> dataDirectory;  ///< speeds and compiled kernels are kept there
    bool allowDisk = false;
    bool verbose = false;

    void addTo(CommandLine& line);
    /// Those of them that decide where the layers go and how fast they are.
    void addPlacesTo(CommandLine& line);
    inference::LoadOptions loading() const;
    /// --cache-type, else what fits the precision.
    inference::CacheType cache() const;
};

struct SamplingOptions {
    std::optional<float> temperature;
    std::optional<std::uint32_t> topK;
    std::optional<float> topP;
    std::optional<float> minP;
    std::optional<float> typicalP;
    std::optional<float> repetitionPenalty;
    std::optional<float> presencePenalty;
    std::optional<float> frequencyPenalty;
    std::optional<std::uint32_t> penaltyWindow;
    std::vector<inference::LogitBias> logitBias;
    std::optional<std::uint64_t> seed;

    void addTo(CommandLine& line);
    /// `defaults` with what was given; a seed that was not given is drawn.
    inference::SamplingSettings over(inference::SamplingSettings defaults) const;
};

/// Ten digits at most, so that a person can type it again.
std::uint64_t drawSeed();

/// A chat format by name; nothing inside: the file's own.
using FormatChoice = std::optional<inference::ChatFormatName>;

void addFormat(CommandLine& line, std::string help, std::optional<FormatChoice>& format);
/// The format to use. Says on standard error if the file has a template that cannot be run, and what is used instead.
Result<std::shared_ptr<const inference::ChatFormat>> formatOf(const FormatChoice& choice,
                                                              const inference::gguf::GgufFile& file);
void addStopTexts(CommandLine& line, std::vector<std::string>& texts);

void addCacheType(CommandLine& line, std::optional<inference::CacheType>& cacheType);
void addContext(CommandLine& line, std::optional<std::uint32_t>& context);
void addDataDirectory(CommandLine& line, std::optional<std::string>& directory);

}  // namespace app::cli
