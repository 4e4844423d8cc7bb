#include "tests/kernels/support/test_activations.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/kernels/support/random.h"

namespace kernel_test {

using namespace inference::vulkan;

float TestActivations::squares(std::uint32_t token, std::uint32_t block) const {
    double sum = 0.0;
    for (std::uint32_t i = block * 32; i < std::min(length, block * 32 + 32); ++i) {
        const double value = values[std::size_t{token} * length + i];
        sum += value * value;
    }
    return static_cast<float>(sum);
}

std::vector<double> TestActivations::row(std::uint32_t token, Form form) const {
    std::vector<double> result(length);
    const int exponent = float16_exponent(std::span(values).subspan(std::size_t{token} * length, length));
    for (std::uint32_t i = 0; i < length; ++i) {
        const std::size_t at = std::size_t{token} * length + i;
        result[i] = form == Form::Quants   ? double{scales[std::size_t{token} * blocks() + i / 32]} * quants[at]
                    : form == Form::Halves ? rounded_to_float16(values[at], exponent)
                                           : double{values[at]};
    }
    return result;
}

TestActivations TestActivations::part(std::uint32_t first, std::uint32_t count) const {
    const auto cut = [&](const auto& from, std::size_t row) {
        const auto start = from.begin() + static_cast<std::ptrdiff_t>(first * row);
        return std::decay_t<decltype(from)>(start, start + static_cast<std::ptrdiff_t>(count * row));
    };
    return {count, length, cut(values, length), cut(quants, length), cut(scales, blocks())};
}

TestActivations random_activations(std::uint32_t tokens, std::uint32_t length, std::uint64_t seed) {
    TestActivations result{.tokens = tokens, .length = length, .values = {}, .quants = {}, .scales = {}};
    Random random(seed);
    for (std::size_t i = 0; i < std::size_t{tokens} * length; ++i)
        result.values.push_back(random.number() * (random.below(97) == 0 ? 10.0F : 1.0F));
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t block = 0; block < result.blocks(); ++block) {
            const float* start = result.values.data() + std::size_t{token} * length + block * 32;
            const std::uint32_t count = std::min(32U, length - block * 32);
            float largest = 0.0F;
            for (std::uint32_t i = 0; i < count; ++i) largest = std::max(largest, std::abs(start[i]));
            for (std::uint32_t i = 0; i < count; ++i)
                result.quants.push_back(static_cast<std::int8_t>(std::nearbyint(start[i] * (127.0F / largest))));
            result.scales.push_back(largest / 127.0F);
        }
    return result;
}

TestActivations exact_activations(std::uint32_t tokens, std::uint32_t length, std::uint64_t seed) {
    TestActivations result{.tokens = tokens, .length = length, .values = {}, .quants = {}, .scales = {}};
    Random random(seed);
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t block = 0; block < result.blocks(); ++block) {
            const float scale = random.below(2) == 0 ? 0.5F : 0.25F;
            result.scales.push_back(scale);
            for (std::uint32_t i = block * 32; i < std::min(length, block * 32 + 32); ++i) {
                const int quant = static_cast<int>(random.below(7)) - 3;
                result.quants.push_back(static_cast<std::int8_t>(quant));
                result.values.push_back(static_cast<float>(quant) * scale);
            }
        }
    return result;
}

DeviceActivations DeviceActivations::of(TestDevice& device, const TestActivations& values) {
    const std::size_t padded = padded_length(values.length);
    std::vector<float> floats(values.tokens * padded);
    std::vector<std::int8_t> quants(values.tokens * padded);
    std::vector<float> scales(values.tokens * padded / 16);
    std::vector<float> squares(values.tokens * padded / 32);
    const auto sizes = ActivationSizes::of(values.tokens, values.length);
    // What stands behind the last token is read and does not matter: no number.
    std::vector<_Float16> halves(sizes.halves_bytes / 2,
                                 static_cast<_Float16>(std::numeric_limits<float>::quiet_NaN()));
    std::vector<std::int32_t> exponents(values.tokens);
    for (std::uint32_t token = 0; token < values.tokens; ++token) {
        const std::size_t from = std::size_t{token} * values.length;
        std::copy_n(values.values.begin() + static_cast<std::ptrdiff_t>(from), values.length,
                    floats.begin() + static_cast<std::ptrdiff_t>(token * padded));
        std::copy_n(values.quants.begin() + static_cast<std::ptrdiff_t>(from), values.length,
                    quants.begin() + static_cast<std::ptrdiff_t>(token * padded));
        exponents[token] = float16_exponent(std::span(values.values).subspan(from, values.length));
        for (std::size_t i = 0; i < padded; ++i)
            halves[token * padded + i] =
                i < values.length ? as_float16(values.values[from + i], exponents[token]) : _Float16{0};
        for (std::uint32_t block = 0; block < values.blocks(); ++block) {
            const std::size_t at = token * padded / 32 + block;
            int sum = 0;
            for (std::uint32_t i = block * 32; i < std::min(values.length, block * 32 + 32); ++i)
                sum += values.quants[from + i];
            scales[2 * at] = values.scales[std::size_t{token} * values.blocks() + block];
            scales[2 * at + 1] = static_cast<float>(sum);
            squares[at] = values.squares(token, block);
        }
    }
    return {device.upload(floats),  device.upload(quants), device.upload(scales),
            device.upload(squares), device.upload(halves), device.upload(exponents)};
}

