#include "inference/vulkan/capabilities.h"

#include <fmt/format.h>

#include <cstdlib>

namespace inference::vulkan {

namespace {

struct Feature {
    std::string_view name;
    bool Capabilities::* member;
};

constexpr Feature features[] = {
    {"buffer-device-address", &Capabilities::buffer_device_address},
    {"storage-16-bit", &Capabilities::storage_16_bit},
    {"storage-8-bit", &Capabilities::storage_8_bit},
    {"int8", &Capabilities::shader_int8},
    {"float16", &Capabilities::shader_float16},
    {"integer-dot-product", &Capabilities::integer_dot_product},
    {"subgroup-size-control", &Capabilities::subgroup_size_control},
    {"subgroup-arithmetic", &Capabilities::subgroup_arithmetic},
    {"memory-budget", &Capabilities::memory_budget},
    {"memory-model", &Capabilities::memory_model},
    {"cooperative-matrix", &Capabilities::cooperative_matrix},
    {"chained-dispatches", &Capabilities::chained_dispatches},
};

constexpr std::uint32_t bindings_of_a_cooperative_product = 12;  // of shaders/prompt_matrix_cooperative.comp
constexpr std::uint32_t bindings_of_a_chained_product = 13;      // of shaders/decode_matrix.comp, before a residual

}  // namespace

std::optional<std::string_view> chosen_mask() {
    const char* const mask = std::getenv("ALTIPLANO_VULKAN_MASK");
    return mask == nullptr ? std::nullopt : std::optional<std::string_view>(mask);
}

std::optional<bool> chosen_chain() {
    const char* const wanted = std::getenv("ALTIPLANO_CHAIN");
    return wanted == nullptr ? std::nullopt : std::optional(std::string_view(wanted) == "1");
}

bool goes_ahead(const Capabilities& capabilities) {
    const char* const wanted = std::getenv("ALTIPLANO_AHEAD");
    return wanted == nullptr ? !capabilities.software : std::string_view(wanted) == "1";
}

Result<Capabilities> Capabilities::masked(std::string_view list) const {
    Capabilities result = *this;
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        const std::string_view name = list.substr(0, comma);
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
        bool known = name == "all";
        for (const Feature& feature : features)
            if (name == "all" || name == feature.name) {
                result.*feature.member = false;
                known = true;
            }
        if (!known)
            return fail(ErrorKind::InvalidArgument, fmt::format("there is no device feature named '{}'", name),
                        "altiplano devices lists the names.");
    }
    result.cooperative_matrix = result.cooperative_matrix && result.memory_model;  // which its kernels are in
    return result;
}

bool Capabilities::multiplies_cooperatively() const {
    return cooperative_matrix && memory_model && shader_float16 && subgroup_size_control &&
           max_bindings >= bindings_of_a_cooperative_product;
}

bool Capabilities::can_chain() const {
    return chained_dispatches && memory_model && integer_dot_product && max_bindings >= bindings_of_a_chained_product;
}

std::string Capabilities::why_not_chained() const {
    if (can_chain() || chosen_chain() != true) return {};
    return fmt::format("chained-dispatches (the device lacks the memory model, packed dot products or {} buffers)",
                       bindings_of_a_chained_product);
}

std::vector<std::string> Capabilities::feature_names() const {
    std::vector<std::string> names;
    for (const Feature& feature : features)
        if (this->*feature.member) names.emplace_back(feature.name);
    return names;
}

}  // namespace inference::vulkan
