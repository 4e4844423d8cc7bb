// Causal attention of decode batches and of prompts over both types of cache, against double precision, and bit for bit
// whatever stands beside a token and wherever a prompt is cut.
#include "inference/vulkan/kernels/attention.h"

#include <cmath>

#include "inference/vulkan/kernels/cache_quantiser.h"
#include "tests/kernels/support/cache.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

struct Variant {
    Pass pass;
    CacheType cache_type;
    ActivationFormats formats;
    NamedTuning tuning;

    std::string name() const {
        return fmt::format("{} {} {}{}{}", pass == Pass::Decode ? "decode" : "prompt",
                           cache_type == CacheType::F16   ? "float16"
                           : cache_type == CacheType::F32 ? "float32"
                                                          : "int8",
                           tuning.name, formats.floats ? "" : " no floats", formats.quants ? " int8" : "");
    }
};

struct Heads {
    std::uint32_t head_count, kv_head_count, head_size;
    std::uint32_t window = 0;  // positions that a token attends to; 0: all
    std::uint32_t query_length() const { return head_count * head_size; }
};

/// Keys and values of `positions` positions, and a query for each: what a token at a position sees is always the same.
class Scene {
public:
    Scene(TestDevice& device, const Variant& variant, const Heads& heads, std::uint32_t positions, float magnitude)
        : device_(device),
          variant_(variant),
          heads_(heads),
          layout_{variant.cache_type, heads.kv_head_count, heads.head_size, positions},
          keys_(CacheOnHost::random(layout_, 1, magnitude)),
          values_(CacheOnHost::random(layout_, 2, 1.0F)),
          kernel_(create()) {
        Random random(3);
        for (std::size_t i = 0; i < std::size_t{positions} * heads.query_length(); ++i)
            queries_.push_back(random.number());
        device_keys_ = device.upload(keys_.bytes());
        device_values_ = device.upload(values_.bytes());
        scratch_ = device.zeros(kernel_.scratch_bytes(positions));
    }

    WrittenActivations run(std::uint32_t position, std::uint32_t tokens, const std::vector<Slice>& slices = {{}}) {
        const bool decode = variant_.pass == Pass::Decode;
        const auto parameters = kernel_.parameters(position, tokens);
        const Buffer batch = device_.upload(std::as_bytes(std::span(&parameters, 1)));
        const auto start = queries_.begin() + static_cast<std::ptrdiff_t>(position * heads_.query_length());
        const Buffer query = device_.upload(
            std::vector<float>(start, start + static_cast<std::ptrdiff_t>(tokens * heads_.query_length())));
        const auto output = DeviceActivations::unset(device_, tokens, heads_.query_length());
        std::vector<std::string> wanted = {decode ? "decode_attention" : "prompt_attention"};
        if (decode && heads_.head_size % 32 != 0) wanted.emplace_back("quantise");
        device_.run(wanted, [&](CommandStream& stream) {
            for (const Slice slice : slices)
                kernel_.record(stream, {batch, query, device_keys_, device_values_, scratch_, output.views()}, layout_,
                               tokens, slice);
        });
        return WrittenActivations::read(device_, output, heads_.query_length());
    }

    std::string compare(const WrittenActivations& found, std::uint32_t position, std::uint32_t tokens) const {
        std::vector<double> expected(std::size_t{tokens} * heads_.query_length());
        std::vector<double> bounds(expected.size());
        for (std::uint32_t token = 0; token < tokens; ++token)
            for (std::uint32_t head = 0; head < heads_.head_count; ++head)
                reference(position, token, head, expected, bounds);
        const auto at = [&](const std::vector<double>& values) {
            return [&](std::uint32_t token, std::uint32_t i) {
                return values[std::size_t{token} * heads_.query_length() + i];
            };
        };
        ActivationFormats formats = variant_.formats;
        // Blocks that reach over heads are quantised from floats.
        if (heads_.head_size % 32 != 0 || variant_.pass == Pass::Prompt) formats.floats = true;
        return found.compare(tokens, formats, at(expected), at(bounds));
    }

private:
    Attention create() {
        ModelConfig config;
        config.head_count = heads_.head_count;
        config.kv_head_count = heads_.kv_head_count;
        config.head_size = heads_.head_size;
        config.sliding_window = heads_.window;
        const KernelOptions options{.pass = variant_.pass,
                                    .precision = Precision::Fast,
                                    .formats = variant_.formats,
                                    .tuning = variant_.tuning.tuning};
        return need(Attention::create(device_.device(), options, config, variant_.cache_type));
    }

