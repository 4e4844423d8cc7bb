#include "inference/vulkan/cooperative_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "inference/checksum.h"
#include "shaders/shader_library.h"

namespace inference::vulkan {

namespace {

constexpr std::string_view right = "right";
constexpr std::string_view wrong = "wrong: ";

/// Of the SPIR-V of all kernels that multiply cooperatively: with other ones it is compared again.
std::uint64_t checksum_of_kernels() {
    static const std::uint64_t checksum = [] {
        std::uint64_t sum = checksum_start;
        for (const std::string_view name : shaders::shader_names())
            if (name.ends_with("_cooperative")) sum = checksum_of(std::as_bytes(shaders::find_shader(name)), sum);
        return sum;
    }();
    return checksum;
}

}  // namespace

CooperativeFile::CooperativeFile(const std::filesystem::path& folder, const DriverIdentity& driver)
    : lines_(folder.empty() ? folder : folder / driver.file_name("cooperative"),
             fmt::format("cooperative 1 of {} by {:016x}", driver.text(), checksum_of_kernels())) {}

std::optional<std::string> CooperativeFile::read() const {
    const auto lines = lines_.read();
    if (!lines || lines->size() != 1) return std::nullopt;
    const std::string& found = lines->front();
    if (found == right) return std::string();
    if (!found.starts_with(wrong) || found.size() == wrong.size()) return std::nullopt;
    return found.substr(wrong.size());
}

Result<void> CooperativeFile::write(std::string_view problem) const {
    std::string line = problem.empty() ? std::string(right) : std::string(wrong) + std::string(problem);
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return lines_.write(std::array{line});
}

}  // namespace inference::vulkan
