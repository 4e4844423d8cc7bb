// What the device guesses of the next token, against the host's own Sampler, which computes in double precision; and
// what it writes for the pass of that token, against what the host would write.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "inference/sampling/random.h"
#include "inference/sampling/sampler.h"
#include "inference/vulkan/kernels/attention.h"
#include "inference/vulkan/kernels/best_candidates.h"
#include "tests/kernels/support/random.h"
#include "tests/kernels/support/test_device.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

using Logit = std::function<float(std::uint32_t)>;

constexpr float infinity = std::numeric_limits<float>::infinity();

/// What may come out where the draw, or a limit, lies so near to the next token that float32 does not tell them apart.
std::set<Token> neighbours(const Candidates& candidates, const ChoiceGuess& guess, double point) {
    constexpr double near = 2e-5;
    std::set<Token> tokens;
    for (const double p : {-near, 0.0, near})
        for (const double share : {-near, 0.0, near})
            for (const double drawn : {-near, 0.0, near}) {
                Distribution distribution;
                distribution.set(std::span(candidates.best).first(guess.kept), guess.temperature);
                if (guess.top_p < 1.0F) distribution.keep_top_p(static_cast<double>(guess.top_p) + p);
                distribution.keep_min_p(static_cast<double>(guess.min_p) * (1.0 + share));
                tokens.insert(distribution.at(std::clamp(point + drawn, 0.0, 1.0)));
            }
    return tokens;
}

/// What all cases share.
struct Kernels {
    explicit Kernels(TestDevice& on)
        : device(on),
          candidates(need(BestCandidates::create(on.device(), {}, true))),
          attention(need(Attention::create(on.device(), {}, config(), CacheType::F16))) {}
    static ModelConfig config() {
        ModelConfig config{};
        config.head_count = 6;
        config.kv_head_count = 2;
        config.head_size = 32;
        return config;
    }
    TestDevice& device;
    BestCandidates candidates;
    Attention attention;
    std::uint32_t guessed = 0;
    std::uint32_t others = 0;  // than the host's, by rounding
};

class Guesses {
public:
    Guesses(Kernels& kernels, std::uint32_t vocabulary_size)
        : kernels_(kernels),
          device_(kernels.device),
          vocabulary_size_(vocabulary_size),
          scratch_(device_.zeros(BestCandidates::scratch_bytes(1, vocabulary_size))) {}

    /// What is wrong.
    std::string guess(const SamplingSettings& settings, const Logit& logit, std::uint32_t position) {
        Sampler sampler = need(Sampler::create(settings, vocabulary_size_));
        const auto guess = sampler.guess();
        if (!guess) return "the sampler has nothing to guess by";
        std::vector<float> logits(vocabulary_size_);
        for (std::uint32_t token = 0; token < vocabulary_size_; ++token) logits[token] = logit(token);
        const Buffer input = device_.upload(logits);
        const Buffer output = device_.unset(BestCandidates::output_bytes(1));
        const Buffer by = device_.upload(std::vector{BestCandidates::parameters(*guess)});
        const Buffer batch = device_.upload(std::vector{kernels_.attention.parameters(position, 1)});
        const Buffer next_batch = device_.unset(sizeof(shader::BatchParameters));
        const Buffer next_token = device_.unset(sizeof(Token));
        device_.run([&](CommandStream& stream) {
            kernels_.candidates.record_guessing(stream, {input, scratch_, output}, {by, batch, next_batch, next_token},
                                                vocabulary_size_);
        });
        const auto found = device_.download<std::byte>(output);
        const Token guessed = BestCandidates::read_guess(found);
        if (device_.download<Token>(next_token).front() != guessed) return "the next pass is told another token";
        const auto expected_batch = kernels_.attention.parameters(position + 1, 1);
        const auto bytes = device_.download<std::byte>(next_batch);
        if (!std::ranges::equal(std::span(bytes).first(sizeof expected_batch),
                                std::as_bytes(std::span(&expected_batch, 1))))
            return fmt::format("the pass behind position {} is told something else than by the host", position);

        ++kernels_.guessed;
        const Token chosen = sampler.choose(std::span<const float>(logits), position + 1, {});
        if (guessed == chosen) return {};
        ++kernels_.others;
        Candidates candidates;
        BestCandidates::read(found, 0, vocabulary_size_, candidates);
        if (settings.temperature > 0.0F && candidates.best.front().logit > -infinity &&
            neighbours(candidates, *guess, uniform(settings.seed, position + 1)).contains(guessed))
            return {};
        return fmt::format("position {}: the host chooses {}, {} is guessed", position, chosen, guessed);
    }

private:
    Kernels& kernels_;
    TestDevice& device_;
    std::uint32_t vocabulary_size_;
    Buffer scratch_;
};