DeviceActivations DeviceActivations::unset(TestDevice& device, std::uint32_t tokens, std::uint32_t length) {
    const auto sizes = ActivationSizes::of(tokens, length);
    return {device.unset(sizes.floats_bytes),  device.unset(sizes.quants_bytes), device.unset(sizes.scales_bytes),
            device.unset(sizes.squares_bytes), device.unset(sizes.halves_bytes), device.unset(sizes.exponents_bytes)};
}

WrittenActivations WrittenActivations::read(TestDevice& device, const DeviceActivations& written,
                                            std::uint32_t length) {
    return {length, device.download<float>(written.floats), device.download<std::int8_t>(written.quants),
            device.download<float>(written.scales), device.download<float>(written.squares)};
}

namespace {

template <typename T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

bool is_unset(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits == TestDevice::unset_word;
}

std::string wrong(const char* what, std::uint32_t token, std::uint32_t i, double expected, double found, double bound) {
    return fmt::format("{} of token {} at {}: expected {:.9g} within {:.3g}, got {:.9g}", what, token, i, expected,
                       bound, found);
}

}  // namespace

bool WrittenActivations::operator==(const WrittenActivations& other) const {
    return same_bits(floats, other.floats) && same_bits(quants, other.quants) && same_bits(scales, other.scales) &&
           same_bits(squares, other.squares);
}

std::string WrittenActivations::compare(std::uint32_t tokens, ActivationFormats formats,
                                        const std::function<double(std::uint32_t, std::uint32_t)>& expected,
                                        const std::function<double(std::uint32_t, std::uint32_t)>& bound) const {
    const std::size_t padded = padded_length(length);
    for (std::uint32_t token = 0; token < tokens; ++token) {
        const float* own_floats = floats.data() + token * padded;
        for (std::uint32_t i = 0; i < padded; ++i) {
            if (!formats.floats || i >= length) {
                if (!is_unset(own_floats[i])) return fmt::format("float {} of token {} was written", i, token);
                continue;
            }
            const double wanted = expected(token, i);
            if (!(std::abs(own_floats[i] - wanted) <= bound(token, i)))
                return wrong("float", token, i, wanted, own_floats[i], bound(token, i));
        }
        for (std::uint32_t block = 0; block < padded / 32; ++block) {
            const std::size_t at = token * padded / 32 + block;
            if (!formats.quants || block * 32 >= length) {
                if (!is_unset(scales[2 * at])) return fmt::format("scale {} of token {} was written", block, token);
                continue;
            }
            const double scale = scales[2 * at];
            double largest = 0.0;
            double slack = 0.0;
            int sum = 0;
            for (std::uint32_t i = block * 32; i < block * 32 + 32; ++i) {
                const int quant = quants[token * padded + i];
                const double wanted = i < length ? expected(token, i) : 0.0;
                const double allowed = i < length ? bound(token, i) : 0.0;
                largest = std::max(largest, std::abs(wanted));
                slack = std::max(slack, allowed);
                sum += quant;
                // A rounding to the nearest of 255 steps, whatever way a tie goes and the division was rounded.
                if (!(std::abs(quant * scale - wanted) <= 0.5 * scale * (1 + 1e-4) + allowed))
                    return wrong("int8", token, i, wanted, quant * scale, 0.5 * scale + allowed);
            }
            if (!(std::abs(scale * 127.0 - largest) <= 1e-6 * largest + slack + 1e-43))
                return wrong("scale", token, block, largest / 127.0, scale, slack);
            if (scales[2 * at + 1] != static_cast<float>(sum))
                return wrong("sum of int8", token, block, sum, scales[2 * at + 1], 0.0);
        }
    }
    return {};
}

std::string WrittenActivations::compare_squares(
    std::uint32_t tokens, const std::function<double(std::uint32_t, std::uint32_t)>& value) const {
    const std::size_t padded = padded_length(length);
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t block = 0; block < padded / 32; ++block) {
            const float found = squares[token * padded / 32 + block];
            if (block * 32 >= length) {
                if (!is_unset(found)) return fmt::format("squares {} of token {} were written", block, token);
                continue;
            }
            double sum = 0.0;
            for (std::uint32_t i = block * 32; i < std::min(length, block * 32 + 32); ++i)
                sum += value(token, i) * value(token, i);
            if (!(std::abs(found - sum) <= 2e-5 * sum)) return wrong("squares", token, block, sum, found, 2e-5 * sum);
        }
    return {};
}

}  // namespace kernel_test