    void reference(std::uint32_t position, std::uint32_t token, std::uint32_t head, std::vector<double>& expected,
                   std::vector<double>& bounds) const {
        const std::uint32_t size = heads_.head_size;
        const std::uint32_t kv_head = head / (heads_.head_count / heads_.kv_head_count);
        const std::uint32_t length = position + token + 1;
        const std::uint32_t start = heads_.window > 0 && length > heads_.window ? length - heads_.window : 0;
        const float* query = queries_.data() + std::size_t{position + token} * heads_.query_length() + head * size;
        std::vector<double> weights(length);
        double largest = -1e300;
        double largest_magnitude = 0.0;
        for (std::uint32_t p = start; p < length; ++p) {
            double magnitude = 0.0;
            for (std::uint32_t e = 0; e < size; ++e) {
                const double product = query[e] * keys_.element(kv_head, p, e) / std::sqrt(static_cast<double>(size));
                weights[p] += product;
                magnitude += std::abs(product);
            }
            largest = std::max(largest, weights[p]);
            largest_magnitude = std::max(largest_magnitude, magnitude);
        }
        double sum = 0.0;
        for (std::uint32_t p = start; p < length; ++p) sum += weights[p] = std::exp(weights[p] - largest);
        const std::size_t row = std::size_t{token} * heads_.query_length() + head * size;
        for (std::uint32_t p = start; p < length; ++p)
            for (std::uint32_t e = 0; e < size; ++e) {
                const double product = weights[p] / sum * values_.element(kv_head, p, e);
                expected[row + e] += product;
                bounds[row + e] += std::abs(product);
            }
        // A score's own error goes into its weight: exp turns it from absolute to relative.
        for (std::uint32_t e = 0; e < size; ++e) bounds[row + e] *= 2e-5 + 1e-6 * largest_magnitude;
    }

    TestDevice& device_;
    Variant variant_;
    Heads heads_;
    CacheLayout layout_;
    CacheOnHost keys_;
    CacheOnHost values_;
    Attention kernel_;
    std::vector<float> queries_;
    Buffer device_keys_, device_values_, scratch_;
};

std::string against_reference(TestDevice& device, const Variant& variant, const Heads& heads, std::uint32_t position,
                              std::uint32_t tokens, float magnitude) {
    Scene scene(device, variant, heads, position + tokens, magnitude);
    return scene.compare(scene.run(position, tokens), position, tokens);
}

/// The decode scratch serves every length, back and forth, as arrivals are counted anew each time.
std::string again_and_again(TestDevice& device, const Variant& variant, const Heads& heads) {
    Scene scene(device, variant, heads, 1100, 1.0F);
    for (const std::uint32_t position : {1000U, 0U, 600U, 255U, 256U, 1000U, 511U}) {
        const auto problem = scene.compare(scene.run(position, 3), position, 3);
        if (!problem.empty()) return fmt::format("position {}: {}", position, problem);
    }
    return {};
}

bool same_row(const WrittenActivations& a, std::uint32_t a_row, const WrittenActivations& b, std::uint32_t b_row) {
    const std::size_t padded = padded_length(a.length);
    return std::memcmp(a.floats.data() + a_row * padded, b.floats.data() + b_row * padded, padded * 4) == 0 &&
           std::memcmp(a.quants.data() + a_row * padded, b.quants.data() + b_row * padded, padded) == 0 &&
           std::memcmp(a.scales.data() + a_row * padded / 16, b.scales.data() + b_row * padded / 16, padded / 4) == 0;
}

std::string whatever_stands_beside(TestDevice& device, const Variant& variant, const Heads& heads) {
    Scene scene(device, variant, heads, 520, 2.0F);
    for (const std::uint32_t start : {0U, 250U, 508U}) {
        std::vector<WrittenActivations> alone;
        for (std::uint32_t token = 0; token < 8; ++token) alone.push_back(scene.run(start + token, 1));
        for (std::uint32_t count = 2; count <= 8; ++count) {
            const auto together = scene.run(start, count);
            for (std::uint32_t token = 0; token < count; ++token)
                if (!same_row(together, token, alone[token], 0))
                    return fmt::format("token {} of {} at {} differs from itself alone", token, count, start);
        }
    }
    return {};
}

std::string wherever_it_is_cut(TestDevice& device, const Variant& variant, const Heads& heads) {
    constexpr std::uint32_t tokens = 75;
    Scene scene(device, variant, heads, tokens, 2.0F);
    const auto whole = scene.run(0, tokens);
    for (std::uint32_t cut = 1; cut < tokens; ++cut) {
        const auto first = scene.run(0, cut);
        const auto second = scene.run(cut, tokens - cut);
        for (std::uint32_t token = 0; token < tokens; ++token)
            if (!same_row(token < cut ? first : second, token < cut ? token : token - cut, whole, token))
                return fmt::format("token {} of a prompt of {} cut at {} differs", token, tokens, cut);
    }
    return {};
}

