#include "tests/bench/model_bench.h"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "inference/engine.h"
#include "inference/session.h"
#include "tests/bench/median.h"

namespace bench {

using namespace inference;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Result<std::shared_ptr<const Model>> load(Engine& engine, const ModelBenchOptions& options) {
    auto file = ModelFile::open(options.path);
    if (!file) return std::unexpected(file.error());
    const auto loading = engine.load(*file, {.device = options.device, .precision = Precision::Fast});
    if (!loading) return std::unexpected(loading.error());
    for (;;) {
        const auto progress = (*loading)->advance();
        if (!progress) return std::unexpected(progress.error());
        if (progress->done) return (*loading)->take();
    }
}

/// Advances until so many tokens have come. Fails if the context is full before.
Result<void> advance_until(Session& session, std::uint32_t tokens) {
    for (std::uint32_t come = 0; come < tokens;) {
        const auto step = session.advance({});
        if (!step) return std::unexpected(step.error());
        if (step->context_full)
            return fail(ErrorKind::TooLong, fmt::format("the context is full after {} tokens", session.tokens().size()),
                        "Ask for fewer tokens.");
        come += static_cast<std::uint32_t>(step->tokens.size());
    }
    return {};
}

}  // namespace

Result<void> run_model_bench(const ModelBenchOptions& options) {
    const auto engine = Engine::create();
    const auto load_start = Clock::now();
    const auto model = load(*engine, options);
    if (!model) return std::unexpected(model.error());
    const ModelConfig& config = (*model)->source->config;
    fmt::print("{} on {}: {:.0f} MB of weights in {:.1f} s\n", config.name, (*model)->device.name,
               static_cast<double>((*model)->weights_bytes()) * 1e-6, seconds_since(load_start));
    const std::uint32_t length = options.prompt_tokens + options.generate_tokens + 1;
    auto session = Session::open(*model, {.context_length = length, .batch_tokens = 0, .cache_type = CacheType::F16});
    if (!session) return std::unexpected(session.error());
    std::vector<double> prompt_speeds;
    std::vector<double> generate_speeds;
    for (std::uint32_t run = 0; run < options.repeat; ++run) {
        std::vector<Token> prompt(options.prompt_tokens);
        for (std::uint32_t i = 0; i < prompt.size(); ++i)  // another one each time, so that no prefix is kept
            prompt[i] = static_cast<Token>((i * 7919 + run * 104729 + 13) % config.vocabulary_size);
        if (auto started = (*session)->start(prompt, {.temperature = 0.0F}); !started)
            return std::unexpected(started.error());
        const auto start = Clock::now();
        if (auto done = advance_until(**session, 1); !done) return done;
        prompt_speeds.push_back(options.prompt_tokens / seconds_since(start));
        const auto generate_start = Clock::now();
        if (auto done = advance_until(**session, options.generate_tokens); !done) return done;
        generate_speeds.push_back(options.generate_tokens / seconds_since(generate_start));
        fmt::print("prompt {:.3f} tok/s  generate {:.3f} tok/s\n", prompt_speeds.back(), generate_speeds.back());
        std::fflush(stdout);
    }
    fmt::print("median: prompt of {} {:.3f} tok/s  generate {} {:.3f} tok/s\n", options.prompt_tokens,
               median(prompt_speeds), options.generate_tokens, median(generate_speeds));
    return {};
}

}  // namespace bench