struct NamedSettings {
    const char* name;
    SamplingSettings settings;
};

std::vector<NamedSettings> all_settings() {
    return {
        {"the likeliest", {.temperature = 0.0F}},
        {"usual", {}},
        {"of 256", {.temperature = 1.5F, .top_k = 256, .top_p = 1.0F}},
        {"half of the probability", {.temperature = 1.0F, .top_k = 100, .top_p = 0.5F}},
        {"a share of the likeliest", {.temperature = 1.0F, .top_k = 64, .top_p = 1.0F, .min_p = 0.1F}},
        {"both", {.temperature = 0.7F, .top_k = 200, .top_p = 0.9F, .min_p = 0.02F}},
        {"cold", {.temperature = 0.01F}},
        {"hot", {.temperature = 50.0F, .top_k = 256, .top_p = 0.99F}},
        {"of one", {.top_k = 1}},
        {"no probability", {.top_p = 0.0F}},
        {"as likely as the likeliest", {.top_p = 1.0F, .min_p = 1.0F}},
    };
}

std::string drawn(Kernels& kernels, std::uint32_t vocabulary_size, const SamplingSettings& settings) {
    Guesses guesses(kernels, vocabulary_size);
    Random random(vocabulary_size);
    for (const std::uint32_t position : {0U, 254U, 255U, 256U, 511U, 131070U})
        for (int draw = 0; draw < 2; ++draw) {
            SamplingSettings seeded = settings;
            seeded.seed = random.bits();
            auto problem = guesses.guess(seeded, [&](std::uint32_t) { return 6.0F * random.number(); }, position);
            if (!problem.empty()) return problem;
        }
    return {};
}

std::string strange(Kernels& kernels, const Logit& logit) {
    Guesses guesses(kernels, 3000);
    for (const NamedSettings& named : all_settings())
        for (std::uint32_t position = 0; position < 4; ++position)
            if (auto problem = guesses.guess(named.settings, logit, position); !problem.empty())
                return fmt::format("{}: {}", named.name, problem);
    return {};
}

/// Settings that no guess follows.
std::string none_is_guessed() {
    for (const SamplingSettings& settings :
         {SamplingSettings{.top_k = 0}, SamplingSettings{.typical_p = 0.9F},
          SamplingSettings{.repetition_penalty = 1.1F}, SamplingSettings{.presence_penalty = 0.1F},
          SamplingSettings{.frequency_penalty = 0.1F}, SamplingSettings{.logit_bias = {{3, -1.0F}}}})
        if (need(Sampler::create(settings, 32000)).guess()) return "something is guessed";
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    Kernels kernels(device);
    std::vector<Case> cases;
    for (const std::uint32_t vocabulary_size : {1U, 2U, 255U, 256U, 1025U, 32000U})
        for (const NamedSettings& named : all_settings())
            cases.push_back({fmt::format("{}, vocabulary of {}", named.name, vocabulary_size),
                             [=, &kernels] { return drawn(kernels, vocabulary_size, named.settings); }});
    const auto all = [&](const char* name, const Logit& logit) {
        cases.push_back({name, [=, &kernels] { return strange(kernels, logit); }});
    };
    all("all the same", [](std::uint32_t) { return -2.5F; });
    all("few different", [](std::uint32_t token) { return static_cast<float>(token * 7 % 5); });
    all("one far above", [](std::uint32_t token) { return token == 2999 ? 1e30F : 0.0F; });
    all("minus infinities", [](std::uint32_t token) { return token % 50 == 3 ? 1.0F : -infinity; });
    all("nothing but minus infinities", [](std::uint32_t) { return -infinity; });
    all("plus infinities", [](std::uint32_t token) { return token % 1000 == 7 ? infinity : 0.0F; });
    all("no numbers",
        [](std::uint32_t token) { return token % 3 == 0 ? std::nanf("") : static_cast<float>(token % 40); });
    cases.push_back({"what cannot be guessed", none_is_guessed});
    cases.push_back({"few others", [&kernels] {
                         return kernels.others * 100 <= kernels.guessed
                                    ? std::string()
                                    : fmt::format("{} of {} are others", kernels.others, kernels.guessed);
                     }});
    return run_kernel_cases(device, cases, argument_count, arguments);
}