std::string slice_by_slice(TestDevice& device, const Variant& variant, const Heads& heads) {
    Scene scene(device, variant, heads, 40, 1.0F);
    std::vector<Slice> slices;
    for (std::uint32_t head = 0; head < heads.head_count; ++head) slices.push_back({head, 1});
    return scene.run(3, 37, slices) == scene.run(3, 37) ? "" : "heads one by one differ from all at once";
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    std::vector<Variant> variants;
    for (const NamedTuning& tuning : tunings())
        for (const CacheType type : {CacheType::F16, CacheType::F32, CacheType::Q8_0}) {
            variants.push_back({Pass::Prompt, type, {true, false}, tuning});
            variants.push_back({Pass::Decode, type, {false, true}, tuning});
            variants.push_back({Pass::Decode, type, {true, true}, tuning});
        }
    std::vector<Case> cases;
    for (const Variant& variant : variants) {
        const bool prompt = variant.pass == Pass::Prompt;
        const auto fits = [&](std::uint32_t head_size) {
            return variant.cache_type != CacheType::Q8_0 || head_size % cache_block_elements == 0;
        };
        for (const ModelShape& model : shapes_to_try()) {
            if (!fits(model.head_size)) continue;
            const std::uint32_t kv_heads = std::min(2U, model.kv_head_count);
            const std::uint32_t shared = std::min(4U, model.head_count / model.kv_head_count);
            const Heads heads{kv_heads * shared, kv_heads, model.head_size};
            cases.push_back({fmt::format("{} {}", variant.name(), model.name), [=, &device] {
                                 return against_reference(device, variant, heads, 300, prompt ? 37 : 5, 1.0F);
                             }});
        }
        for (const std::uint32_t position : {0U, 1U, 7U, 31U, 32U, 255U, 256U, 2040U})
            cases.push_back({fmt::format("{} position {}", variant.name(), position), [=, &device] {
                                 return against_reference(device, variant, {2, 1, 64}, position, prompt ? 9 : 8, 1.0F);
                             }});
        for (const std::uint32_t head_size : {2U, 6U, 12U, 32U, 40U, 80U, 96U, 256U}) {
            if (!fits(head_size)) continue;
            cases.push_back({fmt::format("{} head size {}", variant.name(), head_size), [=, &device] {
                                 return against_reference(device, variant, {3, 3, head_size}, 60, prompt ? 17 : 3,
                                                          1.0F);
                             }});
        }
        // Windows of one position, around the blocks and splits, over several splits, and longer than the context.
        for (const std::uint32_t window : {1U, 5U, 31U, 32U, 33U, 256U, 257U, 700U, 1000U, 4096U})
            cases.push_back({fmt::format("{} window {}", variant.name(), window), [=, &device] {
                                 return against_reference(device, variant, {2, 1, 64, window}, 1020, prompt ? 37 : 8,
                                                          1.0F);
                             }});
        cases.push_back({variant.name() + " steep",
                         [=, &device] { return against_reference(device, variant, {2, 2, 64}, 600, 5, 60.0F); }});
        if (prompt) {
            cases.push_back({variant.name() + " cut anywhere",
                             [=, &device] { return wherever_it_is_cut(device, variant, {2, 1, 64}); }});
            cases.push_back({variant.name() + " window cut anywhere",
                             [=, &device] { return wherever_it_is_cut(device, variant, {2, 1, 64, 34}); }});
            cases.push_back({variant.name() + " slice by slice",
                             [=, &device] { return slice_by_slice(device, variant, {6, 3, 64}); }});
            continue;
        }
        cases.push_back({variant.name() + " window bit for bit",
                         [=, &device] { return whatever_stands_beside(device, variant, {4, 2, 64, 251}); }});
        cases.push_back({variant.name() + " window again and again",
                         [=, &device] { return again_and_again(device, variant, {4, 2, 64, 300}); }});
        for (const std::uint32_t head_size : {64U, 12U}) {
            if (!fits(head_size)) continue;
            cases.push_back({fmt::format("{} bit for bit {}", variant.name(), head_size),
                             [=, &device] { return whatever_stands_beside(device, variant, {4, 2, head_size}); }});
            cases.push_back({fmt::format("{} again and again {}", variant.name(), head_size),
                             [=, &device] { return again_and_again(device, variant, {4, 2, head_size}); }});
        }
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
