// Whole models' prompts against the exact logits of the shared folder, in both precisions: what golden_test does under
// Qt, as a plain program that also runs on another distribution's driver. A prompt in one batch, and cut in two.
#include <fmt/ranges.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "inference/session.h"
#include "tests/kernels/support/cases.h"
#include "tests/support/validated_device.h"

namespace {

using namespace inference;
using test_support::ValidatedDevice;

constexpr std::size_t vocabulary_size = 512;

template <typename T>
std::vector<T> read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

/// The first list of numbers in tokens.json; stories260K's are in the folder's README.
std::vector<Token> read_tokens(const std::string& model) {
    if (model == "stories260K") return {1, 403, 407, 261, 378, 432, 317, 261, 376, 414, 434, 310, 286};
    std::vector<Token> tokens;
    bool within = false;
    for (const char letter : read<char>(SHARED_DIR "/golden/tokens.json")) {
        if (letter == ']') break;
        const bool digit = letter >= '0' && letter <= '9';
        if (digit && !within) tokens.push_back(0);
        if (digit) tokens.back() = tokens.back() * 10 + (letter - '0');
        within = digit;
    }
    return tokens;
}

std::string agrees(const ValidatedDevice& device, const std::string& name, Precision precision, std::uint32_t batch) {
    auto file = ModelFile::open(fmt::format("{}/models/{}.gguf", SHARED_DIR, name));
    if (!file) return file.error().what;
    const auto model = device.load(*file, precision);
    if (!model) return model.error().what;
    const CacheType cache = precision == Precision::Exact ? CacheType::F32 : CacheType::F16;
    auto session = Session::open(*model, {.batch_tokens = batch, .cache_type = cache});
    if (!session) return session.error().what;
    const auto tokens = read_tokens(name);
    const auto logits = (*session)->logits(tokens, {});
    if (!logits) return logits.error().what;
    const auto expected = read<float>(fmt::format("{}/golden/{}.logits.f32", SHARED_DIR, name));
    if (logits->size() != expected.size() || expected.size() != tokens.size() * vocabulary_size)
        return fmt::format("{} logits, {} were meant", logits->size(), expected.size());
    double difference = 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double one = double{(*logits)[i]} - double{expected[i]};
        difference += one * one;
        sum += double{expected[i]} * double{expected[i]};
    }
    const double error = difference / sum;
    const double most = precision == Precision::Exact ? 1e-6 : 2e-4;
    fmt::print("{} {} batch {}: {:.3g}\n", name, precision == Precision::Exact ? "exact" : "fast", batch, error);
    return error <= most ? "" : fmt::format("an error of {:.3g}, {} is allowed", error, most);
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (read<char>(SHARED_DIR "/golden/tokens.json").empty()) {
        fmt::print("Skipped: the shared folder with models and golden logits is not here.\n");
        return 0;
    }
    const auto device = ValidatedDevice::open();
    if (!device) {
        fmt::print("{}\n", device.error().what);
        return 1;
    }
    std::vector<kernel_test::Case> cases;
    for (const char* name : {"mini-f32", "mini-f16", "mini-bf16", "mini-q4_0", "mini-q4_1", "mini-q5_0", "mini-q5_1",
                             "mini-q8_0", "mini-q2_k", "mini-q3_k", "mini-q4_k", "mini-q4_k_m", "mini-q5_k_m",
                             "mini-q6_k", "mini-iq4_nl", "mini-iq4_xs", "stories260K"})
        for (const Precision precision : {Precision::Fast, Precision::Exact})
            for (const std::uint32_t batch : {48U, 29U}) {
                const std::string model = name;
                if (!std::ifstream(fmt::format("{}/models/{}.gguf", SHARED_DIR, model))) continue;
                cases.push_back(
                    {fmt::format("{} {} {}", model, precision == Precision::Exact ? "exact" : "fast", batch),
                     [=, &device] {
                         auto problem = agrees(*device, model, precision, batch);
                         return problem.empty() ? device->first_message() : problem;
                     }});
            }
    fmt::print("{}\n", fmt::join(device->device().capabilities().feature_names(), ", "));
    return kernel_test::run_cases(cases, argument_count, arguments);
}
