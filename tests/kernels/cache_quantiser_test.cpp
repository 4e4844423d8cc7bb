// Keys and values into a Q8_0 cache: each within half a step of what it was, scales as small as they can be, positions
// beside the batch untouched, and the same bytes however the tokens are cut into batches.
#include "inference/vulkan/kernels/cache_quantiser.h"

#include <array>

#include "tests/kernels/support/cache.h"
#include "tests/kernels/support/quantised_cache.h"
#include "tests/kernels/support/random.h"
#include "tests/kernels/support/test_device.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

struct Heads {
    std::uint32_t count, size;
    std::uint32_t length() const { return count * size; }
};

using Value = std::function<float(std::uint32_t)>;  // of an element, counted over all positions and heads

using Kernels = KernelCache<CacheQuantiser>;

/// Keys and values of so many positions, written to a cache in batches. Values are the keys' negatives, turned round.
class Scene {
public:
    Scene(TestDevice& device, Kernels& kernels, const Heads& heads, std::uint32_t positions, const Value& value)
        : device_(device),
          heads_(heads),
          layout_{CacheType::Q8_0, heads.count, heads.size, positions},
          kernel_(kernels.get(fmt::format("{} {}", heads.count, heads.size), [&] { return create(); })),
          keys_(std::size_t{positions} * heads.length()) {
        for (std::uint32_t i = 0; i < keys_.size(); ++i) keys_[i] = value(i);
        for (auto key = keys_.rbegin(); key != keys_.rend(); ++key) values_.push_back(-*key);
        key_cache_ = device.unset(layout_.bytes());
        value_cache_ = device.unset(layout_.bytes());
    }

    void write(std::uint32_t position, std::uint32_t tokens) {
        const Buffer batch = device_.upload(std::vector<std::uint32_t>{position, tokens, 0, 0, 0});
        const auto rows = [&](const std::vector<float>& of) {
            const auto first = of.begin() + static_cast<std::ptrdiff_t>(position * heads_.length());
            return device_.upload(
                std::vector<float>(first, first + static_cast<std::ptrdiff_t>(tokens * heads_.length())));
        };
        const Buffer keys = rows(keys_);
        const Buffer values = rows(values_);
        const std::array<std::string, 1> wanted = {"quantise_cache"};
        device_.run(wanted, [&](CommandStream& stream) {
            kernel_.record(stream, {batch, keys, values, key_cache_, value_cache_}, layout_, tokens);
        });
    }

    std::vector<std::byte> key_bytes() { return device_.download<std::byte>(key_cache_); }
    std::vector<std::byte> value_bytes() { return device_.download<std::byte>(value_cache_); }

    std::string compare(std::uint32_t position, std::uint32_t tokens) {
        const CacheOnHost keys(layout_, key_bytes());
        const CacheOnHost values(layout_, value_bytes());
        for (std::uint32_t p = position; p < position + tokens; ++p)
            for (std::uint32_t head = 0; head < heads_.count; ++head) {
                auto problem = compare(keys, keys_, p, head);
                if (problem.empty()) problem = compare(values, values_, p, head);
                if (!problem.empty()) return problem;
            }
        return {};
    }

private:
    Result<CacheQuantiser> create() {
        ModelConfig config;
        config.kv_head_count = heads_.count;
        config.head_size = heads_.size;
        return CacheQuantiser::create(device_.device(), {.formats = {}, .tuning = {}}, config);
    }

    std::string compare(const CacheOnHost& cache, const std::vector<float>& from, std::uint32_t position,
                        std::uint32_t head) const {
        const float* row = from.data() + std::size_t{position} * heads_.length() + head * heads_.size;
        for (std::uint32_t first = 0; first < heads_.size; first += cache_block_elements) {
            const auto problem = wrong_in_block(row + first, cache.scale(head, position, first), [&](std::uint32_t i) {
                return cache.element(head, position, first + i);
            });
            if (!problem.empty())
                return fmt::format("position {} head {} from element {}: {}", position, head, first, problem);
        }
        return {};
    }

    TestDevice& device_;
    Heads heads_;
    CacheLayout layout_;
    const CacheQuantiser& kernel_;
    std::vector<float> keys_, values_;
    Buffer key_cache_, value_cache_;
};

Value random_values(std::uint64_t seed) {
    auto random = std::make_shared<Random>(seed);
    return [random](std::uint32_t) { return 3.0F * random->number(); };
}

std::string quantises(TestDevice& device, Kernels& kernels, const Heads& heads, std::uint32_t position,
                      std::uint32_t tokens, const Value& value) {
    Scene scene(device, kernels, heads, position + tokens + 3, value);
    scene.write(position, tokens);
    return scene.compare(position, tokens);
}

std::string leaves_the_others(TestDevice& device, Kernels& kernels, const Heads& heads) {
    constexpr std::uint32_t positions = 21;
    for (const auto& [position, tokens] :
         {std::pair{0U, 1U}, {1U, 1U}, {2U, 1U}, {7U, 1U}, {8U, 5U}, {5U, 8U}, {3U, 2U}}) {
        Scene scene(device, kernels, heads, positions, random_values(1));
        scene.write(0, positions);
        const auto before_keys = scene.key_bytes();
        const auto before_values = scene.value_bytes();
        scene.write(position, tokens);  // the same once more
        if (scene.key_bytes() != before_keys || scene.value_bytes() != before_values)
            return fmt::format("{} tokens at {} written twice differ", tokens, position);
    }
    return {};
}

std::string wherever_it_is_cut(TestDevice& device, Kernels& kernels, const Heads& heads) {
    constexpr std::uint32_t positions = 19;
    Scene whole(device, kernels, heads, positions, random_values(2));
    whole.write(0, positions);
    for (std::uint32_t cut = 1; cut < positions; ++cut) {
        Scene parts(device, kernels, heads, positions, random_values(2));
        parts.write(0, cut);
        parts.write(cut, positions - cut);
        if (auto problem = parts.compare(0, positions); !problem.empty()) return problem;
        const CacheOnHost one({CacheType::Q8_0, heads.count, heads.size, positions}, whole.key_bytes());
        const CacheOnHost other({CacheType::Q8_0, heads.count, heads.size, positions}, parts.key_bytes());
        for (std::uint32_t p = 0; p < positions; ++p)
            for (std::uint32_t e = 0; e < heads.size; ++e)
                if (one.element(0, p, e) != other.element(0, p, e))
                    return fmt::format("position {} element {} of a prompt cut at {} differs", p, e, cut);
    }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    Kernels kernels;
    std::vector<Case> cases;
    for (const Heads& heads : {Heads{1, 32}, {2, 64}, {3, 96}, {8, 128}, {32, 128}, {5, 256}})
        for (const auto& [position, tokens] :
             {std::pair{0U, 1U}, {1U, 1U}, {7U, 2U}, {8U, 8U}, {13U, 3U}, {0U, 37U}, {1023U, 1U}})
            cases.push_back({fmt::format("{} heads of {}, {} tokens at {}", heads.count, heads.size, tokens, position),
                             [=, &device, &kernels] {
                                 return quantises(device, kernels, heads, position, tokens, random_values(3));
                             }});
    for (const auto& [name, value] : hard_elements())
        cases.push_back(
            {name, [value, &device, &kernels] { return quantises(device, kernels, {2, 64}, 5, 4, value); }});
    cases.push_back({"positions beside the batch", [&] { return leaves_the_others(device, kernels, {2, 64}); }});
    cases.push_back({"cut anywhere", [&] { return wherever_it_is_cut(device, kernels, {2, 64}); }});
    return run_kernel_cases(device, cases, argument_count, arguments);
}
